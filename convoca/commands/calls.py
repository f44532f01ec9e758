"""``convoca calls``: everything that is known of every call."""

from typing import Annotated

import typer


def command(json: Annotated[bool, typer.Option("--json", help="One JSON object a line, all of them.")] = False) -> None:
    """List the running calls; with --json all records.

    With --json it is one object a line for every record of every source, whatever its status and kind.

    Example: convoca calls --json > calls.jsonl
    """
    from convoca import listing, telling
    from convoca.wiring import Program

    program = Program.start()
    if json:
        telling.lines(listing.calls(program))
    else:
        telling.calls(listing.running(program), program.now)

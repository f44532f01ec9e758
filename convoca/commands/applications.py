"""``convoca applications``: what was submitted, and what came of it."""

from typing import Annotated

import typer


def command(json: Annotated[bool, typer.Option("--json", help="One JSON object a line, all fields.")] = False) -> None:
    """List the applications, with the figures of each plan.

    Example: convoca applications --json > applications.jsonl
    """
    from convoca import applying, telling
    from convoca.wiring import Program

    program = Program.start()
    if json:
        telling.lines(applying.rows(program))
    else:
        telling.sentences(applying.told(program))

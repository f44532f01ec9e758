"""``convoca sources``: where calls are read, and how that goes."""

from typing import Annotated

import typer


def command(json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False) -> None:
    """Show every source and how its last crawl went.

    Example: convoca sources
    """
    from convoca import listing, telling
    from convoca.wiring import Program

    rows = listing.sources(Program.start())
    telling.lines(rows) if json else telling.sources(rows)

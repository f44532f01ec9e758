"""``convoca changes``: what was recorded since an instant."""

from datetime import datetime
from typing import Annotated

import typer


def command(
    since: Annotated[str, typer.Option(help="An instant with its offset: 2026-06-01T06:00:00Z.", metavar="INSTANT")],
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """List what was new or changed since an instant.

    Field by field, old and new.

    Example: convoca changes --since 2026-06-01T06:00:00Z --json
    """
    from convoca import listing, telling
    from convoca.wiring import Program

    rows = listing.changes(Program.start(), _instant(since))
    telling.lines(rows) if json else telling.changes(rows)


def _instant(text: str) -> datetime:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise typer.BadParameter(f"{text!r} is no instant with an offset; write it like 2026-06-01T06:00:00Z")
    return instant

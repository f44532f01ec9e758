"""``convoca add``: a call by hand."""

from pathlib import Path
from typing import Annotated

import typer


def command(
    address: Annotated[str, typer.Argument(help="The call's page, or its identifier.", metavar="URL|IDENTIFIER")],
    title: Annotated[str, typer.Option(help="What it is called.")],
    deadline: Annotated[list[str] | None, typer.Option(help="2026-09-15 or 2026-09-15T17:00; may be repeated.")] = None,
    programme: Annotated[str | None, typer.Option(help="Who pays, as people call it.")] = None,
    text: Annotated[Path | None, typer.Option(help="A file with its text; - reads what is typed or piped.")] = None,
    language: Annotated[str, typer.Option(help="Of its text: en, es, ca ...")] = "en",
) -> None:
    """Add a call that no source shows: an invitation, a national call.

    Example: convoca add https://example.org/call --title "Cool shelters" --deadline 2026-09-15T17:00
    """
    from convoca import adding, telling
    from convoca.wiring import Program

    typed = adding.Typed(
        address=address,
        title=title,
        deadlines=tuple(deadline or ()),
        programme=programme,
        text=Path("/dev/stdin") if text == Path("-") else text,
        language=language,
    )
    recorded = adding.add(Program.start(), typed)
    telling.say(f"{recorded.call.title}: {recorded.outcome}, version {recorded.version}. The next match takes it in.")

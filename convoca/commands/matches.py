"""``convoca matches``: the ranking as it stands."""

from typing import Annotated

import typer


def command(
    item: Annotated[str | None, typer.Argument(help="A project, challenge or line; all projects if none.")] = None,
    dismissed: Annotated[bool, typer.Option("--dismissed", help="Those that were turned down instead.")] = False,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line, for every item.")] = False,
) -> None:
    """Show the best matches of every project.

    Example: convoca matches clean-air
    """
    from convoca import listing, telling
    from convoca.wiring import Program

    program = Program.start()
    if json:
        telling.lines(listing.matches(program, item, dismissed=dismissed))
    elif dismissed:
        telling.dismissed(listing.tables(program, item, dismissed=True))
    else:
        telling.tables(listing.tables(program, item), program.now)

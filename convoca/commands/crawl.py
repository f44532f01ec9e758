"""``convoca crawl``: the way in."""

from typing import Annotated

import typer


def command(
    sources: Annotated[list[str] | None, typer.Argument(help="Sources to read; all of them if none is named.")] = None,
) -> None:
    """Read the sources and keep what they publish.

    Example: convoca crawl eu_portal
    """
    from convoca import crawling, telling
    from convoca.wiring import Program

    outcomes = crawling.crawl(Program.start(), sources or [])
    telling.crawled(outcomes)
    if any(each.report.failure for each in outcomes):
        raise typer.Exit(1)

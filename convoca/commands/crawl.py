"""``convoca crawl``: the way in."""

from typing import Annotated

import typer


def command(
    sources: Annotated[list[str] | None, typer.Argument(help="Sources to read; all of them if none is named.")] = None,
    cadence: Annotated[
        str | None,
        typer.Option(help="Those of a cadence, daily or weekly; daily also those of calls we are applying to."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Store nothing; show what would be stored.")] = False,
    limit: Annotated[
        int | None, typer.Option(min=0, help="Calls of each source that a dry run shows; 5 if not said.")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Of a dry run: one JSON object a call, a line each.")] = False,
) -> None:
    """Read the sources and keep what they publish.

    Example: convoca crawl eu_portal
    """
    if cadence not in (None, "daily", "weekly"):
        raise typer.BadParameter("there are daily and weekly.", param_hint="--cadence")
    if not dry_run and (json or limit is not None):
        raise typer.BadParameter("--limit and --json go with --dry-run.")
    if dry_run:
        return _rehearse(sources or [], limit=5 if limit is None else limit, json=json)
    from convoca import crawling, telling
    from convoca.wiring import Program

    program = Program.start()
    if cadence is not None:
        sources = [*(sources or []), *crawling.of_cadence(program, cadence)]
    outcomes = crawling.crawl(program, sources or [])
    telling.crawled(outcomes)
    if any(each.report.failure for each in outcomes):
        raise typer.Exit(1)
    return None


def _rehearse(sources: list[str], *, limit: int, json: bool) -> None:
    from config.settings import Settings
    from convoca import preview, sourcing
    from convoca.clock import instant

    settings = Settings.read()
    now = instant(settings)
    reports = sourcing.rehearse(settings, sources, now=now)
    for each in reports:
        preview.told(each, now=now, limit=limit, json=json)
    if any(each.failure for each in reports):
        raise typer.Exit(1)

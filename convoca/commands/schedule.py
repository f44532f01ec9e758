"""``convoca schedule``: the clock."""

from typing import Annotated

import typer


def command(
    show: Annotated[bool, typer.Option("--list", help="Show what is due next and what last happened.")] = False,
    json: Annotated[bool, typer.Option("--json", help="Of the list: one JSON object a line.")] = False,
) -> None:
    """Keep the clock: crawl, match, send and retry when each is due, until stopped.

    Example: convoca schedule --list
    """
    from convoca import log, scheduling, telling
    from convoca.wiring import Program

    program = Program.start()
    if show or json:
        rows = list(scheduling.rows(program))
        return telling.lines(rows) if json else telling.sentences(scheduling.told(rows))
    log.begin(program.settings.log)
    scheduling.keep(program)
    return None

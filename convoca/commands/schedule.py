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
    import logging

    from convoca import scheduling, telling
    from convoca.wiring import Program

    program = Program.start()
    if show or json:
        rows = list(scheduling.rows(program))
        return telling.lines(rows) if json else telling.sentences(scheduling.told(rows))
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    scheduling.keep(program)
    return None

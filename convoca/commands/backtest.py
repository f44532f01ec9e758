"""``convoca backtest``: what the ranking would have said to past projects."""

from pathlib import Path
from typing import Annotated

import typer


def command(
    groundtruth: Annotated[Path, typer.Option(help="A folder of past projects and calls.", metavar="DIR")],
    split: Annotated[str, typer.Option(help="Which of its splits.", metavar="NAME")] = "dev",
    own: Annotated[
        Path | None, typer.Option(help="The institution's own projects, listed apart.", metavar="JSONL")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Hide the call that funded a past project and say at which place it is found.

    Projects with a public body, among the calls of their time; every run is remembered in the data folder.

    Example: convoca backtest --groundtruth DIR --own projects.jsonl
    """
    from dataclasses import asdict

    from convoca import backtesting, measuring, telling
    from convoca.wiring import Program

    done = backtesting.backtest(Program.start(), groundtruth, split, own)
    rows = [*map(asdict, done.found), *map(asdict, done.own)]
    telling.lines(rows) if json else measuring.backtest(done)

"""``convoca evaluate``: how good the ranking is, on judged queries."""

from pathlib import Path
from typing import Annotated

import typer


def command(
    groundtruth: Annotated[Path, typer.Option(help="A folder of judged queries.", metavar="DIR")],
    split: Annotated[str, typer.Option(help="Which of its splits.", metavar="NAME")] = "dev",
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Measure the ranking beside the usual baselines.

    On a folder of queries, calls and grades in the format of TREC.

    Example: convoca evaluate --groundtruth DIR --split dev
    """
    from convoca import evaluating, telling
    from convoca.wiring import Program

    rows = evaluating.evaluate(Program.start(), groundtruth, split)
    telling.lines(rows) if json else telling.measures(rows)

"""``convoca evaluate``: how good the ranking is, on judged queries."""

from pathlib import Path
from typing import Annotated

import typer


def command(
    groundtruth: Annotated[Path | None, typer.Option(help="A folder of judged queries.", metavar="DIR")] = None,
    split: Annotated[str, typer.Option(help="Which of its splits.", metavar="NAME")] = "dev",
    calibrate: Annotated[bool, typer.Option(help="Say what a score was worth there, and fit it anew.")] = False,
    diagram: Annotated[Path | None, typer.Option(help="Draw that as SVG.", metavar="FILE")] = None,
    challenges: Annotated[Path | None, typer.Option(help="Calls labelled with challenges.", metavar="CSV")] = None,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
) -> None:
    """Measure the ranking beside the usual baselines.

    On a folder of queries, calls and grades in the format of TREC; where grades tell what has to be sent, with what
    each threshold costs. Or, with --challenges, measure which challenges the known calls are said to serve.

    Example: convoca evaluate --groundtruth DIR --split dev
    """
    from dataclasses import asdict

    from convoca import diagrams, evaluating, measuring, telling
    from convoca.wiring import Program

    if groundtruth is None and challenges is None:
        raise typer.BadParameter("Name a folder with --groundtruth, or labelled calls with --challenges.")
    program = Program.start()
    if challenges:
        assigned = evaluating.challenges(program, challenges)
        telling.lines(map(asdict, assigned)) if json else measuring.assigned(assigned)
    if groundtruth:
        found = evaluating.evaluate(program, groundtruth, split, calibrate=calibrate or diagram is not None)
        telling.lines(found.rows()) if json else measuring.evaluation(found)
        if diagram and found.calibration:
            diagram.write_text(diagrams.reliability(found.calibration.bins), encoding="utf-8")

"""``convoca report``: the evaluation of the plan for a period, as a file to print or hand on."""

from pathlib import Path
from typing import Annotated

import typer


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE.html", help="What to write; it needs no other file.")],
    since: Annotated[str, typer.Option("--from", help="A year or a day, of the submission.", metavar="WHEN")] = "",
    until: Annotated[str, typer.Option("--to", help="A year or a day, in it too.", metavar="WHEN")] = "",
    language: Annotated[str, typer.Option(help="ca, es or en.")] = "en",
    plan: Annotated[str, typer.Option(help="The id of the plan, where there are several.", metavar="ID")] = "",
) -> None:
    """Write the evaluation of the plan for a period: charts, tables, gaps, what is not known.

    Example: convoca report evaluation.html --from 2021 --to 2025 --language ca
    """
    from convoca import reporting, telling
    from convoca.wiring import Program

    program = Program.start()
    telling.sentences(reporting.write(program, file, plan=plan, since=since, until=until, language=language))

"""``convoca export``: everything the institution owns, in files that any tool reads."""

from pathlib import Path
from typing import Annotated

import typer


def command(
    to: Annotated[
        Path, typer.Argument(metavar="FOLDER|FILE.zip", help="A folder that is not there yet, or a zip file.")
    ],
) -> None:
    """Write plans, calls, matches, votes, applications, people and messages as JSON Lines and CSV, with a README.

    Example: convoca export convoca-export.zip
    """
    from convoca import exporting, telling
    from convoca.wiring import Program

    telling.sentences(exporting.export(Program.start(), to))

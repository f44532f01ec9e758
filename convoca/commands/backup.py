"""``convoca backup``: the whole database as one file."""

from pathlib import Path
from typing import Annotated

import typer


def command(file: Annotated[Path, typer.Argument(help="Where to; a file of that name is replaced.")]) -> None:
    """Write everything the database holds into one file, while the program runs.

    Example: convoca backup convoca-backup.zip
    """
    from convoca import backing_up, telling
    from convoca.wiring import Program

    telling.sentences(backing_up.keep(Program.start(), file))

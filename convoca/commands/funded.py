"""``convoca funded``: what was funded before, and who took part."""

from pathlib import Path
from typing import Annotated

import typer

cli = typer.Typer(help="Take in funded projects and who took part.", no_args_is_help=True, rich_markup_mode=None)


@cli.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="The zip of a programme's projects, or its folder.", metavar="FILE")],
) -> None:
    """Read the projects of a programme as CORDIS publishes them; those without a public body are left out.

    Example: convoca funded import cordis-HORIZONprojects-csv.zip
    """
    from convoca import funded, matching, telling
    from convoca.wiring import Program

    program = Program.start()
    imported = funded.import_file(program, file)
    telling.sentences(funded.sentences(file, imported))
    funded.relate(program, matching.candidates(program))


@cli.callback()
def _group() -> None:
    """Keep ``import`` a command of its own, though it is the only one."""

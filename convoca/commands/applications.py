"""``convoca applications``: what was submitted, and what came of it; and a sheet of it taken in."""

from pathlib import Path
from typing import Annotated

import typer

cli = typer.Typer(rich_markup_mode=None)


@cli.callback(invoke_without_command=True)
def list_(
    context: typer.Context,
    json: Annotated[bool, typer.Option("--json", help="One JSON object a line, all fields.")] = False,
) -> None:
    """List the applications, with the figures of each plan.

    Example: convoca applications --json > applications.jsonl
    """
    if context.invoked_subcommand is not None:
        return
    from convoca import applying, telling
    from convoca.wiring import Program

    program = Program.start()
    if json:
        telling.lines(applying.rows(program))
    else:
        telling.sentences(applying.told(program))


@cli.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="An XLSX or CSV file.", metavar="FILE")],
    apply: Annotated[bool, typer.Option("--apply", help="Take it in; without this it is only told.")] = False,
    as_written: Annotated[bool, typer.Option("--as-written", help="Take no proposal for a mistyped name.")] = False,
) -> None:
    """Tell cell by cell what taking in a sheet of applications would do; the same sheet twice changes nothing.

    Example: convoca applications import projects.xlsx
    """
    from convoca import importing, telling
    from convoca.wiring import Program

    telling.sentences(importing.take_in(Program.start(), file, apply=apply, as_written=as_written))

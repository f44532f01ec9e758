"""``convoca plan``: the strategic plan that calls are matched with."""

from pathlib import Path
from typing import Annotated

import typer

cli = typer.Typer(help="Import and show strategic plans.", no_args_is_help=True, rich_markup_mode=None)


@cli.command("import")
def import_(file: Annotated[Path, typer.Argument(help="A plan as YAML.", metavar="FILE")]) -> None:
    """Read a plan from a file; a new version is kept beside the earlier ones.

    Example: convoca plan import config/plan/amb-2021-2025.yaml
    """
    from convoca import languages, planning, telling
    from convoca.wiring import Program

    program = Program.start()
    saved = planning.import_plan(program, file)
    what = f"version {saved.number}" + ("" if saved.changed else ", unchanged")
    plan = saved.plan
    items = f"{len(plan.projects)} projects, {len(plan.challenges)} challenges, {len(plan.lines)} lines"
    telling.say(f"{plan.name()}: {what}; {items}.")
    telling.sentences(languages.of_plan(program, plan))


@cli.command("show")
def show() -> None:
    """List the plans that calls are matched with, and their projects.

    Example: convoca plan show
    """
    from convoca import languages, planning, telling
    from convoca.wiring import Program

    program = Program.start()
    plans = planning.current(program)
    telling.plans(plans)
    telling.sentences(said for plan in plans for said in languages.of_plan(program, plan))

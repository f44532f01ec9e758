"""The plans: brought in from files, kept in versions, several side by side."""

from pathlib import Path

from config import plan_file
from convoca.wiring import Program
from db import people, plans
from db.engine import reading, transaction
from domain.errors import Problem
from domain.plan import Plan, PlanVersion

AMB = Path(__file__).parent.parent / "config" / "plan" / "amb-2021-2025.yaml"


class NoPlan(Problem):
    """Raised where a step needs a plan and none was imported."""


def import_plan(program: Program, file: Path) -> PlanVersion:
    """Keep the plan of a file and bring its people in; the same content again makes no new version."""
    plan = plan_file.load(file)
    with transaction(program.engine) as session:
        saved = plans.save(session, plan, now=program.now)
        people.synchronise(session, plan)
    return saved


def current(program: Program) -> list[Plan]:
    """Every plan in its latest version, its sentences as the model can read them; raise :class:`NoPlan` if none is."""
    with reading(program.engine) as session:
        found = plans.current(session)
    if not found:
        raise NoPlan(f"No plan has been imported: convoca plan import {short(AMB)}")
    return [each.in_english() if program.english_only else each for each in found]


def short(path: Path) -> Path:
    """The path as one would type it here."""
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path

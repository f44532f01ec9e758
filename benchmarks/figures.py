"""The figures of 20,000 applications, as the page of figures needs them, beside one bare SQL sum; SQLite."""

import random
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

import numpy as np
from sqlalchemy import Engine, insert, text

from benchmarks.table import Cell, show
from config import plan_file
from convoca.planning import AMB
from db import application_figures
from db.application_rows import ApplicationRow, columns
from db.engine import connect, reading, transaction
from domain.application import Application, Part, Stage
from domain.money import Money
from domain.period import Period
from domain.plan import Plan
from followup.figures import figures
from web.application_filters import Filters
from web.figure_tables import GROUPINGS, tables

SIZES = (2_000, 20_000)
ROUNDS = 40
BARE = """
    SELECT stage, part, COUNT(*), SUM(requested_amount), SUM(granted_amount), SUM(total_amount)
    FROM applications WHERE plan = :plan GROUP BY stage, part
"""
PROGRAMMES = ("Horizon Europe", "LIFE", "Interreg Sudoe", "URBACT", "ERDF", "CERV", "Erasmus+", None)


def main() -> None:
    show(
        ("applications", "what", "p50 CPU ms", "p95 CPU ms", "× bare"),
        [line for size in SIZES for line in _lines(size)],
    )


def _lines(size: int) -> Iterator[Sequence[Cell]]:
    plan = plan_file.load(AMB)
    with TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{Path(folder) / 'figures.db'}")
        fill(engine, plan, size)
        bare = _spent(lambda: _bare(engine, plan))
        for what, spent in {
            "one bare SQL sum": bare,
            "sums by year": _spent(lambda: _portions(engine, plan, 1)),
            "all sums of the page": _spent(lambda: _portions(engine, plan, 4)),
            "the page's figures and six tables": _spent(lambda: _page(engine, plan)),
        }.items():
            p50, p95 = (float(np.percentile(spent, each)) for each in (50, 95))
            yield size, what, p50, p95, p50 / float(np.percentile(bare, 50))
        engine.dispose()


def fill(engine: Engine, plan: Plan, size: int) -> None:
    """Store so many applications of twelve years."""
    chance = random.Random(7)
    with transaction(engine) as session:
        session.execute(insert(ApplicationRow), [dict(columns(_made(chance, plan, at))) for at in range(size)])


def _made(chance: random.Random, plan: Plan, at: int) -> Application:
    stage = chance.choice(tuple(Stage))
    money = [Money(Decimal(chance.randrange(1, 10**9)) / 100) for _ in range(3)]
    return Application(
        plan=plan.id,
        project=chance.choice(plan.projects).id,
        title=f"Application {at}",
        programme=chance.choice(PROGRAMMES),
        part=chance.choice(tuple(Part)),
        stage=stage,
        requested=money[0],
        granted=money[1],
        total=money[2],
        submitted_on=date(2014, 1, 1) + timedelta(days=chance.randrange(4380)),
        area=chance.choice((None, "Mobility", "Water", "Housing", "Energy")),
    )


def _bare(engine: Engine, plan: Plan) -> None:
    with reading(engine) as session:
        session.execute(text(BARE), {"plan": plan.id}).all()


def _portions(engine: Engine, plan: Plan, count: int) -> None:
    with reading(engine) as session:
        for each in GROUPINGS[:count]:
            application_figures.portions(session, plan.id, Period(), by=(each,))


def _page(engine: Engine, plan: Plan) -> None:
    with reading(engine) as session:
        sums = {each: application_figures.portions(session, plan.id, Period(), by=(each,)) for each in GROUPINGS}
    figures(sums["year"])
    tables(sums, plan=plan, scope=Filters(), language="ca")


def _spent(what: Callable[[], None]) -> list[float]:
    """Milliseconds of processor of each round, after one that warms up."""
    what()
    spent = []
    for _ in range(ROUNDS):
        began = process_time()
        what()
        spent.append((process_time() - began) * 1_000)
    return spent

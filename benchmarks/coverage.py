"""The coverage of a plan and its deadlines ahead, from a database of many calls and applications."""

import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from statistics import quantiles
from tempfile import TemporaryDirectory
from time import perf_counter

from sqlalchemy import Engine, insert

from benchmarks.table import Cell, show
from benchmarks.worlds import NOW
from config import plan_file
from convoca.planning import AMB
from db import coverage as counted
from db import deadlines_ahead
from db.application_rows import ApplicationRow
from db.call_rows import CallRow, DeadlineRow, VersionRow
from db.engine import connect, reading, transaction
from db.internal_deadlines import InternalDeadlineRow
from db.matches import MatchRow
from domain.application import UNDER_WAY, Part, Stage
from domain.call import Kind, Status
from domain.deadlines import DeadlineKind
from domain.internal_deadline import Step
from domain.plan import Plan
from followup.coverage import Fit, coverage
from followup.workload import weeks

CALLS = int(os.environ.get("BENCHMARK_CALLS", "100000"))
APPLICATIONS = int(os.environ.get("BENCHMARK_APPLICATIONS", "20000"))
MATCHES = 50
"""Of each project: as many as are kept."""
TIMES = 50
BATCH = 5_000
COLUMNS = ("calls", "applications", "what", "p50 ms", "p95 ms")
Row = dict[str, object]


def main() -> None:
    plan = plan_file.load(AMB)
    with TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{Path(folder) / 'convoca.db'}")
        _fill(engine, plan)
        show(COLUMNS, _lines(engine, plan))
        engine.dispose()


def _lines(engine: Engine, plan: Plan) -> Iterator[tuple[Cell, ...]]:
    today = NOW.date()

    def covered() -> object:
        with reading(engine) as session:
            fits = [
                Fit(
                    project=each.project,
                    source=each.source,
                    reference=each.reference,
                    strong=each.score >= 0.5,
                    forthcoming=each.status is Status.FORTHCOMING,
                    since=each.since,
                )
                for each in counted.matching(session, plan.id, at_least=0.12, now=NOW)
            ]
            standings = counted.standings(session, plan.id)
            return coverage(plan, fits, standings, told=counted.last_told(session, plan.id), today=today)

    def ahead() -> object:
        with reading(engine) as session:
            return weeks(deadlines_ahead.due(session, plan.id, now=NOW), today=today)

    for what, ask in (("coverage", covered), ("deadlines ahead", ahead)):
        yield CALLS, APPLICATIONS, what, *_milliseconds(ask)


def _milliseconds(ask: Callable[[], object]) -> tuple[float, float]:
    ask()
    taken = []
    for _ in range(TIMES):
        start = perf_counter()
        ask()
        taken.append((perf_counter() - start) * 1000)
    parts = quantiles(taken, n=20)
    return parts[9], parts[18]


def _fill(engine: Engine, plan: Plan) -> None:
    """Calls of which one in a hundred matches, and applications of which one in fifty is under way."""
    for first in range(0, CALLS, BATCH):
        numbers = range(first, min(first + BATCH, CALLS))
        with transaction(engine) as session:
            session.execute(insert(CallRow), [_head(each) for each in numbers])
            session.execute(insert(VersionRow), [_version(each) for each in numbers])
            session.execute(insert(DeadlineRow), [_deadline(each) for each in numbers])
    with transaction(engine) as session:
        session.execute(insert(MatchRow), list(_matches(plan)))
        session.execute(insert(ApplicationRow), [_application(plan, each) for each in range(APPLICATIONS)])
        steps = [_step(each) for each in range(0, APPLICATIONS, 50)]
        session.execute(insert(InternalDeadlineRow), steps)


def _head(number: int) -> Row:
    name = f"call-{number}"
    seen = {"first_seen": NOW, "last_seen": NOW, "fingerprint": name, "version": 1, "merged_into": None}
    return {
        "id": number + 1,
        "source": "s",
        "reference": name,
        "folded_reference": name,
        "folded_identifier": name,
    } | seen


def _version(number: int) -> Row:
    empty: Row = dict.fromkeys(each.name for each in VersionRow.__table__.columns)
    said = {"id": number + 1, "call_id": number + 1, "number": 1, "recorded_at": NOW, "identifier": f"call-{number}"}
    facts = {"title": "A call", "url": "https://example.org", "kind": Kind.CALL, "word": Status.OPEN, "language": "en"}
    return empty | said | facts | {"rolling": False, "shared_by": 1, "keywords": []}


def _deadline(number: int) -> Row:
    on = NOW.date() + timedelta(days=10 + number % 300)
    when: Row = {"on": on, "at": None, "zone": "Europe/Brussels", "kind": DeadlineKind.DEADLINE}
    return {"version_id": number + 1, "position": 0} | when


def _matches(plan: Plan) -> Iterator[Row]:
    for at, project in enumerate(plan.projects):
        for rank in range(MATCHES):
            score = 1 - rank / MATCHES
            known = {"plan": plan.id, "item": project.key, "source": "s", "reference": f"call-{at * 20 + rank}"}
            numbers = {"version": 1, "score": score, "words": score, "meaning": score, "through": None, "learnt": None}
            yield known | numbers | {"evidence": [], "uncovered": [], "telling_words": [], "since": NOW}


def _application(plan: Plan, number: int) -> Row:
    empty = dict.fromkeys(each.name for each in ApplicationRow.__table__.columns)
    under_way = number % 50 == 0
    stage = UNDER_WAY[0] if under_way else (Stage.CLOSED, Stage.REJECTED, Stage.GRANTED)[number % 3]
    money = {f"{each}_amount": Decimal("123456.78") for each in ("requested", "granted", "total")}
    return (
        empty
        | money
        | {f"{each}_currency": "EUR" for each in ("requested", "granted", "total")}
        | {"municipalities": [], "partners": [], "links": [], "part": Part.PARTNER, "notes": "", "version": 1}
        | {"id": number + 1, "plan": plan.id, "title": "An application", "stage": stage}
        | {"project": plan.projects[number % len(plan.projects)].id, "source": "s", "reference": f"call-{number}"}
        | {"submitted_on": None if under_way else date(2020 + number % 6, 3, 3)}
    )


def _step(number: int) -> Row:
    on = NOW.date() + timedelta(days=number % 180)
    return {"application_id": number + 1, "step": Step.LETTERS, "on": on, "label": "", "done_on": None}

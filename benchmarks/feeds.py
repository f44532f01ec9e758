"""A calendar program reads its feed: whole, and as 304, through the window's own application in this process."""

import statistics
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import partial
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from sqlalchemy import Engine, insert
from starlette.testclient import TestClient

from benchmarks.table import Cell, show
from db import tokens
from db.application_rows import ApplicationRow, EventRow
from db.call_rows import CallRow, DeadlineRow, VersionRow
from db.engine import connect, transaction
from db.internal_deadlines import FIELD, InternalDeadlineRow
from db.votes import VoteRow
from domain.access import TokenKind
from domain.application import Stage
from domain.call import Kind, Status
from domain.deadlines import BRUSSELS, DeadlineKind
from domain.internal_deadline import Step
from domain.vote import Word
from tests.web.opened import NOW, fill, open_window
from web.limits import Limit

CALLS, APPLICATIONS, VOTES = 100_000, 20_000, 100
AHEAD, MINE = 40, 200
"""One call in so many has its deadline ahead, as in a memory of years; one application in so many is under way and of
the person who reads."""
TIMES = 50


def main() -> None:
    with TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{folder}/convoca.db")
        fill(engine)
        _many(engine)
        show(("what", "events", "p50 ms", "p95 ms"), list(_lines(engine)))
        engine.dispose()


def _lines(engine: Engine) -> Iterator[tuple[Cell, ...]]:
    opened = open_window(engine)
    opened.app.state.limits.readings_of_a_feed = Limit(10_000, timedelta(minutes=1))
    with transaction(engine) as session:
        token = tokens.issue(session, "anna", name="phone", kind=TokenKind.CALENDAR, now=NOW)
    client = TestClient(opened.app, base_url=opened.window.public_url)
    path = f"/feeds/{token}/calendar.ics"
    whole = client.get(path)
    events = whole.text.count("BEGIN:VEVENT")
    for what, headers in (("whole", {}), ("304", {"If-None-Match": whole.headers["etag"]})):
        took = sorted(_timed(partial(client.get, path, headers=headers)) for _ in range(TIMES))
        yield what, events, statistics.median(took), took[int(TIMES * 0.95)]


def _timed(what: Callable[[], object]) -> float:
    began = perf_counter()
    what()
    return (perf_counter() - began) * 1000


def _many(engine: Engine) -> None:
    with transaction(engine) as session:
        for row_class, rows in (
            (CallRow, _calls()),
            (VersionRow, _versions()),
            (DeadlineRow, _deadlines()),
            (VoteRow, _votes()),
            (ApplicationRow, _applications()),
            (EventRow, _events()),
            (InternalDeadlineRow, _internal()),
        ):
            session.execute(insert(row_class), list(rows))


def _ids() -> range:
    return range(1000, 1000 + CALLS)


def _calls() -> Iterator[Mapping[str, Any]]:
    for id in _ids():
        folded = {"folded_reference": f"r{id}", "folded_identifier": f"r{id}", "fingerprint": "x", "version": 1}
        yield {"id": id, "source": "many", "reference": f"R{id}", "first_seen": NOW, "last_seen": NOW, **folded}


def _versions() -> Iterator[Mapping[str, Any]]:
    said = {"kind": Kind.CALL, "word": Status.OPEN, "rolling": False, "shared_by": 1, "keywords": [], "language": "en"}
    for id in _ids():
        named = {"identifier": f"R{id}", "title": f"A call about air, number {id}", "url": "https://example.org/call"}
        yield {"id": id, "call_id": id, "number": 1, "recorded_at": NOW, **named, **said}


def _deadlines() -> Iterator[Mapping[str, Any]]:
    for id in _ids():
        on = date(2027, 1, 1) + timedelta(id % 300) if id % AHEAD == 0 else date(2020, 1, 1)
        when = {"on": on, "at": datetime(2026, 1, 1, 17, tzinfo=UTC).time(), "zone": BRUSSELS}
        yield {"version_id": id, "position": 0, "kind": DeadlineKind.DEADLINE, **when}


def _votes() -> Iterator[Mapping[str, Any]]:
    for number in range(VOTES):
        key = {"source": "many", "reference": f"R{1000 + number * 10}", "version": 1, "note": "", "at": NOW}
        yield {"plan": "plan", "item": "project:clean-air", "person": "anna", "word": Word.RELEVANT, **key}


def _applications() -> Iterator[Mapping[str, Any]]:
    lists = {"municipalities": [], "partners": [], "links": [], "notes": "", "part": "coordinator"}
    for number in range(1, APPLICATIONS):
        mine = number % MINE == 0
        stage, project = (Stage.PREPARING, "clean-air") if mine else (Stage.REJECTED, "rivers")
        call = {"source": "many", "reference": f"R{1000 + number * 5}"}
        title = f"Application {number}"
        yield {"id": number + 1, "plan": "plan", "project": project, "title": title, "stage": stage, **call, **lists}


def _events() -> Iterator[Mapping[str, Any]]:
    for number in range(1, APPLICATIONS):
        yield {"application_id": number + 1, "at": NOW, "who": "anna", "field": FIELD, "old": None, "new": "x"}


def _internal() -> Iterator[Mapping[str, Any]]:
    for number in range(1, APPLICATIONS):
        yield {"application_id": number + 1, "step": Step.COUNCIL, "on": date(2027, 2, 1), "label": ""}

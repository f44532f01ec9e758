"""What coverage and workload are counted from, the same on both databases."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlalchemy import Engine

from db import applications, calls, coverage, deadlines_ahead, internal_deadlines, matches
from db.engine import reading, transaction
from domain.application import Application, Stage
from domain.call import Status
from domain.deadlines import Deadline, Deadlines
from domain.internal_deadline import InternalDeadline, Step
from domain.match import Match
from domain.money import Money
from tests.db.samples import CLEAN_AIR, NOW, call

PAST = Deadlines((Deadline(date(2026, 11, 1)),))


def match(reference: str, score: float = 0.6, item: str = "project:air") -> Match:
    return Match(item=item, source="eu_portal", reference=reference, version=1, score=score, words=score, meaning=score)


def begin(engine: Engine, stage: Stage, **more: object) -> int:
    one = Application(plan="plan", project="air", title="Air", stage=stage)
    with transaction(engine) as session:
        return applications.add(session, replace(one, **more), who="anna", now=NOW).id  # type: ignore[arg-type]


def test_only_matches_of_projects_with_calls_that_can_be_applied_to_are_counted(engine: Engine) -> None:
    early = call(reference="early", word=Status.FORTHCOMING)
    known = [CLEAN_AIR, early, call(reference="past", deadlines=PAST), call(reference="gone", word=Status.WITHDRAWN)]
    found = [match(each.reference) for each in known]
    with transaction(engine) as session:
        calls.record_all(session, known, now=NOW)
        matches.replace(session, "plan", [*found, match("early", item="line:green")], now=NOW)
        matches.replace(session, "other", found, now=NOW)

    with reading(engine) as session:
        seen = list(coverage.matching(session, "plan", at_least=0.5, now=NOW))
        assert {(each.project, each.reference, each.status) for each in seen} == {
            ("air", CLEAN_AIR.reference, Status.OPEN),
            ("air", "early", Status.FORTHCOMING),
        }
        assert list(coverage.matching(session, "plan", at_least=0.7, now=NOW)) == []


def test_applications_are_counted_by_project_and_grants_added_up_to_the_cent(engine: Engine) -> None:
    begin(engine, Stage.IDEA)
    begin(engine, Stage.GRANTED, granted=Money(Decimal("0.10")), submitted_on=date(2026, 3, 1))
    begin(engine, Stage.CLOSED, granted=Money(Decimal("0.20")), submitted_on=date(2025, 3, 1))
    begin(engine, Stage.RUNNING, granted=Money(Decimal("5.00"), "CHF"))
    begin(engine, Stage.REJECTED, granted=Money(Decimal("7.00")))

    with reading(engine) as session:
        (only,) = coverage.standings(session, "plan")
        assert (only.begun, only.submitted, only.granted) == (5, 4, 3)
        assert only.money == (Money(Decimal("5.00"), "CHF"), Money(Decimal("0.30"), "EUR"))
        assert only.last_submitted == date(2026, 3, 1)


def test_what_is_due_is_of_applications_under_way_and_not_done_yet(engine: Engine) -> None:
    with transaction(engine) as session:
        calls.record(session, CLEAN_AIR, now=NOW)
    its = {"source": CLEAN_AIR.source, "reference": CLEAN_AIR.reference}
    under_way = begin(engine, Stage.PREPARING, assignees=("berta", "anna"), **its)
    over = begin(engine, Stage.REJECTED, **its)
    with transaction(engine) as session:
        for id, done in ((under_way, None), (under_way, date(2026, 11, 20)), (over, None)):
            step = InternalDeadline(step=Step.LETTERS, on=date(2026, 12, 1), done_on=done)
            internal_deadlines.add(session, id, step, who="anna", now=NOW)

    with reading(engine) as session:
        dues = deadlines_ahead.due(session, "plan", now=NOW)
    assert sorted((each.on, each.application, each.people) for each in dues) == [
        (date(2026, 12, 1), under_way, ("berta", "anna")),
        (date(2027, 2, 4), under_way, ("berta", "anna")),
    ]

"""What the database adds up is what adding up one by one gives, to the cent."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine

from db import application_figures, applications, call_funnel, outbox, votes
from db.engine import reading, transaction
from db.outbox import Message
from db.told import Told
from domain.application import Application, Part, Stage
from domain.digest import Reason
from domain.money import Money
from domain.period import Period
from domain.vote import Vote, Word
from followup.figures import by_area, by_programme, by_year, figures
from tests.web.opened import CALL, NOW, PLAN, fill

MAIL = Message(
    plan=PLAN.id,
    person="anna",
    kind="digest",
    period="2026-W48",
    subject="",
    text="",
    html="",
    message_id="<1@example.org>",
)
CENTS = ("0.01", "1234567.89", "999999999999.99", "10")


def made() -> Sequence[Application]:
    """One of every stage and more, in two currencies, some without amounts or day."""
    return [
        Application(
            plan=PLAN.id,
            project=("clean-air", "rivers")[at % 2],
            title=f"Number {at}",
            programme=("LIFE", "ERDF", None)[at % 3],
            part=tuple(Part)[at % 3],
            stage=tuple(Stage)[at % len(Stage)],
            requested=Money(Decimal(CENTS[at % 4]), ("EUR", "SEK")[at % 2]) if at % 5 else None,
            granted=Money(Decimal(CENTS[at % 3])) if at % 7 else None,
            submitted_on=date(2022 + at % 4, 1 + at % 12, 1) if at % 6 else None,
            area=("Mobility", None)[at % 2],
        )
        for at in range(60)
    ]


def test_sums_of_the_database_are_those_of_the_applications_one_by_one(engine: Engine) -> None:
    known = made()
    first, last = date(2023, 2, 1), date(2024, 12, 31)
    inside = [each for each in known if each.submitted_on and first <= each.submitted_on <= last]
    with transaction(engine) as session:
        for each in known:
            applications.add(session, each, who="anna", now=NOW)
        for wanted, some in ((Period(), known), (Period(since=first, until=last), inside)):

            def added(name: str, wanted: Period = wanted) -> Any:
                return application_figures.portions(session, PLAN.id, wanted, by=(name,))

            assert figures(added("year")) == figures(some)
            assert by_year(added("year")) == by_year(some)
            assert by_programme(added("programme")) == by_programme(some)
            assert by_area(added("area")) == by_area(some)
        assert application_figures.portions(session, "other", Period(), by=("year",)) == []


def test_a_call_is_followed_from_the_first_word_of_it_to_the_grant(engine: Engine) -> None:
    fill(engine)
    go = NOW + timedelta(days=10)
    vote = Vote(
        person="anna",
        item="project:clean-air",
        source=CALL.source,
        reference=CALL.reference,
        version=1,
        word=Word.RELEVANT,
        at=NOW - timedelta(days=1),
    )
    one = Application(
        plan=PLAN.id, project="clean-air", title="Clean", source=CALL.source, reference=CALL.reference, stage=Stage.IDEA
    )
    with transaction(engine) as session:
        told = Told(item=vote.item, source=CALL.source, reference=CALL.reference, version=1, reason=Reason.NEW)
        outbox.compose(session, MAIL, told=[told], now=NOW)
        votes.cast(session, PLAN.id, vote)
        id = applications.add(session, one, who="anna", now=NOW).id
        applications.change(session, id, one.moved(Stage.PREPARING), who="anna", now=go)
    with reading(engine) as session:
        found = call_funnel.followed(session, PLAN.id, since=None, until=None)
        before = call_funnel.followed(session, PLAN.id, since=None, until=datetime(2020, 1, 1, tzinfo=UTC))

    assert (found.told, found.fitting, found.submitted, found.granted) == (1, 1, 1, 0)
    assert (found.days_to_go, found.gone) == (11.0, 1)
    assert before.told == 0

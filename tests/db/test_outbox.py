"""Nobody is told twice and nobody is forgotten."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db import calls, outbox
from db.engine import reading, transaction
from db.errors import AlreadyComposed
from db.outbox import Message, State
from db.told import Telling, Told, history, reminded, shown, told
from domain.call import Call, Status
from domain.digest import Reason
from tests.db.samples import CLEAN_AIR, LATER, NOW, call

DIGEST = Message(
    plan="amb",
    person="ana",
    kind="digest",
    period="2026-W48",
    subject="1 new call",
    text="Clean air …",
    html="<p>Clean air …</p>",
    message_id="<1@convoca.example.org>",
)
NEXT_WEEK = replace(DIGEST, period="2026-W49")
WITHDRAWN = call(word=Status.WITHDRAWN)


def of(it: Call, *, item: str = "project:air", version: int = 1, reason: Reason = Reason.NEW) -> Told:
    return Told(item=item, source=it.source, reference=it.reference, version=version, reason=reason)


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with transaction(engine) as session:
        calls.record(session, CLEAN_AIR, now=NOW)
        yield session


def test_a_message_and_what_it_tells_are_recorded_together(engine: Engine) -> None:
    with transaction(engine) as session:
        calls.record(session, CLEAN_AIR, now=NOW)
        composed = outbox.compose(session, DIGEST, told=[of(CLEAN_AIR)], now=NOW)
    with reading(engine) as session:
        assert outbox.unsent(session) == [composed]
        assert told(session, "amb", "ana") == {("project:air", CLEAN_AIR.source, CLEAN_AIR.reference): CLEAN_AIR}

    assert (composed.message, composed.state, composed.composed_at) == (DIGEST, State.COMPOSED, NOW)


def test_a_near_deadline_that_was_named_is_remembered_and_who_was_told_is_known(engine: Engine) -> None:
    named = replace(of(CLEAN_AIR), deadline=date(2026, 12, 8))
    with transaction(engine) as session:
        calls.record(session, CLEAN_AIR, now=NOW)
        outbox.compose(session, DIGEST, told=[named, of(CLEAN_AIR, item="project:water")], now=NOW)
    with reading(engine) as session:
        key = {"source": CLEAN_AIR.source, "reference": CLEAN_AIR.reference}
        (telling,) = history(session, "amb", "project:air", **key)

        assert reminded(session, "amb", "ana") == {("project:air", *key.values(), date(2026, 12, 8))}
        assert reminded(session, "amb", "jordi") == set()
        assert telling == Telling(person="ana", told_at=NOW, reason=Reason.NEW, version=1)
        assert history(session, "amb", "project:soil", **key) == []


def test_a_message_that_was_not_recorded_has_told_nothing(engine: Engine) -> None:
    def fail() -> None:
        with transaction(engine) as session:
            calls.record(session, CLEAN_AIR, now=NOW)
            outbox.compose(session, DIGEST, told=[of(CLEAN_AIR)], now=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with reading(engine) as session:
        assert outbox.unsent(session) == []
        assert told(session, "amb", "ana") == {}


def test_a_person_gets_one_message_of_a_kind_for_a_period(session: Session) -> None:
    assert not outbox.already(session, "amb", "ana", kind="digest", period="2026-W48")

    outbox.compose(session, DIGEST, told=[], now=NOW)

    assert outbox.already(session, "amb", "ana", kind="digest", period="2026-W48")
    with pytest.raises(AlreadyComposed, match="the digest of 2026-W48 for ana is in the outbox already"):
        outbox.compose(session, DIGEST, told=[], now=LATER)
    for other in (NEXT_WEEK, replace(DIGEST, person="joan"), replace(DIGEST, plan="x"), replace(DIGEST, kind="alert")):
        outbox.compose(session, other, told=[], now=LATER)
    assert len(outbox.unsent(session)) == 5


def test_a_person_was_last_told_of_the_version_in_the_last_message(session: Session) -> None:
    outbox.compose(session, DIGEST, told=[of(CLEAN_AIR), of(CLEAN_AIR, item="line:1")], now=NOW)
    calls.record(session, WITHDRAWN, now=LATER)
    key = (CLEAN_AIR.source, CLEAN_AIR.reference)
    assert told(session, "amb", "ana") == {("project:air", *key): CLEAN_AIR, ("line:1", *key): CLEAN_AIR}

    outbox.compose(session, NEXT_WEEK, told=[of(WITHDRAWN, version=2, reason=Reason.CHANGED)], now=LATER)

    assert told(session, "amb", "ana") == {("project:air", *key): WITHDRAWN, ("line:1", *key): CLEAN_AIR}


def test_a_message_goes_on_showing_a_call_as_it_was_and_once_for_all_its_projects(session: Session) -> None:
    first = outbox.compose(session, DIGEST, told=[of(CLEAN_AIR), of(CLEAN_AIR, item="line:1")], now=NOW)
    calls.record(session, WITHDRAWN, now=LATER)
    second = outbox.compose(session, NEXT_WEEK, told=[of(WITHDRAWN, version=2)], now=LATER)

    assert (shown(session, first.id), shown(session, second.id)) == ([CLEAN_AIR], [WITHDRAWN])


def test_what_one_person_was_told_another_was_not(session: Session) -> None:
    outbox.compose(session, DIGEST, told=[of(CLEAN_AIR)], now=NOW)

    assert told(session, "amb", "joan") == told(session, "other", "ana") == {}

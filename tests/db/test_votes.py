"""Votes are kept, counted as they stand, and forgotten by the ranking when somebody wants it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db import calls, votes
from db.engine import transaction
from db.errors import NotStored
from domain.deadlines import Deadline, Deadlines
from domain.vote import Reason, Vote, Word
from tests.db.samples import LATER, NOW, call

AIR = "project:air"
FIRST = call(source="s", reference="a", deadlines=Deadlines((Deadline(date(2027, 3, 1)),)))


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with transaction(engine) as session:
        calls.record_all(session, [FIRST, *(call(source="s", reference=each) for each in ("b", "c"))], now=NOW)
        yield session


def vote(reference: str = "a", word: Word = Word.NOT_FOR_US, **different: Any) -> Vote:
    usual: dict[str, Any] = {"person": "ada", "item": AIR, "source": "s", "version": 1, "at": NOW}
    return Vote(reference=reference, word=word, **usual | different)


def cast(session: Session, *some: Vote) -> None:
    for each in some:
        votes.cast(session, "amb", each)


def test_every_vote_is_kept_as_it_was_cast(session: Session) -> None:
    some = [
        vote(reason=Reason.OTHER, note="Sants—Montjuïc 🚲"),
        vote(word=Word.RELEVANT, at=LATER),
        vote("b", item="line:1"),
    ]
    cast(session, *some)

    assert votes.of_plan(session, "amb") == some
    assert votes.of_item(session, "amb", AIR) == some[:2]
    assert votes.of_plan(session, "other") == []


def test_a_vote_taken_back_is_kept_and_counts_no_more(session: Session) -> None:
    cast(session, vote())
    votes.take_back(session, "amb", (AIR, "s", "a"), person="ada", now=LATER)

    assert votes.of_plan(session, "amb") == [vote(taken_back_at=LATER)]
    assert votes.dismissed(session, "amb") == {}


@pytest.mark.parametrize("person", ["ada", "berta"])
def test_what_does_not_stand_cannot_be_taken_back(session: Session, person: str) -> None:
    cast(session, vote())
    votes.take_back(session, "amb", (AIR, "s", "a"), person="ada", now=LATER)

    with pytest.raises(NotStored, match=person):
        votes.take_back(session, "amb", (AIR, "s", "a"), person=person, now=LATER)


def test_what_was_turned_down_is_told_with_its_reason_for_the_item_alone(session: Session) -> None:
    turned_down = vote(reason=Reason.TOO_SMALL)
    cast(session, turned_down, vote("b", Word.RELEVANT), vote("c", Word.LATER))

    assert votes.dismissed(session, "amb") == {(AIR, "s", "a"): turned_down}


def test_a_call_turned_down_for_lack_of_time_is_back_when_its_deadline_moves_out_and_stays_away_the_second_time(
    session: Session,
) -> None:
    cast(session, vote(reason=Reason.DEADLINE))
    assert (AIR, "s", "a") in votes.dismissed(session, "amb")

    for version, month in ((2, 6), (3, 9)):
        moved = replace(FIRST, deadlines=Deadlines((Deadline(date(2027, month, 1)),)))
        assert calls.record(session, moved, now=LATER).version == version
        assert ((AIR, "s", "a") in votes.dismissed(session, "amb")) is (version == 3)
        cast(session, vote(reason=Reason.DEADLINE, version=version, at=LATER + timedelta(days=version)))
        assert ((AIR, "s", "a") in votes.dismissed(session, "amb")) is True


def test_only_what_speaks_of_the_subject_teaches_and_nothing_from_before_a_reset(session: Session) -> None:
    cast(session, vote(), vote("b", Word.RELEVANT), vote("c", reason=Reason.CAPACITY))
    assert {item: [each.reference for each in own] for item, own in votes.teaching(session, "amb").items()} == {
        AIR: ["a", "b"]
    }

    votes.reset(session, "amb", AIR, person="ada", now=LATER)
    assert votes.resets(session, "amb") == {AIR: votes.Reset("ada", LATER)}
    assert votes.teaching(session, "amb") == {}
    assert (AIR, "s", "a") in votes.dismissed(session, "amb")

    again = vote("b", Word.RELEVANT, at=LATER + timedelta(days=1))
    cast(session, again)
    assert votes.teaching(session, "amb") == {AIR: [again]}


def test_who_says_that_we_are_not_eligible_tells_the_rules(session: Session) -> None:
    said = vote(reason=Reason.NOT_ELIGIBLE)
    cast(session, said, vote("b"), vote("c", reason=Reason.NOT_ELIGIBLE), vote("c", Word.RELEVANT, at=LATER))

    assert votes.not_eligible(session, "amb") == [said]


def test_a_call_that_was_never_recorded_cannot_be_voted_on(engine: Engine) -> None:
    with pytest.raises(IntegrityError), transaction(engine) as session:
        cast(session, vote("unknown"))

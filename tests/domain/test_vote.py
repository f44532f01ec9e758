"""The last word counts, a reason says what may be learnt, and time that is given back is offered once."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.deadlines import Deadline, Deadlines
from domain.vote import LONGEST_NOTE, BadVote, Reason, Vote, Word, comes_back, last_words, moves_out

NOW = datetime(2026, 9, 7, 6, tzinfo=UTC)
KEY = ("project:air", "eu_portal", "A")
SPRING, SUMMER, AUTUMN = (Deadlines((Deadline(date(2027, month, 1)),)) for month in (3, 6, 9))
NOT_KNOWN, ROLLING = Deadlines(), Deadlines(rolling=True)


def vote(word: Word = Word.NOT_FOR_US, *, days: int = 0, **different: Any) -> Vote:
    """A vote of Ada's so many days after the first."""
    usual: dict[str, Any] = {
        "person": "ada",
        "item": KEY[0],
        "source": KEY[1],
        "reference": KEY[2],
        "version": 1,
        "word": word,
        "at": NOW + timedelta(days=days),
    }
    return Vote(**usual | different)


def late(*, days: int = 0, version: int = 1, **different: Any) -> Vote:
    return vote(days=days, version=version, reason=Reason.DEADLINE, **different)


def test_a_later_vote_supersedes_the_persons_earlier_one() -> None:
    later = vote(Word.RELEVANT, days=1)

    assert last_words([vote(), later]) == {KEY: later}


def test_of_several_people_the_last_word_stands() -> None:
    other = vote(Word.RELEVANT, person="berta", days=1)

    assert last_words([vote(), other]) == {KEY: other}


def test_a_vote_that_is_taken_back_lets_the_others_word_stand_and_brings_none_of_ones_own_back() -> None:
    first, taken_back = vote(days=0), vote(Word.RELEVANT, person="berta", days=2, taken_back_at=NOW)
    own = vote(Word.LATER, person="berta", days=1)

    assert last_words([first, own, taken_back]) == {KEY: first}
    assert last_words([own, taken_back]) == {}


@given(st.lists(st.tuples(st.sampled_from(["ada", "berta"]), st.sampled_from(["A", "B"]), st.booleans()), max_size=9))
def test_no_more_stands_than_was_said_and_nothing_that_was_taken_back(said: list[tuple[str, str, bool]]) -> None:
    votes = [
        vote(person=person, reference=reference, days=at, taken_back_at=NOW if taken_back else None)
        for at, (person, reference, taken_back) in enumerate(said)
    ]
    standing = last_words(votes)

    assert set(standing) <= {each.key for each in votes}
    assert all(each.taken_back_at is None and each.key == key for key, each in standing.items())


@pytest.mark.parametrize("reason", Reason)
def test_what_is_turned_down_for_another_reason_than_its_subject_says_nothing_of_relevance(reason: Reason) -> None:
    of_the_subject = reason in (Reason.COMPETENCE, Reason.OTHER)

    assert vote(reason=reason).likes is (False if of_the_subject else None)
    assert vote(reason=reason).dismisses


@pytest.mark.parametrize(("word", "likes"), [(Word.RELEVANT, True), (Word.NOT_FOR_US, False), (Word.LATER, None)])
def test_a_word_without_a_reason_is_of_the_subject_unless_it_puts_off(word: Word, likes: bool | None) -> None:
    assert vote(word).likes is likes
    assert vote(word).dismisses is (word is Word.NOT_FOR_US)


def test_a_reason_for_a_call_that_is_not_turned_down_is_refused() -> None:
    with pytest.raises(BadVote, match="turn it down"):
        vote(Word.RELEVANT, reason=Reason.TOO_SMALL)


def test_a_note_of_more_than_five_hundred_characters_is_refused() -> None:
    assert vote(note="x" * LONGEST_NOTE).note
    with pytest.raises(BadVote, match="501 characters"):
        vote(note="x" * 501)


@pytest.mark.parametrize(
    ("before", "after", "out"),
    [
        (SPRING, SUMMER, True),
        (SUMMER, SPRING, False),
        (SPRING, SPRING, False),
        (SPRING, ROLLING, True),
        (ROLLING, SPRING, False),
        (SPRING, NOT_KNOWN, False),
        (NOT_KNOWN, SPRING, False),
        (NOT_KNOWN, ROLLING, False),
    ],
)
def test_a_deadline_moves_out_where_both_are_known_and_the_door_stays_open_longer(
    before: Deadlines, after: Deadlines, out: bool
) -> None:
    assert moves_out(before, after) is out


KNOWN: Mapping[int, Deadlines] = {1: SPRING, 2: SUMMER, 3: AUTUMN}


def test_a_call_turned_down_for_lack_of_time_comes_back_when_the_deadline_moves_out() -> None:
    assert not comes_back([late()], KNOWN, SPRING)
    assert comes_back([late()], KNOWN, SUMMER)


def test_it_comes_back_once() -> None:
    twice = [late(), late(days=1, version=2)]

    assert not comes_back(twice, KNOWN, AUTUMN)


def test_to_say_twice_that_there_is_no_time_for_the_same_deadline_is_to_say_it_once() -> None:
    assert comes_back([late(), late(days=1)], KNOWN, SUMMER)


def test_a_dismissal_that_was_taken_back_does_not_count_as_the_first() -> None:
    assert comes_back([late(taken_back_at=NOW), late(days=1, version=2)], KNOWN, AUTUMN)


@pytest.mark.parametrize("reason", [None, *(each for each in Reason if each is not Reason.DEADLINE)])
def test_what_is_turned_down_for_another_reason_stays_away_whatever_the_deadline(reason: Reason | None) -> None:
    assert not comes_back([vote(reason=reason)], KNOWN, AUTUMN)


def test_without_a_standing_vote_nothing_comes_back() -> None:
    assert not comes_back([], KNOWN, AUTUMN)
    assert not comes_back([late(taken_back_at=NOW)], KNOWN, AUTUMN)

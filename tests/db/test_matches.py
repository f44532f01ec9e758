"""The current matches of a plan."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from db import calls, matches
from db.engine import transaction
from domain.match import Evidence, Learnt, Match, Voted
from domain.vote import Word
from tests.db.samples import LATER, NOW, call


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with transaction(engine) as session:
        calls.record_all(session, [call(source="s", reference=each) for each in ("a", "b", "c")], now=NOW)
        yield session


def match(item: str, reference: str, score: float) -> Match:
    evidence = Evidence("Cleaner air.", "what people breathe", 0.1 + 0.2, 0, 15)
    return Match(
        item=item,
        source="s",
        reference=reference,
        version=1,
        score=score,
        words=1 / 3,
        meaning=-0.25,
        through="project:air",
        evidence=(evidence, Evidence("Air.", "air", 1.0, None, 0)),
    )


def test_matches_are_read_as_they_were_ranked_with_all_their_evidence(session: Session) -> None:
    some = [
        match("challenge:x", "b", 0.9),
        match("challenge:x", "a", 0.5),
        match("challenge:x", "c", 0.5),
        match("line:1", "a", 0.7),
    ]
    matches.replace(session, "amb", some[::-1], now=NOW)

    assert matches.of_plan(session, "amb") == some


def test_the_matches_of_one_item_are_its_own_the_best_first(session: Session) -> None:
    best, tied, last = match("line:1", "c", 0.9), match("line:1", "a", 0.5), match("line:1", "b", 0.5)
    matches.replace(session, "amb", [last, match("line:2", "a", 0.7), tied, best], now=NOW)

    assert matches.of_item(session, "amb", "line:1") == [best, tied, last]
    assert matches.of_item(session, "amb", "line:3") == []


def test_what_no_longer_matches_is_gone_and_other_plans_keep_theirs(session: Session) -> None:
    other = match("line:1", "b", 0.4)
    matches.replace(session, "other", [other], now=NOW)
    matches.replace(session, "amb", [match("line:1", "a", 0.5)], now=NOW)
    matches.replace(session, "amb", [match("line:1", "c", 0.5)], now=LATER)

    assert matches.of_plan(session, "amb") == [match("line:1", "c", 0.5)]
    assert matches.of_plan(session, "other") == [other]

    matches.replace(session, "amb", [], now=LATER)
    assert matches.of_plan(session, "amb") == []


def test_a_match_keeps_the_moment_since_when_it_is_one(session: Session) -> None:
    matches.replace(session, "amb", [match("line:1", "a", 0.5), match("line:1", "b", 0.5)], now=NOW)
    matches.replace(session, "amb", [match("line:1", "a", 0.8), match("line:1", "c", 0.5)], now=LATER)

    assert matches.since(session, "amb") == {("line:1", "s", "a"): NOW, ("line:1", "s", "c"): LATER}


def test_a_call_that_was_never_recorded_cannot_match(engine: Engine) -> None:
    with pytest.raises(IntegrityError), transaction(engine) as session:
        matches.replace(session, "amb", [match("line:1", "unknown", 0.5)], now=NOW)


def test_what_a_match_says_of_itself_and_what_votes_changed_are_kept(session: Session) -> None:
    near = Voted(source="s", reference="b", title="Air", word=Word.RELEVANT, alike=0.5)
    full = replace(
        match("line:1", "a", 0.5),
        uncovered=("Buses at night.",),
        telling_words=("breathe",),
        learnt=Learnt(0.4, (near,)),
    )
    matches.replace(session, "amb", [full, match("line:1", "b", 0.4)], now=NOW)

    assert matches.one(session, "amb", "line:1", source="s", reference="a") == full
    assert matches.of_plan(session, "amb") == [full, match("line:1", "b", 0.4)]
    assert matches.one(session, "amb", "line:1", source="s", reference="c") is None

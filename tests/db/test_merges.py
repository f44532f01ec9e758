"""A merged call points to the one that stands for it, and a merge can be undone for good."""

import pytest
from sqlalchemy import Engine

from db import calls, merges
from db.engine import reading, transaction
from db.merges import Key
from tests.db.samples import CLEAN_AIR, NOW, call

OTHER = call(source="euroaccess", reference="EUROACCESS-7")
ONE: Key = (CLEAN_AIR.source, CLEAN_AIR.reference)
TWO: Key = (OTHER.source, OTHER.reference)


@pytest.fixture
def merged(engine: Engine) -> Engine:
    with transaction(engine) as session:
        calls.record_all(session, [CLEAN_AIR, OTHER], now=NOW)
        assert merges.replace(session, {TWO: ONE}) == 1
    return engine


def into(engine: Engine) -> dict[str, str | None]:
    with reading(engine) as session:
        return {each.call.source: each.merged_into for each in calls.stored(session)}


def test_a_merged_call_says_which_one_stands_for_it(merged: Engine) -> None:
    assert into(merged) == {ONE[0]: None, TWO[0]: "/".join(ONE)}
    with reading(merged) as session:
        assert merges.members(session, ONE) == [TWO]


def test_the_same_decision_again_changes_nothing(merged: Engine) -> None:
    with transaction(merged) as session:
        assert merges.replace(session, {TWO: ONE}) == 0


def test_what_is_no_longer_decided_is_no_longer_merged(merged: Engine) -> None:
    with transaction(merged) as session:
        assert merges.replace(session, {}) == 1

    assert into(merged)[TWO[0]] is None


def test_a_call_that_a_person_told_apart_stands_alone_from_then_on(merged: Engine) -> None:
    with transaction(merged) as session:
        merges.keep_alone(session, TWO, now=NOW)
        merges.keep_alone(session, TWO, now=NOW)
    with reading(merged) as session:
        assert merges.alone(session) == {TWO}

    assert into(merged)[TWO[0]] is None


def test_a_new_version_of_a_merged_call_stays_merged(merged: Engine) -> None:
    with transaction(merged) as session:
        calls.record(session, call(source="euroaccess", reference="EUROACCESS-7", title="Another"), now=NOW)

    assert into(merged)[TWO[0]] == "/".join(ONE)

"""An application goes the ways that are open to it, and back where it came from."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.application import (
    AWAITING,
    DECIDED,
    LEFT,
    LOST,
    MOVES,
    SENT,
    UNSENT,
    WON,
    Application,
    Misdated,
    ReasonMissing,
    Stage,
)
from domain.leaving import Leaving

IDEA = Application(plan="amb", project="air", title="Cleaner air")


def test_every_stage_says_where_it_leads_and_can_be_reached() -> None:
    reached = {Stage.IDEA} | {each for onward in MOVES.values() for each in onward}

    assert set(MOVES) == reached == set(Stage)


@pytest.mark.parametrize("stage", [Stage.IDEA, Stage.GO_OR_NO_GO, Stage.PREPARING])
def test_nothing_is_granted_that_was_not_submitted(stage: Stage) -> None:
    assert not set(MOVES[stage]) & {Stage.GRANTED, Stage.REJECTED, Stage.RESERVE, Stage.RUNNING}
    assert stage not in SENT


def test_what_was_submitted_waits_is_won_is_lost_or_was_withdrawn() -> None:
    assert sorted(SENT) == sorted({*AWAITING, *WON, *LOST, Stage.WITHDRAWN})


def test_a_mistake_is_put_right_by_going_back() -> None:
    rejected = replace(IDEA, stage=Stage.REJECTED)

    assert rejected.may_go_to() == ()
    assert rejected.may_go_to(Stage.SUBMITTED) == (Stage.SUBMITTED,)
    assert IDEA.may_go_to(Stage.PREPARING) == IDEA.may_go_to()


def test_the_day_of_submission_and_of_decision_come_with_the_move_and_stay() -> None:
    first, last = date(2026, 2, 1), date(2026, 9, 1)
    granted = IDEA.moved(Stage.PREPARING, on=first).moved(Stage.SUBMITTED, on=first).moved(Stage.GRANTED, on=last)

    assert (granted.stage, granted.submitted_on, granted.decided_on) == (Stage.GRANTED, first, last)
    running = granted.moved(Stage.RUNNING, on=date(2027, 1, 1))
    assert (running.submitted_on, running.decided_on) == (first, last)
    assert replace(granted, decided_on=None).moved(Stage.RUNNING, on=last).decided_on is None


@pytest.mark.parametrize("stage", Stage)
def test_no_day_stands_for_what_has_not_happened(stage: Stage) -> None:
    whole = replace(IDEA, stage=Stage.REJECTED, submitted_on=date(2026, 2, 1), decided_on=date(2026, 9, 1))
    moved = whole.moved(stage, because=Leaving.OTHER)

    assert (moved.submitted_on is None) == (stage in UNSENT)
    assert (moved.decided_on is None) == (stage in UNSENT or stage in AWAITING)
    assert stage not in DECIDED or moved.decided_on


def test_who_gives_an_application_up_says_why_and_who_takes_it_up_again_takes_the_reason_back() -> None:
    with pytest.raises(ReasonMissing, match="say why the application is not submitted: one of not applicable"):
        IDEA.moved(Stage.NOT_SUBMITTED)
    left = IDEA.moved(Stage.NOT_SUBMITTED, because=Leaving.CAPACITY)

    assert left.left_because is Leaving.CAPACITY
    assert left.moved(Stage.IDEA, because=Leaving.CAPACITY).left_because is None


def test_nothing_is_decided_before_it_was_submitted() -> None:
    submitted = IDEA.moved(Stage.SUBMITTED, on=date(2026, 9, 1))

    with pytest.raises(Misdated, match="decided on 2026-02-01, before it was submitted on 2026-09-01"):
        submitted.moved(Stage.GRANTED, on=date(2026, 2, 1))


DAYS = st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(st.data())
def test_no_way_through_the_table_leaves_days_or_reasons_that_contradict_the_stage(data: st.DataObject) -> None:
    one, before = IDEA, None
    for _ in range(data.draw(st.integers(0, 12))):
        onward = one.may_go_to(before)
        if not onward:
            break
        to, on, because = data.draw(st.sampled_from(onward)), data.draw(DAYS), data.draw(st.sampled_from(Leaving))
        try:
            moved = one.moved(to, on=on, because=because)
        except Misdated:
            continue
        one, before = moved, one.stage

        assert (one.left_because is not None) == (one.stage in LEFT)
        assert one.submitted_on is None or one.stage not in UNSENT
        assert one.decided_on is None or one.stage not in (*UNSENT, *AWAITING)
        assert one.submitted_on is None or one.decided_on is None or one.submitted_on <= one.decided_on

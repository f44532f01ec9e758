"""An application goes the ways that are open to it, and back where it came from."""

from dataclasses import replace
from datetime import date

import pytest

from domain.application import AWAITING, DECIDED, LOST, MOVES, SENT, UNSENT, WON, Application, Stage

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
    moved = whole.moved(stage)

    assert (moved.submitted_on is None) == (stage in UNSENT)
    assert (moved.decided_on is None) == (stage in UNSENT or stage in AWAITING)
    assert stage not in DECIDED or moved.decided_on

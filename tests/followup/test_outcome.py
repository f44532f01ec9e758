"""When the funder's answer is due, and when somebody is asked for it."""

from datetime import UTC, date, datetime, timedelta

from domain.application import MOVES, Application, Event, Stage
from domain.deadlines import Deadline, Deadlines
from followup.outcome import AGAIN, ASKED, TIME_TO_INFORM, answer_by, answers, ask, sent_on

NOW = datetime(2026, 11, 24, 7, tzinfo=UTC)
FIRST, SECOND = date(2026, 3, 4), date(2026, 9, 2)


def test_the_answer_is_due_five_months_after_the_deadline_that_was_met() -> None:
    stages = Deadlines((Deadline(FIRST), Deadline(SECOND)))

    assert answer_by(date(2026, 3, 1), stages) == FIRST + TIME_TO_INFORM
    assert answer_by(date(2026, 8, 30), stages) == SECOND + TIME_TO_INFORM
    assert answer_by(date(2026, 10, 1), stages) == date(2026, 10, 1) + TIME_TO_INFORM
    assert answer_by(FIRST, Deadlines()) == FIRST + TIME_TO_INFORM


def test_a_second_stage_was_sent_when_the_application_was_moved_there() -> None:
    moved = Event(at=NOW, who="anna", field="stage", old="invited", new="submitted (stage 2)")
    one = Application(plan="plan", project="p", title="", stage=Stage.SUBMITTED, submitted_on=FIRST)
    two = Application(plan="plan", project="p", title="", stage=Stage.SUBMITTED_2, submitted_on=FIRST)

    assert sent_on(one, []) == FIRST
    assert sent_on(two, [moved]) == NOW.date()
    assert sent_on(two, []) is None


def test_who_was_asked_is_asked_again_only_a_month_after_saying_that_nothing_is_known() -> None:
    by = NOW.date() - timedelta(days=1)

    assert ask(by, asked=[], now=NOW)
    assert not ask(NOW.date(), asked=[], now=NOW)
    assert not ask(by, asked=[None], now=NOW)
    assert not ask(by, asked=[NOW - AGAIN + timedelta(seconds=1)], now=NOW)
    assert ask(by, asked=[NOW - AGAIN], now=NOW)
    assert not ask(by, asked=[NOW - AGAIN, None], now=NOW)


def test_only_what_may_follow_is_offered_as_an_answer() -> None:
    assert Stage.INVITED in answers(Stage.SUBMITTED)
    assert Stage.INVITED not in answers(Stage.SUBMITTED_2)
    assert all(set(answers(stage)) <= set(MOVES[stage]) for stage in ASKED)

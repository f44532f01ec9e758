"""When the funder's answer to an application is due, and what it may be."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from domain.application import MOVES, Application, Event, Stage
from domain.deadlines import Deadlines
from domain.plan import institution_day

TIME_TO_INFORM = timedelta(days=153)
"""Five months at their longest: until then the EU tells applicants, counted from the deadline (Financial Regulation,
Regulation (EU, Euratom) 2024/2509). Funders state no day of evaluation that could be read, so it stands for all."""
AGAIN = timedelta(days=30)
"""After "not known yet" the question comes back."""
ASKED = (Stage.SUBMITTED, Stage.SUBMITTED_2)
"""The stages in which the funder's answer is awaited; of a place on the reserve list one hears later, or never."""
ANSWERS = (Stage.GRANTED, Stage.RESERVE, Stage.REJECTED, Stage.INVITED)


def question(stage: Stage) -> str:
    """What is asked at a stage, by a name under which it is known whether it was."""
    return f"outcome of {stage}"


def answers(stage: Stage) -> tuple[Stage, ...]:
    """What a funder may have said to an application at that stage."""
    return tuple(each for each in ANSWERS if each in MOVES[stage])


def sent_on(application: Application, events: Sequence[Event]) -> date | None:
    """The day on which it was sent to the stage it is in, as far as that is known."""
    if application.stage is Stage.SUBMITTED and application.submitted_on:
        return application.submitted_on
    moved = [each.at for each in events if each.new == application.stage and each.field in ("stage", "created")]
    return institution_day(moved[-1]) if moved else None


def answer_by(sent: date, deadlines: Deadlines) -> date:
    """The day by which the funder should have answered what was sent on a day, to the deadline that followed."""
    return next((each.on for each in deadlines if each.on >= sent), sent) + TIME_TO_INFORM


def ask(by: date, *, asked: Sequence[datetime | None], now: datetime) -> bool:
    """Whether to ask for the outcome now.

    ``asked`` holds for each earlier question when it was answered that nothing is known yet, ``None`` where no such
    answer came: who leaves a question alone is not asked again.
    """
    if institution_day(now) <= by:
        return False
    if not asked:
        return True
    return asked[-1] is not None and now - asked[-1] >= AGAIN

"""The institution's own deadlines of an application, planned back from the funder's."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Step(StrEnum):
    """What has to be done by the day."""

    GO_NO_GO = "go or no-go"
    PARTNERS = "partners agreed"
    LETTERS = "letters of support"
    COUNCIL = "council approval"
    SIGNATURE = "signature"
    SUBMISSION = "submission"
    OTHER = "other"
    """Something else, which the label says."""


DAYS_BEFORE: Mapping[Step, int] = {
    Step.GO_NO_GO: 60,
    Step.PARTNERS: 42,
    Step.LETTERS: 21,
    Step.COUNCIL: 14,
    Step.SIGNATURE: 7,
    Step.SUBMISSION: 2,
}
"""How many days before the funder's deadline each step is due.

Go or no-go: two months are what a consortium proposal takes to write. Partners: six weeks, so that budget and work are
shared out among known names. Letters: three weeks, since another body's signature is waited for. Council: a fortnight,
so that a session that is put off still leaves one before the deadline. Signature: a week for the legal representative's
diary. Submission: two days, since funders' portals are slow on the last one.
"""
SATURDAY = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class InternalDeadline:
    """A day by which a step is to be done."""

    step: Step
    on: date
    label: str = ""
    """What it is, for :attr:`Step.OTHER`; elsewhere a remark."""
    done_on: date | None = None

    def overdue(self, today: date) -> bool:
        return self.done_on is None and self.on < today


def planned_back(deadline: date, *, today: date) -> tuple[InternalDeadline, ...]:
    """Every step of :data:`DAYS_BEFORE` before the funder's deadline, in order; on a Friday rather than at a weekend.

    What should have been done before ``today`` is due today.
    """
    return tuple(
        InternalDeadline(step=step, on=max(_working_day(deadline - timedelta(days)), today))
        for step, days in DAYS_BEFORE.items()
    )


def _working_day(day: date) -> date:
    return day - timedelta(max(day.weekday() - SATURDAY + 1, 0))

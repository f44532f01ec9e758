"""What has to be in hand before an application is submitted, and who saw to it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Task(StrEnum):
    """What is to be seen to."""

    ELIGIBILITY = "eligibility"
    DESCRIPTION = "description"
    BUDGET = "budget"
    CO_FINANCING = "co-financing"
    PARTNERS = "partners"
    LETTERS = "letters"
    COUNCIL = "council"
    REVIEW = "review"
    PORTAL = "portal"
    RECEIPT = "receipt"
    OTHER = "other"
    """Something else, which the label says."""


USUAL = tuple(each for each in Task if each is not Task.OTHER)
"""What a public authority needs for nearly every application, in the order in which it is seen to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line of the checklist."""

    task: Task
    label: str = ""
    """What it is, for :attr:`Task.OTHER`."""
    done_by: str | None = None
    """A person's id."""
    done_at: datetime | None = None

    @property
    def done(self) -> bool:
        return self.done_at is not None

"""One mail between digests to one person, as a value: what cannot wait."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from domain.application import Application
from domain.call import Call
from domain.change import FieldChange
from domain.deadlines import Deadline
from domain.digest import StepAhead
from domain.plan import Person, Project


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertEntry:
    """A call that the person knows: what changed since they were last told of it, and which deadline is near."""

    call: Call
    items: tuple[str, ...]
    """The keys of the plan items for which they know it."""
    projects: tuple[Project, ...]
    """Those of the items that are projects."""
    changes: tuple[FieldChange, ...] = ()
    """Old to new; empty where it is here for its deadline alone."""
    brought_forward: bool = False
    """Whether the door shuts earlier than they were told."""
    near: Deadline | None = None
    """The deadline that is near and that they have not been told of as such."""
    taken_up: bool = False
    """Whether one of the projects applies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What came of an application?"""

    number: int
    application: Application
    sent: date
    by: date
    """The day by which the funder should have answered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """Everything that one person is told between digests this time."""

    person: Person
    plan: str
    now: datetime
    entries: tuple[AlertEntry, ...] = ()
    """What was brought forward first, then other changes, then near deadlines; within each by deadline."""
    steps: tuple[StepAhead, ...] = ()
    """By day."""
    questions: tuple[Question, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.entries or self.steps or self.questions)

    @property
    def urgent(self) -> Iterator[AlertEntry]:
        return (each for each in self.entries if each.brought_forward)

    @property
    def changed(self) -> Iterator[AlertEntry]:
        return (each for each in self.entries if each.changes and not each.brought_forward)

    @property
    def closing(self) -> Iterator[AlertEntry]:
        return (each for each in self.entries if not each.changes)

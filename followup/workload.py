"""The deadlines of the coming half-year, week by week, and where too many fall together."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.application import UNSENT, Stage
from domain.deadlines import Deadline, DeadlineKind, Deadlines
from domain.internal_deadline import Step

WEEKS = 26
CAPACITY = 4
"""Deadlines of applications in a week from the fifth on are too many: of a week's five working days one is left."""
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A deadline ahead: the funder's of a call, or our own of an application."""

    on: date
    title: str
    """Of the application, else of the call."""
    project: str
    """The project's id; empty where several have their eye on the call."""
    what: DeadlineKind | Step
    deadline: Deadline | None = None
    """The funder's, with its hour; ``None`` for one of our own."""
    label: str = ""
    application: int | None = None
    """``None`` for a call that somebody finds relevant and nobody applies to yet."""
    source: str | None = None
    reference: str | None = None
    people: tuple[str, ...] = ()
    """The ids of those whose work it is."""

    @property
    def ours(self) -> bool:
        """Whether it is work: a deadline of an application."""
        return self.application is not None


class Clash(StrEnum):
    """How deadlines collide."""

    WEEK = "too many in a week"
    DAY = "several on one day"
    PERSON = "one person several times in a week"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collision:
    """Deadlines of applications that fall together."""

    clash: Clash
    dues: tuple[Due, ...]
    person: str = ""
    """Whose, for :attr:`Clash.PERSON`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """Seven days from a Monday on."""

    monday: date
    dues: tuple[Due, ...]
    collisions: tuple[Collision, ...]


def awaited(stage: Stage, deadlines: Deadlines, *, now: datetime) -> tuple[Deadline, ...]:
    """The funder's deadlines that an application at that stage has still to meet; of several cut-offs the next."""
    ahead = [each for each in deadlines if not each.passed(now)]
    if stage in UNSENT:
        cut_offs = [each for each in ahead if each.kind is DeadlineKind.CUT_OFF]
        return tuple(each for each in ahead if each not in cut_offs[1:])
    if stage in (Stage.SUBMITTED, Stage.INVITED):
        return tuple(each for each in ahead if each.kind is DeadlineKind.STAGE_2)
    return ()


def weeks(dues: Iterable[Due], *, today: date, number: int = WEEKS) -> tuple[Week, ...]:
    """The weeks from this one on, each with what is due in it from today on, in order; empty weeks too."""
    first = today - timedelta(days=today.weekday())
    of_week: dict[date, list[Due]] = defaultdict(list)
    for each in sorted(dues, key=lambda each: (each.on, each.title, each.what)):
        if each.on >= today:
            of_week[each.on - timedelta(days=each.on.weekday())].append(each)
    mondays = [first + WEEK * index for index in range(number)]
    return tuple(
        Week(monday=each, dues=tuple(of_week[each]), collisions=tuple(_collisions(of_week[each]))) for each in mondays
    )


def _collisions(dues: Sequence[Due]) -> Iterator[Collision]:
    """Of one week. A call that nobody applies to yet takes no time."""
    ours = [each for each in dues if each.ours]
    if len(ours) > CAPACITY:
        yield Collision(clash=Clash.WEEK, dues=tuple(ours))
    of_day: dict[date, list[Due]] = defaultdict(list)
    of_person: dict[str, list[Due]] = defaultdict(list)
    for each in ours:
        of_day[each.on].append(each)
        for person in each.people:
            of_person[person].append(each)
    for some in of_day.values():
        if _several(some):
            yield Collision(clash=Clash.DAY, dues=tuple(some))
    for person, some in of_person.items():
        if _several(some):
            yield Collision(clash=Clash.PERSON, dues=tuple(some), person=person)


def _several(dues: Sequence[Due]) -> bool:
    """Whether they are of several applications: the steps of one are made to follow each other."""
    return len({each.application for each in dues}) > 1

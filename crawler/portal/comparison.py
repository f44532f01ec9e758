"""What is known of the portal beside its bulk file: topics that are missed, topics that are over, dates that differ."""

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from crawler.portal.bulk import Fact
from domain.call import Call, Status

RUNNING = (Status.OPEN, Status.FORTHCOMING, Status.UNKNOWN)
"""A topic that stands so can still be applied to, as far as is known."""

Side = Status | tuple[date, ...] | None
"""What one side says: a status, or dates. ``None`` where it does not have the topic."""

Record = TypeVar("Record")


class Finding(StrEnum):
    """How the two sides differ on a topic."""

    MISSED = "missed"
    """Running in the file, and here unknown or not running."""
    CLOSED = "closed in the file"
    """Held as running here."""
    ABSENT = "absent from the file"
    """Held as running here."""
    DEADLINES = "deadlines differ"
    OPENING = "opening differs"


@dataclass(frozen=True, slots=True, kw_only=True)
class Discrepancy:
    """One topic on which the two sides differ."""

    finding: Finding
    identifier: str
    title: str
    ours: Side
    theirs: Side


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """What the comparison came to."""

    held: int
    """Topics that are running by what is known here."""
    listed: int
    """Topics that are running by the bulk file."""
    discrepancies: tuple[Discrepancy, ...]
    """By finding, then by identifier."""

    @property
    def missed(self) -> int:
        return sum(each.finding is Finding.MISSED for each in self.discrepancies)


def compare(
    known: Iterable[Call], bulk: Iterable[Fact], *, now: datetime, unread: Container[str] = frozenset()
) -> Reconciliation:
    """Compare the topics among the known calls with those of the bulk file.

    Both sides' words on the status are corrected by their dates: a portal that lags behind its own dates agrees.
    Where a side has a topic twice, the record that is running counts. ``unread`` holds the identifiers of objects that
    could not be read, which are not said to be absent.
    """
    ours = sorted((each for each in known if each.portal_type == "1"), key=lambda each: each.status(now) in RUNNING)
    theirs = sorted(bulk, key=lambda each: each.status(now) in RUNNING)
    held = [each for each in ours if each.status(now) in RUNNING]
    listed = [each for each in theirs if each.status(now) in RUNNING]
    here = _Register((_number(each), each.identifier, each) for each in ours)
    there = _Register((each.number, each.identifier, each) for each in theirs)
    found = [
        *_missed(listed, here, now=now),
        *(one for call in held for one in _differing(call, there, now=now, unread=unread)),
    ]
    order = list(Finding)
    found.sort(key=lambda each: (order.index(each.finding), each.identifier))
    return Reconciliation(len(held), len(listed), tuple(found))


class _Register(Generic[Record]):
    """Topics by their number, which stays, and by their identifier, which people may change."""

    def __init__(self, entries: Iterable[tuple[str, str, Record]]) -> None:
        self._by_number: dict[str, Record] = {}
        self._by_name: dict[str, Record] = {}
        for number, identifier, record in entries:
            self._by_number[number] = record
            self._by_name[identifier.casefold()] = record

    def find(self, number: str, identifier: str) -> Record | None:
        return self._by_number.get(number) or self._by_name.get(identifier.casefold())


def _missed(listed: Iterable[Fact], here: _Register[Call], *, now: datetime) -> Iterator[Discrepancy]:
    for fact in listed:
        call = here.find(fact.number, fact.identifier)
        status = call.status(now) if call else None
        if status not in RUNNING:
            yield Discrepancy(
                finding=Finding.MISSED,
                identifier=fact.identifier,
                title=fact.title,
                ours=status,
                theirs=fact.status(now),
            )


def _differing(call: Call, there: _Register[Fact], *, now: datetime, unread: Container[str]) -> Iterator[Discrepancy]:
    """Yield how a topic that is held as running differs from what the file says of it."""
    fact = there.find(_number(call), call.identifier)
    sides: list[tuple[Finding, Side, Side]] = []
    if fact is None:
        sides += [] if call.identifier in unread else [(Finding.ABSENT, call.status(now), None)]
    elif fact.status(now) not in RUNNING:
        sides.append((Finding.CLOSED, call.status(now), fact.status(now)))
    else:
        deadlines = tuple(sorted({each.on for each in call.deadlines}))
        sides.append((Finding.DEADLINES, deadlines, fact.deadlines))
        sides.append((Finding.OPENING, _dates(call.opens_on), _dates(fact.opens_on)))
    for finding, ours, theirs in sides:
        if ours != theirs:
            yield Discrepancy(finding=finding, identifier=call.identifier, title=call.title, ours=ours, theirs=theirs)


def _dates(day: date | None) -> tuple[date, ...]:
    return () if day is None else (day,)


def _number(call: Call) -> str:
    """Return the portal's number of a topic: the digits its reference begins with."""
    digits = re.match(r"\d*", call.reference)
    return digits.group() if digits else ""

"""Deadlines as entries of a calendar that keep their identity while a call changes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import NAMESPACE_URL, uuid5

from domain.call import Status
from domain.deadlines import Deadline, DeadlineKind, Deadlines
from domain.internal_deadline import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What one version of a call says of its deadlines."""

    number: int
    recorded_at: datetime
    word: Status
    deadlines: Deadlines


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One deadline, as a calendar keeps it."""

    uid: str
    """The same as long as it is the same deadline, whatever its day."""
    what: DeadlineKind | Step
    title: str
    """Of the call, or of the application."""
    facts: tuple[str, ...] = ()
    url: str | None = None
    deadline: Deadline
    sequence: int
    """Raised by every change of the day or hour."""
    changed_at: datetime
    cancelled: bool = False


def uid_of(source: str, reference: str, deadline: Deadline, among: Iterable[Deadline]) -> str:
    """The identity of a deadline among those of its call.

    That of its kind, so that a moved deadline stays the same entry; of the day too where a call has several of a kind.
    """
    alone = [each.kind for each in among].count(deadline.kind) == 1
    day = "" if alone and deadline.kind is not DeadlineKind.CUT_OFF else f"{deadline.on:%Y-%m-%d}"
    return str(uuid5(NAMESPACE_URL, "\n".join((source, reference, deadline.kind, day))))


def entries(
    source: str,
    reference: str,
    editions: Sequence[Edition],
    *,
    title: str,
    facts: tuple[str, ...],
    url: str | None,
    since: date,
) -> Iterator[Entry]:
    """The deadlines of a call from ``since`` on, by its versions, the oldest first.

    The number of the version that last moved one is its ``sequence``. One that the newest version does not name any
    more, or whose call was withdrawn, is cancelled.
    """
    last: dict[str, tuple[Deadline, bool, Edition]] = {}
    for edition in editions:
        named = {uid_of(source, reference, each, edition.deadlines): each for each in edition.deadlines}
        gone = edition.word is Status.WITHDRAWN
        for uid, deadline in ({uid: each for uid, (each, *_) in last.items()} | named).items():
            cancelled = gone or uid not in named
            if uid not in last or last[uid][:2] != (deadline, cancelled):
                last[uid] = (deadline, cancelled, edition)
    for uid, (deadline, cancelled, edition) in last.items():
        if deadline.on >= since:
            yield Entry(
                uid=uid,
                what=deadline.kind,
                title=title,
                facts=facts,
                url=url,
                deadline=deadline,
                sequence=edition.number,
                changed_at=edition.recorded_at,
                cancelled=cancelled,
            )

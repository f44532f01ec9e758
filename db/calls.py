"""The calls that are remembered: recorded by a crawl, read by everyone else."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select, tuple_
from sqlalchemy.orm import Session

from db.call_changes import CallChange, changes
from db.call_record import Outcome, Recorded, record, record_all
from db.call_rows import CallRow, VersionRow, calls_of
from db.chunks import chunks
from db.errors import NotStored
from domain.call import FUNDING, SHUT, Call

__all__ = [
    "CallChange",
    "CallVersion",
    "Outcome",
    "Recorded",
    "StoredCall",
    "changes",
    "find",
    "one",
    "record",
    "record_all",
    "some",
    "stored",
    "version",
    "versions",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredCall:
    """A call in its current version, and what the memory knows of it."""

    call: Call
    version: int
    """The number of the current version, from 1."""
    first_seen: datetime
    last_seen: datetime
    """When a crawl last found it. Not having been found since closes nothing."""
    merged_into: str | None = None

    def to_match(self, now: datetime) -> bool:
        """Whether it is matched with plans: funding that can still be applied for, each call once."""
        runs = self.call.status(now) not in SHUT and not self.call.stale(now)
        return self.merged_into is None and self.call.kind in FUNDING and runs


@dataclass(frozen=True, slots=True, kw_only=True)
class CallVersion:
    """A call as it was published from ``recorded_at`` on."""

    call: Call
    number: int
    recorded_at: datetime


def stored(session: Session, *, sources: Sequence[str] | None = None) -> Iterator[StoredCall]:
    """Yield the current calls of these sources, or of all, in the order of source and reference."""
    query = _heads()
    if sources is not None:
        query = query.where(CallRow.source.in_(sources))
    return _read(session, query)


def one(session: Session, source: str, reference: str) -> StoredCall | None:
    """The call with this identity, if it is known."""
    return next(_read(session, _heads().where(CallRow.source == source, CallRow.reference == reference)), None)


def some(session: Session, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], StoredCall]:
    """The calls of these sources and references, those that are known."""
    found: dict[tuple[str, str], StoredCall] = {}
    for few in chunks(sorted(set(keys))):
        for each in _read(session, _heads().where(tuple_(CallRow.source, CallRow.reference).in_(few))):
            found[each.call.source, each.call.reference] = each
    return found


def find(session: Session, text: str) -> list[StoredCall]:
    """The calls whose reference or current identifier is this text, whatever its case; by source and reference."""
    folded = text.strip().casefold()
    wanted = or_(CallRow.folded_reference == folded, CallRow.folded_identifier == folded)
    return list(_read(session, _heads().where(wanted)))


def version(session: Session, source: str, reference: str, number: int) -> Call:
    """The call as it was at this version; raises :class:`NotStored` where there is none."""
    found = next((each.call for each in versions(session, source, reference) if each.number == number), None)
    if found is None:
        raise NotStored(f"the database holds no version {number} of the call {reference!r} of {source!r}")
    return found


def versions(session: Session, source: str, reference: str) -> list[CallVersion]:
    """All versions of a call, the oldest first; none where it is not known."""
    query = (
        select(VersionRow.id, VersionRow.number, VersionRow.recorded_at)
        .join(CallRow, CallRow.id == VersionRow.call_id)
        .where(CallRow.source == source, CallRow.reference == reference)
        .order_by(VersionRow.number)
    )
    rows = session.execute(query).all()
    calls = calls_of(session, [id for id, _, _ in rows])
    return [CallVersion(call=calls[id], number=number, recorded_at=at) for id, number, at in rows]


def _heads() -> Select[*tuple[Any, ...]]:
    current = (VersionRow.call_id == CallRow.id) & (VersionRow.number == CallRow.version)
    return (
        select(VersionRow.id, CallRow.version, CallRow.first_seen, CallRow.last_seen, CallRow.merged_into)
        .join(VersionRow, current)
        .order_by(CallRow.source, CallRow.reference)
    )


def _read(session: Session, query: Select[*tuple[Any, ...]]) -> Iterator[StoredCall]:
    for some in chunks(session.execute(query).all()):
        calls = calls_of(session, [row.id for row in some])
        for id, number, first_seen, last_seen, merged_into in some:
            yield StoredCall(
                call=calls[id],
                version=number,
                first_seen=first_seen,
                last_seen=last_seen,
                merged_into=merged_into,
            )

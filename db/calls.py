"""The calls that are remembered: recorded by a crawl, read by everyone else."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select, tuple_
from sqlalchemy.orm import Session

from db.call_changes import CallChange, changes
from db.call_ids import rows_of
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
    "of_ids",
    "one",
    "record",
    "record_all",
    "recorded",
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
    return (each for _, each in _read(session, query))


def one(session: Session, source: str, reference: str) -> StoredCall | None:
    """The call with this identity, if it is known."""
    found = _read(session, _heads().where(CallRow.source == source, CallRow.reference == reference))
    return next((each for _, each in found), None)


def some(session: Session, keys: Iterable[tuple[str, str]]) -> dict[tuple[str, str], StoredCall]:
    """The calls of these sources and references, those that are known."""
    found = of_ids(session, [id for id, *_ in rows_of(session, keys)])
    return {(each.call.source, each.call.reference): each for each in found.values()}


def of_ids(session: Session, ids: Iterable[int]) -> dict[int, StoredCall]:
    """The calls of these rows of ``calls``, by the row's id."""
    found: dict[int, StoredCall] = {}
    for few in chunks(sorted(set(ids))):
        found |= _read(session, _heads().where(CallRow.id.in_(few)))
    return found


def find(session: Session, text: str) -> list[StoredCall]:
    """The calls whose reference or current identifier is this text, whatever its case; by source and reference."""
    folded = text.strip().casefold()
    wanted = or_(CallRow.folded_reference == folded, CallRow.folded_identifier == folded)
    return [each for _, each in _read(session, _heads().where(wanted))]


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


def recorded(session: Session, wanted: Iterable[tuple[str, str, int]]) -> dict[tuple[str, str, int], datetime]:
    """When each of these versions was recorded: by source, reference and number."""
    found: dict[tuple[str, str, int], datetime] = {}
    for few in chunks(sorted(set(wanted))):
        key = (CallRow.source, CallRow.reference, VersionRow.number)
        query = select(*key, VersionRow.recorded_at).join(VersionRow, VersionRow.call_id == CallRow.id)
        for source, reference, number, at in session.execute(query.where(tuple_(*key).in_(few))):
            found[source, reference, number] = at
    return found


def _heads() -> Select[*tuple[Any, ...]]:
    current = (VersionRow.call_id == CallRow.id) & (VersionRow.number == CallRow.version)
    known = (CallRow.id.label("call_id"), CallRow.version, CallRow.first_seen, CallRow.last_seen, CallRow.merged_into)
    return select(VersionRow.id, *known).join(VersionRow, current).order_by(CallRow.source, CallRow.reference)


def _read(session: Session, query: Select[*tuple[Any, ...]]) -> Iterator[tuple[int, StoredCall]]:
    """Yield the calls of a query of heads, each with the id of its row."""
    for some in chunks(session.execute(query).all()):
        calls = calls_of(session, [row.id for row in some])
        for id, call_id, number, first_seen, last_seen, merged_into in some:
            yield (
                call_id,
                StoredCall(
                    call=calls[id],
                    version=number,
                    first_seen=first_seen,
                    last_seen=last_seen,
                    merged_into=merged_into,
                ),
            )

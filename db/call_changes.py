"""What was new and what changed since a moment: the memory as a feed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from db.call_record import Outcome
from db.call_rows import CallRow, VersionRow, calls_of
from db.chunks import chunks
from db.wire import changes_as_json
from domain.change import FieldChange, differences


@dataclass(frozen=True, slots=True, kw_only=True)
class CallChange:
    """A version of a call and how it came about."""

    at: datetime
    """When it was recorded."""
    source: str
    reference: str
    identifier: str
    title: str
    version: int
    kind: Outcome
    """New for a first version, else changed."""
    changes: tuple[FieldChange, ...] = ()
    """From the version before, old and new as JSON has them."""


def changes(session: Session, *, since: datetime) -> Iterator[CallChange]:
    """Yield the versions recorded after ``since`` (not at it), by time, then source, reference and number."""
    before = aliased(VersionRow)
    query = (
        select(VersionRow.id, before.id, VersionRow.recorded_at, VersionRow.number)
        .join(CallRow, CallRow.id == VersionRow.call_id)
        .outerjoin(before, (before.call_id == VersionRow.call_id) & (before.number == VersionRow.number - 1))
        .where(VersionRow.recorded_at > since)
        .order_by(VersionRow.recorded_at, CallRow.source, CallRow.reference, VersionRow.number)
    )
    for some in chunks(session.execute(query).all()):
        calls = calls_of(session, [id for pair in some for id in pair[:2] if id is not None])
        for id, before_id, at, number in some:
            call = calls[id]
            yield CallChange(
                at=at,
                source=call.source,
                reference=call.reference,
                identifier=call.identifier,
                title=call.title,
                version=number,
                kind=Outcome.NEW if before_id is None else Outcome.CHANGED,
                changes=() if before_id is None else changes_as_json(differences(calls[before_id], call)),
            )

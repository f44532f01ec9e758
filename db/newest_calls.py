"""The funding calls by when they last changed, page by page; and when some calls did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db.call_ids import CallKey, rows_of
from db.call_rows import CallRow, VersionRow, calls_of
from db.chunks import chunks
from domain.call import FUNDING, Call

CURRENT = (VersionRow.call_id == CallRow.id) & (VersionRow.number == CallRow.version)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """A call, and when its current version was recorded."""

    call: Call
    first_seen: datetime
    changed_at: datetime


def newest(session: Session, *, page: int, size: int) -> tuple[list[Dated], int]:
    """One page of the funding calls, each once, those that changed last first; and how many there are in all."""
    ours = (VersionRow.kind.in_(FUNDING), CallRow.merged_into.is_(None))
    query = select(VersionRow.id, CallRow.first_seen, VersionRow.recorded_at).join(CallRow, CURRENT).where(*ours)
    ordered = query.order_by(VersionRow.recorded_at.desc(), CallRow.source, CallRow.reference)
    rows = session.execute(ordered.limit(size).offset((page - 1) * size)).all()
    total = session.scalar(select(func.count()).select_from(VersionRow).join(CallRow, CURRENT).where(*ours)) or 0
    calls = calls_of(session, [id for id, *_ in rows])
    return [Dated(call=calls[id], first_seen=seen, changed_at=at) for id, seen, at in rows], total


def changed(session: Session, keys: Iterable[CallKey]) -> dict[CallKey, datetime]:
    """When the current version of each of these calls was recorded."""
    of_id = {id: (source, reference) for id, source, reference, _ in rows_of(session, keys)}
    found: dict[CallKey, datetime] = {}
    for some in chunks(sorted(of_id)):
        query = select(CallRow.id, VersionRow.recorded_at).join(VersionRow, CURRENT).where(CallRow.id.in_(some))
        found |= {of_id[id]: at for id, at in session.execute(query)}
    return found


def keys(session: Session) -> list[CallKey]:
    """Source and reference of every call."""
    return [(source, reference) for source, reference in session.execute(select(CallRow.source, CallRow.reference))]

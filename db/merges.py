"""Which call stands for another one that was read elsewhere, and which are to stand alone."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db import calls, search_index
from db.call_rows import CallRow
from db.calls import StoredCall
from db.insert import insert
from db.lock import one_at_a_time
from db.rows import Row
from domain.call import Call

Key = tuple[str, str]
"""Source and reference."""


class AloneRow(Row):
    """A call that a person said is not another one."""

    __tablename__ = "alone"

    source: Mapped[str] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(primary_key=True)
    said_at: Mapped[datetime]


def replace(session: Session, stand_ins: Mapping[Key, Key]) -> int:
    """Let each of these calls be merged into the one that stands for it, and no others; return how many changed."""
    one_at_a_time(session.connection(), "merge calls")
    known = session.execute(select(CallRow.id, CallRow.source, CallRow.reference, CallRow.merged_into)).all()
    wanted = {key: f"{source}/{reference}" for key, (source, reference) in stand_ins.items()}
    moved = [
        {"id": id, "merged_into": wanted.get((source, reference))}
        for id, source, reference, merged_into in known
        if merged_into != wanted.get((source, reference))
    ]
    if moved:
        session.execute(update(CallRow), moved)
        ids = {each["id"] for each in moved}
        search_index.changed(session, {source for id, source, *_ in known if id in ids})
    return len(moved)


def keep_alone(session: Session, key: Key, *, now: datetime) -> None:
    """Undo a merge for good: from now on this call stands alone."""
    source, reference = key
    row = insert(session, AloneRow).values(source=source, reference=reference, said_at=now)
    session.execute(row.on_conflict_do_nothing())
    alone = (CallRow.source == source, CallRow.reference == reference)
    session.execute(update(CallRow).where(*alone).values(merged_into=None))
    search_index.changed(session, [source])


def alone(session: Session) -> frozenset[Key]:
    """The calls that stand alone because a person said so."""
    return frozenset(
        (source, reference) for source, reference in session.execute(select(AloneRow.source, AloneRow.reference))
    )


def members(session: Session, key: Key) -> list[Key]:
    """The calls that were merged into this one, by source and reference."""
    query = select(CallRow.source, CallRow.reference).where(CallRow.merged_into == "/".join(key))
    return [
        (source, reference) for source, reference in session.execute(query.order_by(CallRow.source, CallRow.reference))
    ]


def other_readings(session: Session, stored: StoredCall) -> list[Call]:
    """The same call as it is read elsewhere, the reading that stands for all of them first."""
    own = (stored.call.source, stored.call.reference)
    source, _, reference = (stored.merged_into or "/".join(own)).partition("/")
    keys = [(source, reference), *members(session, (source, reference))]
    found = [calls.one(session, *key) for key in keys if key != own]
    return [each.call for each in found if each is not None]

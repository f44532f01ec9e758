"""The log of what people changed: when, who, what, the object, old and new. Entries are only ever added."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.rows import Row

PROGRAM = "convoca"
"""Who it was where a command changed something, at the machine itself."""


class AuditRow(Row):
    """One change."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    who: Mapped[str]
    what: Mapped[str]
    object: Mapped[str] = mapped_column(index=True)
    old: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    new: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One change, as it was noted."""

    at: datetime
    who: str
    """A person's id, or :data:`PROGRAM`."""
    what: str
    """A verb and a noun: ``change person``."""
    object: str
    """Kind and id: ``person:mireia-solanes``."""
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None


def note(
    session: Session,
    *,
    who: str,
    what: str,
    object: str,
    old: Mapping[str, Any] | None = None,
    new: Mapping[str, Any] | None = None,
    now: datetime,
) -> None:
    """Note a change in the transaction that makes it; the values must be fit for JSON."""
    old_and_new = {"old": None if old is None else dict(old), "new": None if new is None else dict(new)}
    session.add(AuditRow(at=now, who=who, what=what, object=object, **old_and_new))
    session.flush()


def latest(session: Session, *, object: str | None = None, limit: int = 100) -> list[Entry]:
    """The last changes, the newest first; of one object if it is named."""
    query = select(AuditRow).order_by(AuditRow.id.desc()).limit(limit)
    if object is not None:
        query = query.where(AuditRow.object == object)
    return [
        Entry(at=each.at, who=each.who, what=each.what, object=each.object, old=each.old, new=each.new)
        for each in session.scalars(query)
    ]

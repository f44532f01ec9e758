"""Addresses that a mail server refused for good: nothing is sent there until a person says otherwise."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.errors import NotStored
from db.insert import insert
from db.rows import Row


class SuppressedRow(Row):
    """An address nothing is sent to."""

    __tablename__ = "suppressed"

    address: Mapped[str] = mapped_column(primary_key=True)
    """Folded: no server makes a difference of case, whatever RFC 5321 allows."""
    since: Mapped[datetime]
    reason: Mapped[str]


@dataclass(frozen=True, slots=True)
class Suppressed:
    """An address, since when nothing is sent to it, and what the server said."""

    address: str
    since: datetime
    reason: str


def suppress(session: Session, address: str, *, reason: str, now: datetime) -> None:
    """Send nothing to this address any more; the first reason stays."""
    row = {"address": address.casefold(), "since": now, "reason": reason}
    session.execute(insert(session, SuppressedRow).values(row).on_conflict_do_nothing())


def lift(session: Session, address: str) -> None:
    """Send to this address again; raise :class:`NotStored` where nothing keeps one from it."""
    statement = delete(SuppressedRow).where(SuppressedRow.address == address.casefold())
    if session.scalar(statement.returning(SuppressedRow.address)) is None:
        raise NotStored(f"the address {address} is not held back: convoca outbox lists those that are")


def suppressed(session: Session) -> dict[str, Suppressed]:
    """All such addresses, each by itself, casefolded."""
    rows = session.scalars(select(SuppressedRow).order_by(SuppressedRow.since, SuppressedRow.address))
    return {row.address: Suppressed(row.address, row.since, row.reason) for row in rows}

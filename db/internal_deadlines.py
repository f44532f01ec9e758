"""The institution's own deadlines of its applications; every change of one stands in the application's history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Select, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.application_rows import ApplicationRow, note
from db.columns import Word
from db.errors import NotStored
from db.rows import Row
from domain.internal_deadline import InternalDeadline, Step

FIELD = "internal_deadline"
"""What the history calls it."""


class InternalDeadlineRow(Row):
    """A day by which a step of an application is to be done."""

    __tablename__ = "internal_deadlines"
    __table_args__ = (Index(None, "application_id", "done_on", "on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    step: Mapped[Step] = mapped_column(Word(Step))
    on: Mapped[date]
    label: Mapped[str]
    done_on: Mapped[date | None]


@dataclass(frozen=True, slots=True)
class Kept:
    """An internal deadline, its number, and that of its application."""

    id: int
    application_id: int
    deadline: InternalDeadline


def of_application(session: Session, id: int) -> list[Kept]:
    """Those of one application, the first day first."""
    return _read(session, select(InternalDeadlineRow).where(InternalDeadlineRow.application_id == id))


def of_plan(session: Session, plan_id: str) -> list[Kept]:
    """Those of every application of a plan, whatever its stage, the first day first."""
    query = select(InternalDeadlineRow).join(ApplicationRow, ApplicationRow.id == InternalDeadlineRow.application_id)
    return _read(session, query.where(ApplicationRow.plan == plan_id))


def add(session: Session, id: int, deadline: InternalDeadline, *, who: str, now: datetime) -> Kept:
    """Give an application one more."""
    row = InternalDeadlineRow(
        application_id=id, step=deadline.step, on=deadline.on, label=deadline.label, done_on=deadline.done_on
    )
    session.add(row)
    note(session, id, FIELD, None, deadline, who=who, now=now)
    session.flush()
    return Kept(row.id, id, deadline)


def change(session: Session, kept: Kept, wanted: InternalDeadline, *, who: str, now: datetime) -> None:
    """Move it, tick it, or take the tick away; nothing is noted where nothing changed."""
    if wanted == kept.deadline:
        return
    row = _row(session, kept)
    row.step, row.on, row.label, row.done_on = wanted.step, wanted.on, wanted.label, wanted.done_on
    note(session, kept.application_id, FIELD, kept.deadline, wanted, who=who, now=now)
    session.flush()


def remove(session: Session, kept: Kept, *, who: str, now: datetime) -> None:
    """Take it away; the history goes on saying what it was."""
    session.delete(_row(session, kept))
    note(session, kept.application_id, FIELD, kept.deadline, None, who=who, now=now)
    session.flush()


def plan_back(session: Session, id: int, wanted: Iterable[InternalDeadline], *, who: str, now: datetime) -> None:
    """Let the steps fall on these days: those that are done stay as they are, and so do those of other steps."""
    there = {each.deadline.step: each for each in of_application(session, id)}
    for each in wanted:
        kept = there.get(each.step)
        if kept is None:
            add(session, id, each, who=who, now=now)
        elif kept.deadline.done_on is None:
            moved = InternalDeadline(step=each.step, on=each.on, label=kept.deadline.label)
            change(session, kept, moved, who=who, now=now)


def _row(session: Session, kept: Kept) -> InternalDeadlineRow:
    row = session.get(InternalDeadlineRow, kept.id)
    if row is None:
        raise NotStored(f"there is no internal deadline {kept.id}")
    return row


def _read(session: Session, query: Select[InternalDeadlineRow]) -> list[Kept]:
    rows = session.scalars(query.order_by(InternalDeadlineRow.on, InternalDeadlineRow.id))
    return [
        Kept(
            row.id,
            row.application_id,
            InternalDeadline(step=row.step, on=row.on, label=row.label, done_on=row.done_on),
        )
        for row in rows
    ]

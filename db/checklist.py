"""The checklists of applications; every change of an item stands in the application's history."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.application_rows import note
from db.columns import Word
from db.errors import NotStored
from db.rows import Row
from domain.checklist import Item, Task

FIELD = "checklist"
"""What the history calls it."""


class ChecklistRow(Row):
    """One item of an application's checklist."""

    __tablename__ = "checklist"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    task: Mapped[Task] = mapped_column(Word(Task))
    label: Mapped[str]
    done_by: Mapped[str | None]
    done_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True)
class Kept:
    """An item, its number, and that of its application."""

    id: int
    application_id: int
    item: Item


def of_application(session: Session, id: int) -> list[Kept]:
    """The checklist of an application, in the order in which it was made."""
    rows = session.scalars(select(ChecklistRow).where(ChecklistRow.application_id == id).order_by(ChecklistRow.id))
    return [Kept(row.id, id, _item(row)) for row in rows]


def add(session: Session, id: int, item: Item, *, who: str, now: datetime) -> None:
    """Put an item on the list."""
    session.add(
        ChecklistRow(application_id=id, task=item.task, label=item.label, done_by=item.done_by, done_at=item.done_at)
    )
    note(session, id, FIELD, None, _named(item), who=who, now=now)
    session.flush()


def tick(session: Session, kept: Kept, *, done: bool, who: str, now: datetime) -> None:
    """Tick an item, or take the tick away; to do it twice is to do it once."""
    if done is kept.item.done:
        return
    row = _row(session, kept)
    before = _item(row)
    row.done_by, row.done_at = (who, now) if done else (None, None)
    note(session, kept.application_id, FIELD, _named(before), _named(_item(row)), who=who, now=now)
    session.flush()


def remove(session: Session, kept: Kept, *, who: str, now: datetime) -> None:
    """Take an item off the list; the history goes on saying what it was."""
    session.delete(_row(session, kept))
    note(session, kept.application_id, FIELD, _named(kept.item), None, who=who, now=now)
    session.flush()


def _named(item: Item) -> dict[str, object]:
    """What the history says of an item; by whom and when it says of every change."""
    return {"task": item.task, "label": item.label, "done": item.done}


def _item(row: ChecklistRow) -> Item:
    return Item(task=row.task, label=row.label, done_by=row.done_by, done_at=row.done_at)


def _row(session: Session, kept: Kept) -> ChecklistRow:
    row = session.get(ChecklistRow, kept.id)
    if row is None:
        raise NotStored(f"there is no item {kept.id} of a checklist")
    return row

"""Searches that people keep: for their digest, and to come back to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import UniqueConstraint, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db import tokens
from db.insert import insert
from db.rows import Row


class SavedSearchRow(Row):
    """A search somebody keeps under a name of their own."""

    __tablename__ = "saved_searches"
    # SQLite gives the number of a deleted row to the next: but it stands in what was told, and in feeds.
    __table_args__ = (UniqueConstraint("person", "name"), {"sqlite_autoincrement": True})

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str]
    """The id of who keeps it."""
    name: Mapped[str]
    address: Mapped[str]
    """The whole search, as :func:`domain.search_address.address` writes it."""
    created_at: Mapped[datetime]
    notify: Mapped[bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class SavedSearch:
    """A search somebody keeps."""

    id: int
    person: str
    name: str
    address: str
    created_at: datetime
    notify: bool
    """Whether their digest tells them of what it finds anew."""


def save(session: Session, person: str, name: str, *, address: str, notify: bool, now: datetime) -> int:
    """Keep a search, in place of the one this person has under that name; return its id."""
    values = {"address": address, "notify": notify}
    row = insert(session, SavedSearchRow).values(person=person, name=name, created_at=now, **values)
    kept = row.on_conflict_do_update(index_elements=["person", "name"], set_=values).returning(SavedSearchRow.id)
    return int(session.execute(kept).scalar_one())


def of_person(session: Session, person: str) -> list[SavedSearch]:
    """The searches somebody keeps, by name."""
    query = select(*SavedSearchRow.__table__.columns).where(SavedSearchRow.person == person)
    return [SavedSearch(**row) for row in session.execute(query.order_by(SavedSearchRow.name)).mappings()]


def watching(session: Session) -> frozenset[str]:
    """The people, by id, whose digest tells them of a search."""
    return frozenset(session.scalars(select(SavedSearchRow.person).where(SavedSearchRow.notify)))


def one(session: Session, id: int) -> SavedSearch | None:
    """The search with that id, whoever keeps it."""
    row = session.execute(select(*SavedSearchRow.__table__.columns).where(SavedSearchRow.id == id)).mappings().first()
    return None if row is None else SavedSearch(**row)


def change(session: Session, id: int, *, name: str, notify: bool) -> None:
    """Give it a name that no other search of this person has, and let the digest tell of it or not."""
    session.execute(update(SavedSearchRow).where(SavedSearchRow.id == id).values(name=name, notify=notify))


def forget(session: Session, id: int, *, now: datetime) -> None:
    """Keep it no longer, and let its feeds be read no longer; nothing happens where it is not kept."""
    tokens.revoke_of_search(session, id, now=now)
    session.execute(delete(SavedSearchRow).where(SavedSearchRow.id == id))

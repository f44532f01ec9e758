"""What a digest leaves out for good: calls that it offers by a link alone, and up to when the others were weighed."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.chunks import chunks
from db.insert import insert
from db.rows import Row


class OfferedRow(Row):
    """A call that a person was offered by a link to the page that lists it, for one item."""

    __tablename__ = "offered"

    plan: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(primary_key=True)
    offered_at: Mapped[datetime]


class WeighedRow(Row):
    """Of the calls that were known until a moment, none waits any more to be told to a person for an item."""

    __tablename__ = "weighed"

    plan: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime]


def offered(session: Session, plan_id: str, person: str) -> frozenset[tuple[str, str, str]]:
    """Item, source and reference of everything that a person was offered by a link alone."""
    query = select(OfferedRow.item, OfferedRow.source, OfferedRow.reference)
    ours = query.where(OfferedRow.plan == plan_id, OfferedRow.person == person)
    return frozenset((item, source, reference) for item, source, reference in session.execute(ours))


def offer(session: Session, plan_id: str, person: str, keys: Iterable[tuple[str, str, str]], *, now: datetime) -> None:
    """Remember that a message offered these; twice is once."""
    below = {"plan": plan_id, "person": person, "offered_at": now}
    rows = [{**below, "item": item, "source": source, "reference": reference} for item, source, reference in keys]
    for some in chunks(rows):
        session.execute(insert(session, OfferedRow).values(some).on_conflict_do_nothing())


def weighed(session: Session, plan_id: str, person: str) -> dict[str, datetime]:
    """By item: of the calls known until then nothing waits for this person. No entry where they never heard of it."""
    query = select(WeighedRow.item, WeighedRow.until)
    ours = query.where(WeighedRow.plan == plan_id, WeighedRow.person == person)
    return dict(session.execute(ours).all())


def weigh(session: Session, plan_id: str, person: str, items: Iterable[str], *, until: datetime) -> None:
    """Remember that of these items nothing waits that was known until then."""
    rows = [{"plan": plan_id, "person": person, "item": item, "until": until} for item in items]
    if rows:
        statement = insert(session, WeighedRow).values(rows)
        moved = {"until": statement.excluded.until}
        session.execute(statement.on_conflict_do_update(index_elements=["plan", "person", "item"], set_=moved))

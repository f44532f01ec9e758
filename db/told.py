"""What each person has been told of, and in which version."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.call_rows import CallRow, VersionRow, calls_of
from db.columns import Word
from db.rows import Row
from domain.call import Call
from domain.digest import Reason


class ToldRow(Row):
    """A call in a message to a person, for one plan item."""

    __tablename__ = "told"
    __table_args__ = (
        ForeignKeyConstraint(["source", "reference"], ["calls.source", "calls.reference"]),
        Index(None, "plan", "person"),
    )

    outbox_id: Mapped[int] = mapped_column(ForeignKey("outbox.id"), primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(primary_key=True)
    plan: Mapped[str]
    person: Mapped[str]
    version: Mapped[int]
    reason: Mapped[Reason] = mapped_column(Word(Reason))
    deadline: Mapped[date | None]
    told_at: Mapped[datetime]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A call that a message tells of, for one plan item."""

    item: str
    """A project's key; in an officer's digest the whole plan's, and that of a saved search for what it finds."""
    source: str
    reference: str
    version: int
    """The version of the call that the message shows."""
    reason: Reason
    deadline: date | None = None
    """The near deadline that the message names, if it names one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """That a person was told of a call, when, why, and in which version."""

    person: str
    told_at: datetime
    reason: Reason
    version: int


def told(session: Session, plan_id: str, person: str) -> dict[tuple[str, str, str], Call]:
    """For each (item, source, reference) the call as this person was last told of it.

    A person counts as told when the message is composed: from then on the outbox sees to it that it arrives.
    """
    query = (
        select(ToldRow.item, ToldRow.source, ToldRow.reference, VersionRow.id)
        .join(CallRow, (CallRow.source == ToldRow.source) & (CallRow.reference == ToldRow.reference))
        .join(VersionRow, (VersionRow.call_id == CallRow.id) & (VersionRow.number == ToldRow.version))
        .where(ToldRow.plan == plan_id, ToldRow.person == person)
        .order_by(ToldRow.outbox_id)
    )
    last = {(item, source, reference): id for item, source, reference, id in session.execute(query)}
    calls = calls_of(session, sorted({*last.values()}))
    return {key: calls[id] for key, id in last.items()}


def shown(session: Session, outbox_id: int) -> list[Call]:
    """The calls that a message tells of, each once and as it shows them."""
    query = (
        select(VersionRow.id)
        .join(CallRow, VersionRow.call_id == CallRow.id)
        .join(ToldRow, (CallRow.source == ToldRow.source) & (CallRow.reference == ToldRow.reference))
        .where(ToldRow.outbox_id == outbox_id, VersionRow.number == ToldRow.version)
    )
    found = calls_of(session, sorted({*session.scalars(query)}))
    return sorted(found.values(), key=lambda each: (each.source, each.reference))


def reminded(session: Session, plan_id: str, person: str) -> frozenset[tuple[str, str, str, date]]:
    """The near deadlines that were named to this person: (item, source, reference, the day)."""
    query = select(ToldRow.item, ToldRow.source, ToldRow.reference, ToldRow.deadline)
    ours = query.where(ToldRow.plan == plan_id, ToldRow.person == person, ToldRow.deadline.is_not(None))
    return frozenset((item, source, reference, day) for item, source, reference, day in session.execute(ours) if day)


def history(session: Session, plan_id: str, item: str, *, source: str, reference: str) -> list[Telling]:
    """Everyone who was told of a call for a plan item, in the order of the messages."""
    return of_call(session, plan_id, source=source, reference=reference).get(item, [])


def of_call(session: Session, plan_id: str, *, source: str, reference: str) -> dict[str, list[Telling]]:
    """Everyone who was told of a call, by plan item and in the order of the messages."""
    wanted = (ToldRow.plan == plan_id, ToldRow.source == source, ToldRow.reference == reference)
    found: dict[str, list[Telling]] = {}
    for row in session.scalars(select(ToldRow).where(*wanted).order_by(ToldRow.outbox_id)):
        telling = Telling(person=row.person, told_at=row.told_at, reason=row.reason, version=row.version)
        found.setdefault(row.item, []).append(telling)
    return found

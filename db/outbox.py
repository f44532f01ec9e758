"""The messages: recorded before they are sent, so that nobody is told twice and nobody is forgotten."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import UniqueConstraint, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.columns import Word
from db.errors import AlreadyComposed
from db.lock import one_at_a_time
from db.rows import Row
from db.told import Told, ToldRow


class State(StrEnum):
    """How far a message has come."""

    COMPOSED = "composed"
    SENT = "sent"
    FAILED = "failed"
    """The last attempt failed; it is tried again."""
    HELD = "held"
    """There is nobody to send it to: the address was refused, or the person has left. Sent once that is mended."""
    DEAD = "dead"
    """Given up: a person has to look at it."""


TO_SEND = (State.COMPOSED, State.FAILED)


class OutboxRow(Row):
    """A message to a person."""

    __tablename__ = "outbox"
    __table_args__ = (UniqueConstraint("plan", "person", "kind", "period"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str]
    person: Mapped[str]
    kind: Mapped[str]
    period: Mapped[str]
    subject: Mapped[str]
    text: Mapped[str]
    html: Mapped[str]
    message_id: Mapped[str]
    state: Mapped[State] = mapped_column(Word(State), index=True)
    composed_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    attempts: Mapped[int]
    last_error: Mapped[str | None]
    claimed_by: Mapped[str | None]
    claimed_until: Mapped[datetime | None]
    next_attempt_at: Mapped[datetime | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message as it was composed. One person gets one of a kind for a period of a plan."""

    plan: str
    person: str
    """The person's id in the plan; the address is the plan's to know."""
    kind: str
    """``digest``"""
    period: str
    """``2026-W48``"""
    subject: str
    text: str
    html: str
    message_id: str
    """The same at every attempt, so that a mail program can tell a repetition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxMessage:
    """A message in the outbox and how far it has come."""

    id: int
    message: Message
    state: State
    composed_at: datetime
    sent_at: datetime | None = None
    attempts: int = 0
    last_error: str | None = None
    claimed_by: str | None = None
    claimed_until: datetime | None = None
    next_attempt_at: datetime | None = None


def compose(session: Session, message: Message, *, told: Iterable[Told], now: datetime) -> OutboxMessage:
    """Put a message into the outbox together with what it tells, in the session's transaction.

    From here on the person counts as told. Raises :class:`AlreadyComposed` where there is one for the period.
    """
    one_at_a_time(session.connection(), f"compose for {message.person} of {message.plan}")
    if already(session, message.plan, message.person, kind=message.kind, period=message.period):
        raise AlreadyComposed(
            f"the {message.kind} of {message.period} for {message.person} is in the outbox already: "
            "send what is pending instead of composing it again"
        )
    row = OutboxRow(**asdict(message), state=State.COMPOSED, composed_at=now, attempts=0)
    session.add(row)
    session.flush()
    below = {"outbox_id": row.id, "plan": message.plan, "person": message.person, "told_at": now}
    rows = [below | asdict(each) for each in told]
    if rows:
        session.execute(insert(ToldRow), rows)
    return OutboxMessage(id=row.id, message=message, state=State.COMPOSED, composed_at=now)


def already(session: Session, plan_id: str, person: str, *, kind: str, period: str) -> bool:
    """Whether the person's message of this kind for this period has been composed, sent or not."""
    wanted = (OutboxRow.plan == plan_id, OutboxRow.person == person, OutboxRow.kind == kind, OutboxRow.period == period)
    return session.scalar(select(OutboxRow.id).where(*wanted)) is not None


def unsent(session: Session) -> list[OutboxMessage]:
    """The messages that have not been sent, whatever the reason, in the order of composing."""
    query = select(*OutboxRow.__table__.columns).where(OutboxRow.state != State.SENT).order_by(OutboxRow.id)
    return [as_message(dict(row)) for row in session.execute(query).mappings()]


def as_message(row: dict[str, Any]) -> OutboxMessage:
    """Return a row of the table as the value."""
    message = Message(**{name: row.pop(name) for name in Message.__dataclass_fields__})
    return OutboxMessage(message=message, **row)

"""The messages: recorded before they are sent, so that nobody is told twice and nobody is forgotten."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import UniqueConstraint, insert, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.columns import Word
from db.errors import AlreadyComposed, NotStored
from db.lock import one_at_a_time
from db.rows import Row
from db.told import Told, ToldRow


class State(StrEnum):
    """How far a message has come."""

    COMPOSED = "composed"
    SENT = "sent"
    FAILED = "failed"
    """The last attempt failed; it is still to be sent."""


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


def pending(session: Session) -> list[OutboxMessage]:
    """The messages that are still to be sent, the failed ones among them, in the order of composing."""
    query = select(*OutboxRow.__table__.columns).where(OutboxRow.state != State.SENT).order_by(OutboxRow.id)
    return [_message(dict(row)) for row in session.execute(query).mappings()]


def mark_sent(session: Session, id: int, *, now: datetime) -> None:
    """The mail server has taken the message."""
    _mark(session, id, {"state": State.SENT, "sent_at": now, "last_error": None})


def mark_failed(session: Session, id: int, *, error: str) -> None:
    """The message could not be handed over, and why; it stays pending."""
    _mark(session, id, {"state": State.FAILED, "last_error": error})


def _mark(session: Session, id: int, values: Mapping[str, object]) -> None:
    attempted = {"attempts": OutboxRow.attempts + 1, **values}
    statement = update(OutboxRow).where(OutboxRow.id == id).values(attempted)
    if session.scalar(statement.returning(OutboxRow.id)) is None:
        raise NotStored(f"the outbox holds no message {id}")


def _message(row: dict[str, Any]) -> OutboxMessage:
    message = Message(**{name: row.pop(name) for name in Message.__dataclass_fields__})
    return OutboxMessage(message=message, **row)

"""Which message is whose to send: claimed for a while, then sent, tried again, held or given up."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import bindparam, or_, select, tuple_, update
from sqlalchemy.orm import Session

from db.errors import NotStored
from db.outbox import TO_SEND, OutboxMessage, OutboxRow, State, as_message

FREE: Mapping[str, None] = {"claimed_by": None, "claimed_until": None}
ATTEMPTED = (
    update(OutboxRow.__table__)  # type: ignore[arg-type]
    .where(OutboxRow.__table__.c.id == bindparam("this"))
    .values(
        attempts=OutboxRow.__table__.c.attempts + 1,
        **{each: bindparam(each) for each in ("state", "sent_at", "last_error", "next_attempt_at")},
        **FREE,
    )
)
"""What came of an attempt; built once, because building it took longer than the database takes."""


def claim(session: Session, *, by: str, now: datetime, lease: timedelta | None, limit: int) -> list[OutboxMessage]:
    """Take up to ``limit`` messages that are due, the oldest first: until the lease ends nobody else is given them.

    Without a lease others are given them as well. Commit before anything is sent. A claimant that dies gives its
    messages back by the end of the lease.
    """
    due = (
        select(OutboxRow.id)
        .where(
            OutboxRow.state.in_(TO_SEND),
            or_(OutboxRow.next_attempt_at.is_(None), OutboxRow.next_attempt_at <= now),
            or_(OutboxRow.claimed_until.is_(None), OutboxRow.claimed_until <= now),
        )
        .order_by(OutboxRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    taken = (
        update(OutboxRow)
        .where(OutboxRow.id.in_(due))
        .values(claimed_by=by, claimed_until=now + lease if lease else None)
    )
    rows = session.execute(taken.returning(*OutboxRow.__table__.columns)).mappings()
    return sorted((as_message(dict(row)) for row in rows), key=lambda each: each.id)


def release(session: Session, *, by: str) -> None:
    """Give back everything that is claimed by this claimant and was not settled."""
    session.execute(update(OutboxRow).where(OutboxRow.claimed_by == by).values(FREE))


def mark_sent(session: Session, id: int, *, now: datetime) -> None:
    """The mail server has taken the message."""
    _attempted(session, id, State.SENT, sent_at=now)


def mark_failed(session: Session, id: int, *, error: str, retry_at: datetime | None) -> None:
    """The message was not taken, and why; tried again from ``retry_at`` on, given up where that is ``None``."""
    state = State.DEAD if retry_at is None else State.FAILED
    _attempted(session, id, state, last_error=error, next_attempt_at=retry_at)


def hold(session: Session, id: int, *, error: str) -> None:
    """There is nobody to send the message to, and why."""
    _settle(session, id, {"state": State.HELD, "last_error": error})


def reachable(session: Session, readers: Collection[tuple[str, str]]) -> None:
    """What is held for these (plan, person) can be sent again."""
    held = (OutboxRow.state == State.HELD, tuple_(OutboxRow.plan, OutboxRow.person).in_(list(readers)))
    session.execute(update(OutboxRow).where(*held).values(state=State.FAILED, next_attempt_at=None))


def retry(session: Session, id: int) -> None:
    """Send a message that failed or was given up with the next delivery, with all its attempts before it."""
    state = session.scalar(select(OutboxRow.state).where(OutboxRow.id == id))
    if state is None or state is State.SENT:
        raise NotStored(f"the outbox holds no message {id} that is to be sent: convoca outbox lists those that are")
    _settle(session, id, {"state": State.FAILED, "attempts": 0, "next_attempt_at": None})


def _attempted(
    session: Session,
    id: int,
    state: State,
    *,
    sent_at: datetime | None = None,
    last_error: str | None = None,
    next_attempt_at: datetime | None = None,
) -> None:
    values = {"state": state, "sent_at": sent_at, "last_error": last_error, "next_attempt_at": next_attempt_at}
    if session.connection().execute(ATTEMPTED, {"this": id, **values}).rowcount == 0:
        raise NotStored(f"the outbox holds no message {id}")


def _settle(session: Session, id: int, values: Mapping[str, object]) -> None:
    statement = update(OutboxRow).where(OutboxRow.id == id).values({**FREE, **values})
    if session.scalar(statement.returning(OutboxRow.id)) is None:
        raise NotStored(f"the outbox holds no message {id}")

"""What has not left the outbox, as rows and as sentences; and what a person can do about it."""

from collections.abc import Iterable, Iterator
from typing import Any

from convoca.wiring import Program
from db import delivery, outbox, suppressed
from db.engine import reading, transaction
from db.outbox import OutboxMessage, State

Row = dict[str, Any]

WHY = {
    State.COMPOSED: "waits to be sent",
    State.FAILED: "failed",
    State.HELD: "has nobody to go to",
    State.DEAD: "was given up",
}


def rows(program: Program) -> Iterator[Row]:
    """One row a message that was not sent, then one an address that was refused."""
    with reading(program.engine) as session:
        unsent, refused = outbox.unsent(session), suppressed.suppressed(session)
    for each in unsent:
        yield _message(each)
    for one in refused.values():
        yield {"address": one.address, "since": one.since.isoformat(), "reason": one.reason}


def _message(kept: OutboxMessage) -> Row:
    message, next_attempt = kept.message, kept.next_attempt_at
    return {
        "message": kept.id,
        "kind": message.kind,
        "plan": message.plan,
        "person": message.person,
        "period": message.period,
        "subject": message.subject,
        "state": kept.state.value,
        "composed_at": kept.composed_at.isoformat(),
        "attempts": kept.attempts,
        "next_attempt_at": next_attempt.isoformat() if next_attempt else None,
        "last_error": kept.last_error,
    }


def told(found: Iterable[Row]) -> Iterator[str]:
    """A sentence a row."""
    nothing = True
    for each in found:
        nothing = False
        yield _refused(each) if "address" in each else _unsent(each)
    if nothing:
        yield "Everything that was composed has been sent, and no address was refused."


def _refused(row: Row) -> str:
    address, since = row["address"], row["since"][:10]
    reason = row["reason"]
    return f"{address}: nothing is sent there since {since}. {reason} To send again: convoca outbox --lift {address}"


def _unsent(row: Row) -> str:
    state = State(row["state"])
    error = f" {row['last_error']}" if row["last_error"] else ""
    again = f" Tried again from {row['next_attempt_at'][:16]} UTC on." if row["next_attempt_at"] else ""
    mend = f" To send it again: convoca outbox --retry {row['message']}" if state is State.DEAD else ""
    return f"{row['message']}: {row['kind']} of {row['period']} for {row['person']} {WHY[state]}.{error}{again}{mend}"


def retry(program: Program, id: int) -> None:
    """Make a message due again; raise where there is none that is to be sent."""
    with transaction(program.engine) as session:
        delivery.retry(session, id)


def lift(program: Program, address: str) -> None:
    """Send to an address again; raise where it was not refused."""
    with transaction(program.engine) as session:
        suppressed.lift(session, address)

"""What a step last worked on, so that it can tell that nothing has changed."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.insert import insert
from db.rows import Row


class RunRow(Row):
    """The last run of a step that went through."""

    __tablename__ = "runs"

    step: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[str]
    """Of everything the step depends on, as the step computes it."""
    at: Mapped[datetime]


def fingerprint(session: Session, step: str) -> str | None:
    """What :func:`remember` was last given for this step; ``None`` if it never ran."""
    return session.scalar(select(RunRow.fingerprint).where(RunRow.step == step))


def at(session: Session, step: str) -> datetime | None:
    """When the step last found something to work on, and went through; ``None`` if it never did."""
    return session.scalar(select(RunRow.at).where(RunRow.step == step))


def remember(session: Session, step: str, fingerprint: str, *, now: datetime) -> None:
    """Keep what the step has worked on, in the transaction that keeps its results."""
    values = {"fingerprint": fingerprint, "at": now}
    statement = insert(session, RunRow).values(step=step, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["step"], set_=values))

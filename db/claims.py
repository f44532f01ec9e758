"""The clock's due times: each claimed once before its job starts, whoever else keeps the same clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Update, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.insert import insert
from db.lock import one_at_a_time
from db.rows import Row


class ClaimRow(Row):
    """A due time of a job, and what came of it."""

    __tablename__ = "claims"

    job: Mapped[str] = mapped_column(primary_key=True)
    due: Mapped[datetime] = mapped_column(primary_key=True)
    started_at: Mapped[datetime]
    alive_until: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    status: Mapped[int | None]
    said: Mapped[str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A due time of a job that somebody has taken."""

    job: str
    due: datetime
    started_at: datetime
    alive_until: datetime
    """Unless it says otherwise, the job counts as dead from here on."""
    ended_at: datetime | None = None
    status: int | None = None
    """The exit status of its process; 0 is well."""
    said: str | None = None
    """The last line of what it printed."""

    def running(self, now: datetime) -> bool:
        """Whether it has not ended, as far as is known."""
        return self.ended_at is None and now < self.alive_until


def take(session: Session, job: str, *, due: datetime, now: datetime, lease: timedelta) -> bool:
    """Claim a due time; false where it is taken, or where the job still runs for an earlier one."""
    one_at_a_time(session.connection(), f"claim {job}")
    before = last(session, job)
    if before is not None and before.running(now):
        return False
    row = {"job": job, "due": due, "started_at": now, "alive_until": now + lease}
    statement = insert(session, ClaimRow).values(row).on_conflict_do_nothing()
    return session.scalar(statement.returning(ClaimRow.job)) is not None


def alive(session: Session, job: str, *, due: datetime, until: datetime) -> None:
    """The job still runs."""
    session.execute(_of(job, due).values(alive_until=until))


def end(session: Session, job: str, *, due: datetime, status: int, said: str, now: datetime) -> None:
    """The job has ended, with this status and last line."""
    session.execute(_of(job, due).values(ended_at=now, status=status, said=said))


def last(session: Session, job: str) -> Claim | None:
    """The claim of a job's latest due time; ``None`` if it never had one."""
    query = select(*ClaimRow.__table__.columns).where(ClaimRow.job == job).order_by(ClaimRow.due.desc()).limit(1)
    row = session.execute(query).mappings().first()
    return None if row is None else Claim(**row)


def _of(job: str, due: datetime) -> Update:
    return update(ClaimRow).where(ClaimRow.job == job, ClaimRow.due == due)

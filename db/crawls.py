"""Every crawl: what it found, what it could not read, and whether it can be trusted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Select, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.call_record import Outcome, Recorded
from db.rows import Row
from domain.crawl import CrawlReport, Unreadable


class CrawlRow(Row):
    """One crawl of one source."""

    __tablename__ = "crawls"
    __table_args__ = (Index(None, "source", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    at: Mapped[datetime]
    found: Mapped[int]
    new: Mapped[int]
    changed: Mapped[int]
    unreadable: Mapped[list[Any]]
    failure: Mapped[str | None]
    requests: Mapped[int]
    unmodified: Mapped[int]
    bytes: Mapped[int] = mapped_column(BigInteger)
    seconds: Mapped[float]


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlRecord:
    """One crawl of one source, as it is remembered. ``failure`` is ``None`` for a complete, verified crawl."""

    source: str
    at: datetime
    found: int
    new: int
    changed: int
    unreadable: tuple[Unreadable, ...]
    failure: str | None
    requests: int
    unmodified: int
    bytes: int
    seconds: float


def record(session: Session, report: CrawlReport, *, now: datetime, recorded: Iterable[Recorded] = ()) -> CrawlRecord:
    """Remember a crawl with what recording its calls came to."""
    outcomes = Counter(each.outcome for each in recorded)
    row = CrawlRow(
        source=report.source,
        at=now,
        found=len(report.calls),
        new=outcomes[Outcome.NEW],
        changed=outcomes[Outcome.CHANGED],
        unreadable=[{"record": each.record, "reason": each.reason} for each in report.unreadable],
        failure=report.failure,
        requests=report.requests,
        unmodified=report.unmodified,
        bytes=report.bytes,
        seconds=report.seconds,
    )
    session.add(row)
    session.flush()
    return _record(row)


def latest(session: Session) -> dict[str, CrawlRecord]:
    """The last crawl of each source, whether it failed or not."""
    return _by_source(session, select(func.max(CrawlRow.id)))


def last_good(session: Session) -> dict[str, CrawlRecord]:
    """The last crawl of each source that did not fail; without the sources that never had one."""
    return _by_source(session, select(func.max(CrawlRow.id)).where(CrawlRow.failure.is_(None)))


def _by_source(session: Session, last: Select[int]) -> dict[str, CrawlRecord]:
    query = select(CrawlRow).where(CrawlRow.id.in_(last.group_by(CrawlRow.source))).order_by(CrawlRow.source)
    return {row.source: _record(row) for row in session.scalars(query)}


def _record(row: CrawlRow) -> CrawlRecord:
    return CrawlRecord(
        source=row.source,
        at=row.at,
        found=row.found,
        new=row.new,
        changed=row.changed,
        unreadable=tuple(Unreadable(**each) for each in row.unreadable),
        failure=row.failure,
        requests=row.requests,
        unmodified=row.unmodified,
        bytes=row.bytes,
        seconds=row.seconds,
    )

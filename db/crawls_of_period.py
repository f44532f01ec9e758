"""How the sources were read in a period: how often, how often that failed, and what it brought."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from db.crawls import CrawlRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawled:
    """The crawls of one source."""

    crawls: int = 0
    failed: int = 0
    new: int = 0
    """Calls that were found for the first time."""
    last_good: datetime | None = None


def crawled(session: Session, *, since: datetime, until: datetime) -> dict[str, Crawled]:
    """The crawls between two moments, the last not in it, by source; without those that were not read."""
    row = CrawlRow
    good = row.failure.is_(None)
    query = (
        select(
            row.source,
            func.count(),
            func.sum(case((good, 0), else_=1)),
            func.sum(row.new),
            func.max(case((good, row.at))),
        )
        .where(row.at >= since, row.at < until)
        .group_by(row.source)
    )
    return {
        source: Crawled(crawls=crawls, failed=failed, new=new, last_good=last)
        for source, crawls, failed, new, last in session.execute(query)
    }

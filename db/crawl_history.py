"""The crawls of every source in short: what its health is judged by."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from db import crawls
from db.call_rows import CallRow, VersionRow
from db.crawls import CrawlRow
from domain.health import CrawlHistory

REMEMBERED = 8
"""Good crawls whose numbers are compared: two months of a weekly source, a week of a daily one."""


def histories(session: Session, *, now: datetime) -> dict[str, CrawlHistory]:
    """The history of every source that was ever read, by its name."""
    latest, good = crawls.latest(session), crawls.last_good(session)
    found, failing, moved = _found(session), _failing_since(session), _moved(session, today=now.date())
    return {
        source: CrawlHistory(
            last=last.at,
            last_good=good[source].at if source in good else None,
            failing_since=failing.get(source),
            found=tuple(found[source]),
            moved_on=moved.get(source),
        )
        for source, last in latest.items()
    }


def _found(session: Session) -> Mapping[str, list[int]]:
    """How many calls the last good crawls found, the oldest first."""
    newest = func.row_number().over(partition_by=CrawlRow.source, order_by=CrawlRow.id.desc()).label("newest")
    good = select(CrawlRow.id, CrawlRow.source, CrawlRow.found, newest).where(CrawlRow.failure.is_(None)).subquery()
    query = select(good.c.source, good.c.found).where(good.c.newest <= REMEMBERED).order_by(good.c.id)
    numbers: dict[str, list[int]] = defaultdict(list)
    for source, found in session.execute(query):
        numbers[source].append(found)
    return numbers


def _failing_since(session: Session) -> dict[str, datetime]:
    """The first crawl after the last good one, of sources that have one."""
    good = (
        select(CrawlRow.source, func.max(CrawlRow.id).label("last"))
        .where(CrawlRow.failure.is_(None))
        .group_by(CrawlRow.source)
        .subquery()
    )
    after = CrawlRow.id > func.coalesce(good.c.last, 0)
    first = func.min(CrawlRow.at).label("first")
    query = select(CrawlRow.source, first).outerjoin(good, good.c.source == CrawlRow.source)
    return {row.source: row.first for row in session.execute(query.where(after).group_by(CrawlRow.source))}


def _moved(session: Session, *, today: date) -> dict[str, date]:
    """The newest day that something moved. Of the first crawl everything is new, which says nothing."""
    published = func.max(case((VersionRow.published_on <= today, VersionRow.published_on)))
    first, last = func.min(VersionRow.recorded_at), func.max(VersionRow.recorded_at)
    query = select(CallRow.source, published, first, last).join(VersionRow, VersionRow.call_id == CallRow.id)
    moved = {}
    for source, newest, begun, changed in session.execute(query.group_by(CallRow.source)):
        seen = [each for each in (newest, changed.date() if changed > begun else None) if each]
        moved[source] = max(seen, default=begun.date())
    return moved

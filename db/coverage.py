"""What a plan's coverage is counted from: calls that fit, applications by project, who was told when."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from db.application_rows import ApplicationRow
from db.call_rows import CallRow, VersionRow, deadlines_of
from db.matches import MatchRow
from db.thresholds import reached
from db.told import ToldRow
from domain.application import SENT, WON
from domain.call import SHUT, Status
from domain.deadlines import Deadlines
from domain.digest import Reason
from domain.money import Money
from domain.plan import institution_day
from followup.coverage import Standing

PROJECT = "project:"
"""What the key of a project begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """A match of a project with a call that can still be applied to."""

    project: str
    source: str
    reference: str
    score: float
    status: Status
    since: date


def matching(session: Session, plan_id: str, *, at_least: float, now: datetime) -> Iterator[Matching]:
    """Yield the projects' matches with such a score, or their project's own, of calls that are not shut.

    A call for which another one stands is left out.
    """
    current = (VersionRow.call_id == CallRow.id) & (VersionRow.number == CallRow.version)
    its = (CallRow.source == MatchRow.source) & (CallRow.reference == MatchRow.reference)
    head = (MatchRow.item, MatchRow.source, MatchRow.reference, MatchRow.score, MatchRow.since)
    query = (
        select(*head, VersionRow.id, VersionRow.word, VersionRow.rolling)
        .join(CallRow, its)
        .join(VersionRow, current)
        .where(MatchRow.plan == plan_id, reached(at_least), MatchRow.item.startswith(PROJECT))
        .where(CallRow.merged_into.is_(None))
    )
    rows = session.execute(query).all()
    dates = deadlines_of(session, sorted({row.id for row in rows}))
    for item, source, reference, score, since, version, word, rolling in rows:
        shut = word is not Status.WITHDRAWN and Deadlines(tuple(dates[version]), rolling=rolling).all_passed(now)
        status = Status.CLOSED if shut else word
        if status not in SHUT:
            yield Matching(
                project=item.removeprefix(PROJECT),
                source=source,
                reference=reference,
                score=score,
                status=status,
                since=institution_day(since),
            )


def standings(session: Session, plan_id: str) -> list[Standing]:
    """The applications of each project that has any."""
    row = ApplicationRow
    sent, won = (func.sum(case((row.stage.in_(some), 1), else_=0)) for some in (SENT, WON))
    counted = select(row.project, func.count(), sent, won, func.max(row.submitted_on)).where(row.plan == plan_id)
    money = _granted(session, plan_id)
    return [
        Standing(
            project=project,
            begun=begun,
            submitted=submitted,
            granted=granted,
            money=money[project],
            last_submitted=last,
        )
        for project, begun, submitted, granted, last in session.execute(counted.group_by(row.project))
    ]


def last_told(session: Session, plan_id: str) -> dict[str, date]:
    """When somebody was last told of a new match of each project."""
    query = select(ToldRow.item, func.max(ToldRow.told_at)).where(
        ToldRow.plan == plan_id, ToldRow.reason == Reason.NEW, ToldRow.item.startswith(PROJECT)
    )
    return {
        item.removeprefix(PROJECT): institution_day(at) for item, at in session.execute(query.group_by(ToldRow.item))
    }


def _granted(session: Session, plan_id: str) -> dict[str, tuple[Money, ...]]:
    """What was granted to each project. SQLite knows no exact decimals, so they are added up here."""
    row = ApplicationRow
    query = select(row.project, row.granted_currency, row.granted_amount).where(row.plan == plan_id, row.stage.in_(WON))
    added: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for project, currency, amount in session.execute(query):
        if currency is not None and amount is not None:
            added[project][currency] += amount
    found = {
        project: tuple(Money(amount, currency) for currency, amount in sorted(each.items()))
        for project, each in added.items()
    }
    return defaultdict(tuple, found)

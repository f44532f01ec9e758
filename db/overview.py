"""What the owner of a project sees first: how many matches, how many of them are new, which deadline comes next."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from db.call_rows import CallRow, DeadlineRow, VersionRow
from db.matches import MatchRow
from db.thresholds import reached
from domain.call import Status
from domain.deadlines import Deadline


@dataclass(frozen=True, slots=True)
class Counts:
    """The matches of one plan item that reach the threshold."""

    matches: int = 0
    new: int = 0
    """Of these, since the moment that was asked for."""
    forthcoming: int = 0
    """Of these, announced and not open yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ahead:
    """A deadline that a match of a plan item names."""

    item: str
    source: str
    reference: str
    title: str
    language: str
    """Of the title."""
    deadline: Deadline


def known_calls(session: Session) -> int:
    """How many calls are known, all statuses and kinds, each once."""
    return session.scalar(select(func.count()).select_from(CallRow).where(CallRow.merged_into.is_(None))) or 0


def counts(session: Session, plan_id: str, *, threshold: float, since: datetime) -> dict[str, Counts]:
    """How many matches each plan item has, by its key; an item without any is left out.

    ``threshold`` is that of items which have none of their own.
    """
    new = func.sum(case((MatchRow.since >= since, 1), else_=0))
    forthcoming = func.sum(case((VersionRow.word == Status.FORTHCOMING, 1), else_=0))
    query = (
        select(MatchRow.item, func.count(), new, forthcoming)
        .join(CallRow, (CallRow.source == MatchRow.source) & (CallRow.reference == MatchRow.reference))
        .join(VersionRow, (VersionRow.call_id == CallRow.id) & (VersionRow.number == CallRow.version))
        .where(MatchRow.plan == plan_id, reached(threshold))
    )
    return {item: Counts(*numbers) for item, *numbers in session.execute(query.group_by(MatchRow.item))}


def ahead(session: Session, plan_id: str, *, threshold: float, now: datetime) -> list[Ahead]:
    """The deadlines ahead of every plan item's matches, one a call and item, the next first."""
    query = (
        select(
            MatchRow.item,
            CallRow.source,
            CallRow.reference,
            VersionRow.title,
            VersionRow.language,
            DeadlineRow.on,
            DeadlineRow.at,
            DeadlineRow.zone,
            DeadlineRow.kind,
        )
        .join(CallRow, (CallRow.source == MatchRow.source) & (CallRow.reference == MatchRow.reference))
        .join(VersionRow, (VersionRow.call_id == CallRow.id) & (VersionRow.number == CallRow.version))
        .join(DeadlineRow, DeadlineRow.version_id == VersionRow.id)
        .where(MatchRow.plan == plan_id, reached(threshold), DeadlineRow.on >= _yesterday(now))
    )
    found: dict[tuple[str, str, str], Ahead] = {}
    for item, source, reference, title, language, on, at, zone, kind in session.execute(query):
        deadline = Deadline(on, at, zone, kind)
        known = found.get((item, source, reference))
        if not deadline.passed(now) and (known is None or deadline.instant < known.deadline.instant):
            found[item, source, reference] = Ahead(
                item=item, source=source, reference=reference, title=title, language=language, deadline=deadline
            )
    return sorted(found.values(), key=lambda each: (each.deadline.on, each.title, each.reference))


def _yesterday(now: datetime) -> date:
    # Somewhere it is still yesterday.
    return now.date() - timedelta(days=1)

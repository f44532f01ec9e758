"""The board of applications: how many stand where, and the most pressing of each column, in a few queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.orm import Session

from db.application_rows import ApplicationRow, AssigneeRow
from db.call_rows import CallRow, DeadlineRow, VersionRow
from db.internal_deadlines import InternalDeadlineRow
from domain.application import UNSENT, Stage
from domain.deadlines import Deadline, Deadlines

ITS_CALL = and_(CallRow.source == ApplicationRow.source, CallRow.reference == ApplicationRow.reference)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which applications of a plan stand on the board."""

    plan: str
    project: str | None = None
    person: str | None = None
    """Who works on them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What the board shows of an application."""

    id: int
    title: str
    project: str
    programme: str | None
    stage: Stage
    due: date | None
    """The next of its own deadlines that is not done."""
    deadlines: Deadlines
    """The funder's, as the call is now."""
    assignees: tuple[str, ...]
    call: tuple[str, str] | None
    """Source and reference, where the call has a newer version than was seen."""
    call_version: int | None
    """The version that was seen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """The applications at some stages."""

    count: int
    cards: tuple[Card, ...]
    """The first of them: of what is in our own hands what is due first, then the newest."""


@dataclass(slots=True)
class _Shown:
    """What belongs to the cards that are shown, by the application's id."""

    due: dict[int, date] = field(default_factory=dict)
    deadlines: dict[int, list[Deadline]] = field(default_factory=lambda: defaultdict(list))
    rolling: dict[int, bool] = field(default_factory=dict)
    assignees: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))


def columns(session: Session, wanted: Wanted, stages: Iterable[Sequence[Stage]], *, most: int) -> list[Column]:
    """A column for each group of stages, with at most so many cards."""
    counts = _counts(session, wanted)
    groups = list(stages)
    found = [session.execute(_cards(wanted, each, most)).all() for each in groups]
    shown = _shown(session, [row.id for rows in found for row in rows])
    return [
        Column(
            count=sum(counts.get(each, 0) for each in group),
            cards=tuple(
                Card(
                    id=row.id,
                    title=row.title,
                    project=row.project,
                    programme=row.programme,
                    stage=row.stage,
                    due=shown.due.get(row.id),
                    deadlines=Deadlines(tuple(shown.deadlines[row.id]), rolling=shown.rolling.get(row.id, False)),
                    assignees=tuple(shown.assignees[row.id]),
                    call=(row.source, row.reference) if (row.call_version or 0) < (row.version or 0) else None,
                    call_version=row.call_version,
                )
                for row in rows
            ),
        )
        for group, rows in zip(groups, found, strict=True)
    ]


def _counts(session: Session, wanted: Wanted) -> Mapping[Stage, int]:
    query = select(ApplicationRow.stage, func.count()).where(*_ours(wanted)).group_by(ApplicationRow.stage)
    return {stage: count for stage, count in session.execute(query)}  # noqa: C416 - rows, not pairs


def _cards(wanted: Wanted, stages: Sequence[Stage], most: int) -> Select[*tuple[Any, ...]]:
    query = select(
        ApplicationRow.id,
        ApplicationRow.title,
        ApplicationRow.project,
        ApplicationRow.programme,
        ApplicationRow.stage,
        ApplicationRow.source,
        ApplicationRow.reference,
        ApplicationRow.call_version,
        CallRow.version,
    ).outerjoin(CallRow, ITS_CALL)
    query = query.where(*_ours(wanted), ApplicationRow.stage.in_(stages))
    if set(stages) <= {*UNSENT}:
        of_it = (InternalDeadlineRow.application_id == ApplicationRow.id) & InternalDeadlineRow.done_on.is_(None)
        due = select(func.min(InternalDeadlineRow.on)).where(of_it).scalar_subquery()
        query = query.order_by(due.is_(None), due)
    return query.order_by(ApplicationRow.id.desc()).limit(most)


def _ours(wanted: Wanted) -> list[ColumnElement[bool]]:
    conditions = [ApplicationRow.plan == wanted.plan]
    if wanted.project is not None:
        conditions.append(ApplicationRow.project == wanted.project)
    if wanted.person is not None:
        theirs = (AssigneeRow.application_id == ApplicationRow.id) & (AssigneeRow.person == wanted.person)
        conditions.append(exists().where(theirs))
    return conditions


def _shown(session: Session, ids: Sequence[int]) -> _Shown:
    found = _Shown()
    moment = (DeadlineRow.on, DeadlineRow.at, DeadlineRow.zone, DeadlineRow.kind)
    query = (
        select(ApplicationRow.id, VersionRow.rolling, *moment)
        .join(CallRow, ITS_CALL)
        .join(VersionRow, (VersionRow.call_id == CallRow.id) & (VersionRow.number == CallRow.version))
        .outerjoin(DeadlineRow, DeadlineRow.version_id == VersionRow.id)
        .where(ApplicationRow.id.in_(ids))
    )
    for id, rolling, on, at, zone, kind in session.execute(query):
        found.rolling[id] = rolling
        if on is not None:
            found.deadlines[id].append(Deadline(on, at, zone, kind))
    open_ones = (InternalDeadlineRow.application_id.in_(ids), InternalDeadlineRow.done_on.is_(None))
    days = select(InternalDeadlineRow.application_id, func.min(InternalDeadlineRow.on)).where(*open_ones)
    for id, due in session.execute(days.group_by(InternalDeadlineRow.application_id)):
        found.due[id] = due
    people = select(AssigneeRow.application_id, AssigneeRow.person).where(AssigneeRow.application_id.in_(ids))
    for id, person in session.execute(people.order_by(AssigneeRow.position)):
        found.assignees[id].append(person)
    return found

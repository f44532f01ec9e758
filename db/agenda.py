"""What somebody, or a project, has in the calendar: the calls and the internal deadlines."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from db import votes
from db.application_rows import ApplicationRow, EventRow
from db.call_ids import CallKey, rows_of
from db.call_rows import CallRow, DeadlineRow, VersionRow, deadlines_of
from db.chunks import chunks
from db.internal_deadlines import FIELD, InternalDeadlineRow
from db.told import ToldRow
from domain.application import UNDER_WAY
from domain.call import Status
from domain.deadlines import Deadlines
from domain.internal_deadline import Step
from domain.vote import Key, Vote, Word, last_words

SAID = ("number", "recorded_at", "word", "title", "identifier", "programme", "url", "rolling")
"""What is read of each version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What one version of a call says of its deadlines, and how it is called."""

    number: int
    recorded_at: datetime
    word: Status
    deadlines: Deadlines
    title: str
    identifier: str
    programme: str | None
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """An internal deadline of an application that is under way."""

    id: int
    application: int
    title: str
    step: Step
    on: date
    label: str
    changes: int
    """How often internal deadlines of this application have been changed."""
    changed_at: datetime


def calls_of(
    session: Session, plan_id: str, projects: Collection[str], *, told_to: str | None, since: date
) -> dict[CallKey, list[Version]]:
    """The calls that are followed for some projects and that may have a deadline from ``since`` on, by their versions.

    Followed is what was voted relevant or is applied for, and what a person was told of; not what was turned down.
    """
    items = [f"project:{each}" for each in projects]
    standing = _standing(session, plan_id, items)
    keys = {key[1:] for key, each in standing.items() if each.word is Word.RELEVANT}
    keys |= _applied_for(session, plan_id, projects)
    if told_to is not None:
        keys |= {key[1:] for key in _told(session, plan_id, told_to, items) if not _turned_down(standing.get(key))}
    return _versions(session, keys, since=since)


def _standing(session: Session, plan_id: str, items: Collection[str]) -> Mapping[Key, Vote]:
    return last_words(each for item in items for each in votes.of_item(session, plan_id, item))


def _turned_down(vote: Vote | None) -> bool:
    return vote is not None and vote.dismisses


def _applied_for(session: Session, plan_id: str, projects: Collection[str]) -> set[CallKey]:
    query = select(ApplicationRow.source, ApplicationRow.reference).where(
        ApplicationRow.plan == plan_id, ApplicationRow.project.in_(projects), ApplicationRow.stage.in_(UNDER_WAY)
    )
    return {(source, reference) for source, reference in session.execute(query.distinct()) if source and reference}


def _told(session: Session, plan_id: str, person: str, items: Collection[str]) -> set[Key]:
    query = select(ToldRow.item, ToldRow.source, ToldRow.reference).where(
        ToldRow.plan == plan_id, ToldRow.person == person, ToldRow.item.in_(items)
    )
    return {(item, source, reference) for item, source, reference in session.execute(query.distinct())}


def _versions(session: Session, keys: Iterable[CallKey], *, since: date) -> dict[CallKey, list[Version]]:
    """All versions of the calls of which any version names a day from ``since`` on; each once where they are merged."""
    found: dict[CallKey, list[Version]] = defaultdict(list)
    for some in chunks(sorted(_ahead(session, _standing_for(session, keys), since=since))):
        query = (
            select(CallRow.source, CallRow.reference, VersionRow.id, *(getattr(VersionRow, each) for each in SAID))
            .join(VersionRow, VersionRow.call_id == CallRow.id)
            .where(CallRow.id.in_(some))
            .order_by(CallRow.source, CallRow.reference, VersionRow.number)
        )
        rows = session.execute(query).mappings().all()
        dates = deadlines_of(session, [row["id"] for row in rows])
        for row in rows:
            said = {each: row[each] for each in SAID if each != "rolling"}
            deadlines = Deadlines(tuple(dates[row["id"]]), rolling=row["rolling"])
            found[row["source"], row["reference"]].append(Version(deadlines=deadlines, **said))
    return dict(found)


def _standing_for(session: Session, keys: Iterable[CallKey]) -> set[int]:
    """The ids of the calls that stand for these: themselves, or those they were merged into."""
    found, merged = set[int](), set[CallKey]()
    for id, _, _, merged_into in rows_of(session, keys):
        if merged_into is None:
            found.add(id)
        else:
            source, _, reference = merged_into.partition("/")
            merged.add((source, reference))
    return found | {id for id, *_ in rows_of(session, merged)}


def _ahead(session: Session, ids: Collection[int], *, since: date) -> set[int]:
    found: set[int] = set()
    for some in chunks(sorted(ids)):
        query = select(VersionRow.call_id).join(DeadlineRow, DeadlineRow.version_id == VersionRow.id)
        found |= {*session.scalars(query.where(VersionRow.call_id.in_(some), DeadlineRow.on >= since).distinct())}
    return found


def due(session: Session, plan_id: str, projects: Collection[str], *, since: date) -> list[Due]:
    """The internal deadlines from ``since`` on that are not done, of the applications of some projects, in order."""
    mine = (ApplicationRow.plan == plan_id, ApplicationRow.project.in_(projects), ApplicationRow.stage.in_(UNDER_WAY))
    query = (
        select(
            InternalDeadlineRow.id,
            ApplicationRow.id.label("application"),
            ApplicationRow.title,
            InternalDeadlineRow.step,
            InternalDeadlineRow.on,
            InternalDeadlineRow.label,
        )
        .join(ApplicationRow, ApplicationRow.id == InternalDeadlineRow.application_id)
        .where(*mine, InternalDeadlineRow.on >= since, InternalDeadlineRow.done_on.is_(None))
        .order_by(InternalDeadlineRow.on, InternalDeadlineRow.id)
    )
    rows = session.execute(query).mappings().all()
    changes = _changes(session, {row["application"] for row in rows})
    found = []
    for row in rows:
        count, at = changes[row["application"]]
        found.append(Due(**row, changes=count, changed_at=at))
    return found


def _changes(session: Session, applications: Collection[int]) -> Mapping[int, tuple[int, datetime]]:
    found: dict[int, tuple[int, datetime]] = {}
    for some in chunks(sorted(applications)):
        query = (
            select(EventRow.application_id, func.count(), func.max(EventRow.at))
            .where(EventRow.application_id.in_(some), EventRow.field == FIELD)
            .group_by(EventRow.application_id)
        )
        found |= {id: (count, at) for id, count, at in session.execute(query)}
    return found

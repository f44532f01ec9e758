"""Applications and every change of them: who changed what, when, from what to what."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from db.application_rows import ApplicationRow, AssigneeRow, EventRow, application, columns, note
from db.call_rows import CallRow
from db.chunks import chunks
from db.errors import NotStored
from domain.application import Application, Event


@dataclass(frozen=True, slots=True)
class Stored:
    """An application and its number."""

    id: int
    application: Application


def add(session: Session, wanted: Application, *, who: str, now: datetime) -> Stored:
    """Begin an application; whoever begins it has seen the call as it is now."""
    if wanted.call_version is None and wanted.source is not None:
        its = (CallRow.source == wanted.source) & (CallRow.reference == wanted.reference)
        wanted = replace(wanted, call_version=session.scalar(select(CallRow.version).where(its)))
    row = ApplicationRow(**columns(wanted))
    session.add(row)
    session.flush()
    _assign(session, row.id, wanted.assignees)
    note(session, row.id, "created", None, wanted.stage.value, who=who, now=now)
    session.flush()
    return Stored(row.id, wanted)


def change(session: Session, id: int, wanted: Application, *, who: str, now: datetime) -> list[Event]:
    """Let an application be as it is given, and return what that changed; nothing is noted where nothing did.

    Raises :class:`NotStored` for a number that there is not.
    """
    row = session.get(ApplicationRow, id)
    if row is None:
        raise NotStored(f"there is no application {id}")
    old = application(row, _assignees(session, [id])[id])
    for name, value in columns(wanted).items():
        setattr(row, name, value)
    if old.assignees != wanted.assignees:
        session.execute(delete(AssigneeRow).where(AssigneeRow.application_id == id))
        _assign(session, id, wanted.assignees)
    changed = [each.name for each in fields(Application) if getattr(old, each.name) != getattr(wanted, each.name)]
    noted = [note(session, id, name, getattr(old, name), getattr(wanted, name), who=who, now=now) for name in changed]
    session.flush()
    return noted


def get(session: Session, id: int) -> Stored | None:
    """The application of this number, if there is one."""
    row = session.get(ApplicationRow, id)
    return None if row is None else Stored(id, application(row, _assignees(session, [id])[id]))


def of_plan(session: Session, plan_id: str) -> list[Stored]:
    """Every application of a plan, the newest first."""
    rows = session.scalars(
        select(ApplicationRow).where(ApplicationRow.plan == plan_id).order_by(ApplicationRow.id.desc())
    ).all()
    return list(_read(session, rows))


def of_call(session: Session, source: str, reference: str) -> list[Stored]:
    """Every application to a call, the oldest first."""
    ours = (ApplicationRow.source == source, ApplicationRow.reference == reference)
    return list(_read(session, session.scalars(select(ApplicationRow).where(*ours).order_by(ApplicationRow.id)).all()))


def history(session: Session, id: int) -> list[Event]:
    """Every change of an application, in order."""
    return histories(session, [id])[id]


def histories(session: Session, ids: Sequence[int]) -> dict[int, list[Event]]:
    """Every change of each of these applications, in order."""
    found: dict[int, list[Event]] = {id: [] for id in ids}
    for some in chunks(ids):
        for row in session.scalars(select(EventRow).where(EventRow.application_id.in_(some)).order_by(EventRow.id)):
            event = Event(at=row.at, who=row.who, field=row.field, old=row.old, new=row.new)
            found[row.application_id].append(event)
    return found


def _read(session: Session, rows: Sequence[ApplicationRow]) -> Iterator[Stored]:
    working = _assignees(session, [row.id for row in rows])
    return (Stored(row.id, application(row, working[row.id])) for row in rows)


def _assign(session: Session, id: int, people: Sequence[str]) -> None:
    session.add_all(AssigneeRow(application_id=id, person=each, position=at) for at, each in enumerate(people))


def _assignees(session: Session, ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for some in chunks(ids):
        query = select(AssigneeRow.application_id, AssigneeRow.person).where(AssigneeRow.application_id.in_(some))
        for id, person in session.execute(query.order_by(AssigneeRow.application_id, AssigneeRow.position)):
            found[id].append(person)
    return found

"""What the database holds of one person: to be handed to them, and to be erased."""

import re
from collections.abc import Sequence
from datetime import date, datetime
from secrets import token_hex
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from db import audit, people
from db.application_rows import ASSIGNEES, AssigneeRow, EventRow
from db.audit import AuditRow
from db.checklist import ChecklistRow
from db.doors import MAIL, LinkRow, SessionRow
from db.errors import StillNamed
from db.import_files import ImportFileRow
from db.offered import OfferedRow, WeighedRow
from db.outbox import OutboxRow
from db.ownership import FollowRow, HandOverRow, StandInRow
from db.people import PersonRow
from db.plans import PlanRow
from db.plans import current as current_plans
from db.prompts import PromptRow
from db.rows import Row
from db.saved_searches import SavedSearchRow
from db.suppressed import SuppressedRow
from db.tokens import TokenRow
from db.told import ToldRow
from db.verdicts import OverrideRow
from db.votes import VoteResetRow, VoteRow

THEIRS: Sequence[tuple[type[Row], str]] = (
    (AssigneeRow, "person"),
    (SavedSearchRow, "person"),
    (FollowRow, "person"),
    (HandOverRow, "to"),
    (ImportFileRow, "person"),
    (LinkRow, "person"),
    (OfferedRow, "person"),
    (SessionRow, "person"),
    (StandInRow, "by"),
    (StandInRow, "person"),
    (TokenRow, "person"),
    (WeighedRow, "person"),
    (PersonRow, "id"),
)
"""Rows that are about a person alone, in the order in which they can be deleted, and the column that names them."""

SIGNED: Sequence[tuple[type[Row], str]] = (
    (AuditRow, "who"),
    (OutboxRow, "person"),
    (PromptRow, "person"),
    (ToldRow, "person"),
    (VoteRow, "person"),
    (VoteResetRow, "person"),
    (EventRow, "who"),
    (ChecklistRow, "done_by"),
    (OverrideRow, "by"),
)
"""Rows that others need too: who it was becomes a name that says nothing."""

LINKS = re.compile(r"/(?:act|unsubscribe)/[\w./-]+")
"""In messages: they act for the person without a sign-in."""
SECRET = ("token_hash", "csrf", "html", "content")
"""Columns that are not handed out: they open doors, repeat the text, or hold what is not about the person."""


def export(session: Session, id: str) -> dict[str, list[dict[str, Any]]]:
    """Everything that names a person, by table, as plain values; raise :class:`NotStored` for an unknown id."""
    member = people.known(session, id)
    found: dict[str, list[dict[str, Any]]] = {}
    named: list[tuple[type[Row], str, str]] = [(row_class, column, id) for row_class, column in (*THEIRS, *SIGNED)]
    named.append((SuppressedRow, "address", people.folded(member.email)))
    for row_class, column, value in named:
        table = row_class.__table__
        query = select(*table.columns).where(table.c[column] == value)
        rows = [
            {str(name): _plain(kept) for name, kept in row.items() if name not in SECRET}
            for row in session.execute(query).mappings()
        ]
        found.setdefault(row_class.__tablename__, []).extend(rows)
    return found | {OutboxRow.__tablename__: [_without_link(row) for row in found[OutboxRow.__tablename__]]}


def _without_link(message: dict[str, Any]) -> dict[str, Any]:
    """Whoever hands the data out must not be able to sign in, or to act, as the person."""
    return message | {"text": "" if message["kind"] == MAIL else LINKS.sub("/…", message["text"])}


def erase(session: Session, id: str, *, by: str, now: datetime) -> None:
    """Erase a person; what others need is kept under a name that says nothing. Raise :class:`StillNamed`."""
    member = people.known(session, id)
    if (title := named_by(session, id)) is not None:
        raise StillNamed(
            f"{title} still names {member.name}: give their projects to somebody else in the plan's file, take them "
            "out of it, import it, and erase them then. Until then they can be offboarded."
        )
    nobody = f"erased-{token_hex(4)}"
    _forget_what_they_did(session, id, nobody)
    for row_class, column in THEIRS:
        session.execute(delete(row_class).where(row_class.__table__.c[column] == id))
    session.execute(delete(SuppressedRow).where(SuppressedRow.address == people.folded(member.email)))
    for plan in session.scalars(select(PlanRow)):
        _forget_in(plan, id, nobody)
    audit.note(session, who=nobody if by == id else by, what="erase person", object=f"person:{nobody}", now=now)


def named_by(session: Session, id: str) -> str | None:
    """The title of a current plan that names a person: as long as it does they cannot be erased."""
    naming = (plan.name() for plan in current_plans(session) if id in {each.id for each in plan.people})
    return next(naming, None)


def _forget_what_they_did(session: Session, id: str, nobody: str) -> None:
    about = AuditRow.object == f"person:{id}"
    session.execute(update(AuditRow).where(about).values(object=f"person:{nobody}", old=None, new=None))
    for row in session.scalars(select(AuditRow)):
        row.old, row.new = _without(row.old, id, nobody), _without(row.new, id, nobody)
    session.execute(update(OutboxRow).where(OutboxRow.person == id).values(subject="", text="", html=""))
    session.execute(update(VoteRow).where(VoteRow.person == id).values(note=""))
    for event in session.scalars(select(EventRow).where(EventRow.field == ASSIGNEES)):
        event.old, event.new = _renamed(event.old, id, nobody), _renamed(event.new, id, nobody)
    for row_class, column in SIGNED:
        named = row_class.__table__.c[column] == id
        session.execute(update(row_class).where(named).values({column: nobody}))


def _without(values: dict[str, Any] | None, id: str, nobody: str) -> dict[str, Any] | None:
    return values and {
        name: _renamed(value, id, nobody) if name == ASSIGNEES else nobody if value == id else value
        for name, value in values.items()
    }


def _renamed(value: Any, id: str, nobody: str) -> Any:  # noqa: ANN401 - a list of ids, or the same as JSON
    """The people who work on an application, as the history and the log keep them, with one of them renamed."""
    if isinstance(value, list):
        return [nobody if each == id else each for each in value]
    return value and value.replace(f'"{id}"', f'"{nobody}"')


def _forget_in(plan: PlanRow, id: str, nobody: str) -> None:
    """Earlier versions of a plan are history, but not of people who asked to be forgotten."""
    named = {"id": id, "name": nobody, "email": "erased@example.invalid"}
    people_then = [each | named if each["id"] == id else each for each in plan.document["people"]]
    if people_then != plan.document["people"]:
        plan.document = plan.document | {"people": people_then}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value

"""One application as the pages work with it: found, and changed with a line in the log."""

from datetime import datetime
from typing import Annotated

from fastapi import Path
from sqlalchemy.orm import Session

from db import applications, audit, calls, plans
from db.applications import Stored
from db.calls import StoredCall
from domain.application import Application
from domain.plan import Plan
from web.errors import NotThere
from web.visitor import Visitor

Number = Annotated[int, Path(ge=1, le=999_999_999)]


def known(session: Session, visitor: Visitor, number: int) -> tuple[Stored, Plan]:
    """The application of that number and its plan; raise :class:`NotThere` where it is of none of the visitor's."""
    stored = applications.get(session, number)
    plan = plans.get(session, visitor.known.plan)
    if stored is None or plan is None or stored.application.plan != plan.id:
        raise NotThere
    return stored, plan


def change(session: Session, stored: Stored, wanted: Application, *, who: str, now: datetime) -> None:
    """Let an application be as it is wanted; its history and the log say what that changed."""
    events = applications.change(session, stored.id, wanted, who=who, now=now)
    if events:
        old = {each.field: each.old for each in events}
        new = {each.field: each.new for each in events}
        object = f"application:{stored.id}"
        audit.note(session, who=who, what="change application", object=object, old=old, new=new, now=now)


def call_of(session: Session, application: Application) -> StoredCall | None:
    """The call it is of; ``None`` for one that convoca has never read."""
    if application.source is None or application.reference is None:
        return None
    return calls.one(session, application.source, application.reference)

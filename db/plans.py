"""Plans: every version that was imported, each as one document."""

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Select, func, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db import wire
from db.lock import one_at_a_time
from db.rows import Row
from domain.plan import Plan, PlanVersion

PLAN = TypeAdapter(Plan)


class PlanRow(Row):
    """A plan as it stood after an import; never changed afterwards."""

    __tablename__ = "plans"

    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    imported_at: Mapped[datetime]
    fingerprint: Mapped[str]
    """By :func:`db.wire.fingerprint`."""
    document: Mapped[dict[str, Any]]


def save(session: Session, plan: Plan, *, now: datetime) -> PlanVersion:
    """Keep the plan as a new version, unless it is the current one already."""
    hold(session, plan.id)
    document = PLAN.dump_python(plan, mode="json")
    fingerprint = wire.fingerprint(document)
    current = session.execute(_current().where(PlanRow.id == plan.id)).scalar_one_or_none()
    if current is not None and current.fingerprint == fingerprint:
        return PlanVersion(plan, current.number, changed=False)
    number = 1 if current is None else current.number + 1
    session.add(PlanRow(id=plan.id, number=number, imported_at=now, fingerprint=fingerprint, document=document))
    session.flush()
    return PlanVersion(plan, number)


def hold(session: Session, plan_id: str) -> None:
    """Let nobody else save the plan until this transaction ends: for who reads it to save it changed."""
    one_at_a_time(session.connection(), f"save plan {plan_id}")


def current(session: Session) -> list[Plan]:
    """The current version of each plan, by id."""
    return [PLAN.validate_python(row.document) for row in session.scalars(_current())]


def get(session: Session, plan_id: str) -> Plan | None:
    """The current version of one plan, if it has been imported."""
    row = session.scalar(_current().where(PlanRow.id == plan_id))
    return None if row is None else PLAN.validate_python(row.document)


def versions(session: Session, plan_id: str) -> list[PlanVersion]:
    """All versions of a plan, the oldest first; none where it was never imported."""
    rows = session.scalars(select(PlanRow).where(PlanRow.id == plan_id).order_by(PlanRow.number))
    return [PlanVersion(PLAN.validate_python(row.document), row.number) for row in rows]


def _current() -> Select[PlanRow]:
    last = select(PlanRow.id, func.max(PlanRow.number).label("number")).group_by(PlanRow.id).subquery()
    at = (PlanRow.id == last.c.id) & (PlanRow.number == last.c.number)
    return select(PlanRow).join(last, at).order_by(PlanRow.id)

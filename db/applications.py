"""Applications and every change of them: who changed what, when, from what to what."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.columns import Word
from db.errors import NotStored
from db.rows import Row
from domain.application import Application, Event, Part, Stage
from domain.money import Money

MONEY = ("requested", "granted", "total")


class ApplicationRow(Row):
    """An application as it stands."""

    __tablename__ = "applications"
    __table_args__ = (ForeignKeyConstraint(["source", "reference"], ["calls.source", "calls.reference"]),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str] = mapped_column(index=True)
    project: Mapped[str]
    title: Mapped[str]
    programme: Mapped[str | None]
    source: Mapped[str | None]
    reference: Mapped[str | None]
    part: Mapped[Part] = mapped_column(Word(Part))
    stage: Mapped[Stage] = mapped_column(Word(Stage))
    requested_amount: Mapped[Decimal | None]
    requested_currency: Mapped[str | None]
    granted_amount: Mapped[Decimal | None]
    granted_currency: Mapped[str | None]
    total_amount: Mapped[Decimal | None]
    total_currency: Mapped[str | None]
    submitted_on: Mapped[date | None]
    decided_on: Mapped[date | None]
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    notes: Mapped[str]


class EventRow(Row):
    """A change of an application."""

    __tablename__ = "application_events"

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), index=True)
    at: Mapped[datetime]
    who: Mapped[str]
    field: Mapped[str]
    old: Mapped[str | None]
    new: Mapped[str | None]


@dataclass(frozen=True, slots=True)
class Stored:
    """An application and its number."""

    id: int
    application: Application


def add(session: Session, application: Application, *, who: str, now: datetime) -> Stored:
    """Begin an application."""
    row = ApplicationRow(**_columns(application))
    session.add(row)
    session.flush()
    _note(session, row.id, "created", None, application.stage.value, who=who, now=now)
    return Stored(row.id, application)


def change(session: Session, id: int, application: Application, *, who: str, now: datetime) -> list[Event]:
    """Let an application be as it is given, and return what that changed; nothing is noted where nothing did.

    Raises :class:`NotStored` for a number that there is not.
    """
    row = session.get(ApplicationRow, id)
    if row is None:
        raise NotStored(f"there is no application {id}")
    old = _application(row)
    for name, value in _columns(application).items():
        setattr(row, name, value)
    changed = [each.name for each in fields(Application) if getattr(old, each.name) != getattr(application, each.name)]
    noted = [
        _note(session, id, name, _said(getattr(old, name)), _said(getattr(application, name)), who=who, now=now)
        for name in changed
    ]
    session.flush()
    return noted


def get(session: Session, id: int) -> Stored | None:
    """The application of this number, if there is one."""
    row = session.get(ApplicationRow, id)
    return None if row is None else Stored(id, _application(row))


def of_plan(session: Session, plan_id: str) -> list[Stored]:
    """Every application of a plan, the newest first."""
    rows = session.scalars(
        select(ApplicationRow).where(ApplicationRow.plan == plan_id).order_by(ApplicationRow.id.desc())
    )
    return [Stored(row.id, _application(row)) for row in rows]


def history(session: Session, id: int) -> list[Event]:
    """Every change of an application, in order."""
    rows = session.scalars(select(EventRow).where(EventRow.application_id == id).order_by(EventRow.id))
    return [Event(at=row.at, who=row.who, field=row.field, old=row.old, new=row.new) for row in rows]


def _note(session: Session, id: int, field: str, old: str | None, new: str | None, *, who: str, now: datetime) -> Event:
    session.add(EventRow(application_id=id, at=now, who=who, field=field, old=old, new=new))
    return Event(at=now, who=who, field=field, old=old, new=new)


def _columns(application: Application) -> Mapping[str, Any]:
    values = {each.name: getattr(application, each.name) for each in fields(Application)}
    for name in MONEY:
        money = values.pop(name)
        values |= {f"{name}_amount": money and money.amount, f"{name}_currency": money and money.currency}
    return values


def _application(row: ApplicationRow) -> Application:
    values = {each.name: getattr(row, each.name) for each in fields(Application) if each.name not in MONEY}
    return Application(**values | {name: _money(row, name) for name in MONEY})


def _money(row: ApplicationRow, name: str) -> Money | None:
    amount = getattr(row, f"{name}_amount")
    return None if amount is None else Money(amount, getattr(row, f"{name}_currency"))


def _said(value: object) -> str | None:
    """A value as the history keeps it: dates as ISO 8601 has them, money as amount and currency."""
    match value:
        case None:
            return None
        case Money():
            return f"{value.amount} {value.currency}"
        case _:
            return str(value)

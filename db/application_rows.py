"""The tables of applications, and the way between a row and an :class:`~domain.application.Application`."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.columns import Word
from db.rows import Row
from db.wire import plain
from domain.application import Application, Event, Link, Part, Partner, Stage
from domain.leaving import Leaving
from domain.money import Money

MONEY = ("requested", "granted", "total")
LISTS = ("municipalities", "partners", "links")
"""Kept as JSON: nothing is searched by them."""
ASSIGNEES = "assignees"
"""Kept in a table of their own: people are searched by, and can be erased."""


class ApplicationRow(Row):
    """An application as it stands."""

    __tablename__ = "applications"
    __table_args__ = (
        ForeignKeyConstraint(["source", "reference"], ["calls.source", "calls.reference"]),
        Index(None, "plan", "stage"),
    )

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
    area: Mapped[str | None]
    municipalities: Mapped[list[Any]]
    partners: Mapped[list[Any]]
    rate: Mapped[Decimal | None]
    score: Mapped[Decimal | None]
    score_threshold: Mapped[Decimal | None]
    left_because: Mapped[Leaving | None] = mapped_column(Word(Leaving))
    links: Mapped[list[Any]]
    call_version: Mapped[int | None]
    notes: Mapped[str]


class AssigneeRow(Row):
    """Somebody works on an application."""

    __tablename__ = "application_assignees"

    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"), primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True, index=True)
    position: Mapped[int]


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


def note(session: Session, id: int, field: str, old: object, new: object, *, who: str, now: datetime) -> Event:
    """Add a change to the history of an application."""
    event = Event(at=now, who=who, field=field, old=said(old), new=said(new))
    session.add(EventRow(application_id=id, at=now, who=who, field=field, old=event.old, new=event.new))
    return event


def said(value: object) -> str | None:
    """A value as the history keeps it: days as ISO 8601 has them, money as amount and currency, the rest as JSON."""
    match value:
        case None | ():
            return None
        case Money():
            return f"{value.amount} {value.currency}"
        case str() | date() | Decimal() | int():
            return str(value)
        case _:
            return json.dumps(plain(value), ensure_ascii=False)


def columns(application: Application) -> Mapping[str, Any]:
    """The columns of a row, for everything but the assignees."""
    values = {each.name: getattr(application, each.name) for each in fields(Application) if each.name != ASSIGNEES}
    for name in MONEY:
        money = values.pop(name)
        values |= {f"{name}_amount": money and money.amount, f"{name}_currency": money and money.currency}
    return values | {name: plain(values[name]) for name in LISTS}


def application(row: ApplicationRow, assignees: Sequence[str]) -> Application:
    """What a row and the people who work on it say."""
    apart = (*MONEY, *LISTS, ASSIGNEES)
    values = {each.name: getattr(row, each.name) for each in fields(Application) if each.name not in apart}
    return Application(
        **values | {name: _money(row, name) for name in MONEY},
        municipalities=tuple(row.municipalities),
        partners=tuple(Partner(**each) for each in row.partners),
        links=tuple(Link(**each) for each in row.links),
        assignees=tuple(assignees),
    )


def _money(row: ApplicationRow, name: str) -> Money | None:
    amount = getattr(row, f"{name}_amount")
    return None if amount is None else Money(amount, getattr(row, f"{name}_currency"))

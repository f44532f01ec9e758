"""A call in its tables: the head that is found, the versions that are kept, their deadlines and their parts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.chunks import chunks
from db.columns import Word
from db.rows import Row
from domain.call import Call, Kind, Part, PartKind, Status
from domain.deadlines import Deadline, DeadlineKind, Deadlines
from domain.money import Budget, Money

SCALARS = (
    "identifier",
    "kind",
    "title",
    "url",
    "word",
    "opens_on",
    "published_on",
    "programme",
    "group",
    "group_title",
    "type_of_action",
    "language",
    "portal_type",
)
"""The fields of a call that are a column of the same name."""

AMOUNTS = ("total", "grant_min", "grant_max")


class CallRow(Row):
    """A call, whichever version it is at."""

    __tablename__ = "calls"
    __table_args__ = (UniqueConstraint("source", "reference"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    reference: Mapped[str]
    folded_reference: Mapped[str] = mapped_column(index=True)
    folded_identifier: Mapped[str] = mapped_column(index=True)
    """Of the current version, as the reference above: case-folded by Python, alike on every database."""
    version: Mapped[int]
    """The number of the current version."""
    fingerprint: Mapped[str]
    """Of the current version, by :func:`db.wire.fingerprint`."""
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    merged_into: Mapped[str | None]


class VersionRow(Row):
    """A call as its source published it at one time; the day it was published may be learnt later."""

    __tablename__ = "call_versions"
    __table_args__ = (UniqueConstraint("call_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"))
    number: Mapped[int]
    recorded_at: Mapped[datetime] = mapped_column(index=True)
    identifier: Mapped[str]
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    title: Mapped[str]
    url: Mapped[str]
    word: Mapped[Status] = mapped_column(Word(Status))
    opens_on: Mapped[date | None]
    published_on: Mapped[date | None]
    """Learnt at any time, also of a version that is known."""
    rolling: Mapped[bool]
    programme: Mapped[str | None]
    group: Mapped[str | None]
    group_title: Mapped[str | None]
    type_of_action: Mapped[str | None]
    total_amount: Mapped[Decimal | None]
    total_currency: Mapped[str | None]
    envelope: Mapped[str | None]
    shared_by: Mapped[int]
    grant_min_amount: Mapped[Decimal | None]
    grant_min_currency: Mapped[str | None]
    grant_max_amount: Mapped[Decimal | None]
    grant_max_currency: Mapped[str | None]
    expected_grants: Mapped[int | None]
    keywords: Mapped[list[Any]]
    language: Mapped[str]
    portal_type: Mapped[str | None]


class DeadlineRow(Row):
    """A deadline of a version; an unknown hour is no hour."""

    __tablename__ = "call_deadlines"

    version_id: Mapped[int] = mapped_column(ForeignKey("call_versions.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    on: Mapped[date]
    at: Mapped[time | None]
    zone: Mapped[str]
    kind: Mapped[DeadlineKind] = mapped_column(Word(DeadlineKind))


class PartRow(Row):
    """A headed part of the text of a version."""

    __tablename__ = "call_parts"

    version_id: Mapped[int] = mapped_column(ForeignKey("call_versions.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[PartKind] = mapped_column(Word(PartKind))
    heading: Mapped[str]
    text: Mapped[str]


def version_values(call: Call) -> dict[str, Any]:
    """The columns of :class:`VersionRow` that a call fills."""
    budget = call.budget
    values = {name: getattr(call, name) for name in SCALARS}
    for name in AMOUNTS:
        money = getattr(budget, name)
        values[f"{name}_amount"] = money and money.amount
        values[f"{name}_currency"] = money and money.currency
    return values | {
        "rolling": call.deadlines.rolling,
        "envelope": budget.envelope,
        "shared_by": budget.shared_by,
        "expected_grants": budget.expected_grants,
        "keywords": list(call.keywords),
    }


def deadline_values(version_id: int, call: Call) -> Iterable[dict[str, Any]]:
    for position, each in enumerate(call.deadlines):
        when = {"on": each.on, "at": each.at, "zone": each.zone, "kind": each.kind}
        yield {"version_id": version_id, "position": position, **when}


def part_values(version_id: int, call: Call) -> Iterable[dict[str, Any]]:
    for position, each in enumerate(call.parts):
        said = {"kind": each.kind, "heading": each.heading, "text": each.text}
        yield {"version_id": version_id, "position": position, **said}


def calls_of(session: Session, version_ids: Sequence[int]) -> dict[int, Call]:
    """The calls of these rows of ``call_versions``, by the row's id."""
    found: dict[int, Call] = {}
    for some in chunks(version_ids):
        deadlines, parts = deadlines_of(session, some), _parts_of(session, some)
        columns = (CallRow.source, CallRow.reference, *VersionRow.__table__.columns)
        query = select(*columns).join(VersionRow, VersionRow.call_id == CallRow.id).where(VersionRow.id.in_(some))
        for row in session.execute(query).mappings():
            found[row["id"]] = _call(dict(row), deadlines=deadlines[row["id"]], parts=parts[row["id"]])
    return found


def deadlines_of(session: Session, version_ids: Sequence[int]) -> Mapping[int, list[Deadline]]:
    """The deadlines of these rows of ``call_versions``, by the row's id."""
    query = select(DeadlineRow.version_id, DeadlineRow.on, DeadlineRow.at, DeadlineRow.zone, DeadlineRow.kind)
    found: dict[int, list[Deadline]] = defaultdict(list)
    for some in chunks(version_ids):
        for id, on, at, zone, kind in session.execute(query.where(DeadlineRow.version_id.in_(some))):
            found[id].append(Deadline(on, at, zone, kind))
    return found


def _parts_of(session: Session, version_ids: Sequence[int]) -> Mapping[int, list[Part]]:
    query = select(PartRow.version_id, PartRow.kind, PartRow.heading, PartRow.text)
    found: dict[int, list[Part]] = defaultdict(list)
    ordered = query.where(PartRow.version_id.in_(version_ids)).order_by(PartRow.version_id, PartRow.position)
    for id, kind, heading, text in session.execute(ordered):
        found[id].append(Part(kind, heading, text))
    return found


def _call(row: Mapping[str, Any], *, deadlines: Iterable[Deadline], parts: Iterable[Part]) -> Call:
    return Call(
        source=row["source"],
        reference=row["reference"],
        **{name: row[name] for name in SCALARS},
        deadlines=Deadlines(tuple(deadlines), rolling=row["rolling"]),
        budget=Budget(
            **{name: _money(row, name) for name in AMOUNTS},
            envelope=row["envelope"],
            shared_by=row["shared_by"],
            expected_grants=row["expected_grants"],
        ),
        parts=tuple(parts),
        keywords=tuple(row["keywords"]),
    )


def _money(row: Mapping[str, Any], name: str) -> Money | None:
    amount = row[f"{name}_amount"]
    return None if amount is None else Money(amount, row[f"{name}_currency"])

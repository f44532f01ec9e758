"""Funded projects, who took part in them, and which of them are near a call."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, delete, func, insert, or_, select
from sqlalchemy import case as either
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.chunks import chunks
from db.columns import Word
from db.insert import insert as insert_or_update
from db.rows import Row
from domain.call import Call
from domain.funded import BodyKind, FundedProject, Nearness, Participant, SimilarProject

PROJECT = tuple(each.name for each in fields(FundedProject))
PARTICIPANT = tuple(each.name for each in fields(Participant))


class FundedProjectRow(Row):
    """A project that got a grant."""

    __tablename__ = "funded_projects"

    id: Mapped[str] = mapped_column(primary_key=True)
    acronym: Mapped[str]
    title: Mapped[str]
    programme: Mapped[str]
    topic: Mapped[str] = mapped_column(index=True)
    group: Mapped[str] = mapped_column(index=True)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    objective: Mapped[str]


class ParticipantRow(Row):
    """An organisation in a funded project."""

    __tablename__ = "participants"

    project: Mapped[str] = mapped_column(ForeignKey("funded_projects.id"), primary_key=True)
    organisation: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[BodyKind] = mapped_column(Word(BodyKind))
    city: Mapped[str]
    country: Mapped[str]
    coordinates: Mapped[bool]


class SimilarProjectRow(Row):
    """A funded project whose text is like a call's."""

    __tablename__ = "similar_projects"
    __table_args__ = (ForeignKeyConstraint(["source", "reference"], ["calls.source", "calls.reference"]),)

    source: Mapped[str] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(primary_key=True)
    project: Mapped[str] = mapped_column(ForeignKey("funded_projects.id"), primary_key=True)
    alike: Mapped[float]


def save(session: Session, projects: Iterable[FundedProject]) -> None:
    """Keep projects; one that is known becomes what it is now, and loses its participants, which follow anew."""
    rows = [{name: getattr(each, name) for name in PROJECT} for each in projects]
    for some in chunks(rows):
        session.execute(delete(ParticipantRow).where(ParticipantRow.project.in_([each["id"] for each in some])))
        statement = insert_or_update(session, FundedProjectRow)
        changed = {name: statement.excluded[name] for name in PROJECT if name != "id"}
        session.execute(statement.on_conflict_do_update(index_elements=["id"], set_=changed), list(some))


def save_participants(session: Session, participants: Iterable[Participant]) -> None:
    """Keep who takes part; of an organisation that is named twice in a project the first entry stays."""
    rows = [{name: getattr(each, name) for name in PARTICIPANT} for each in participants]
    for some in chunks(rows):
        session.execute(insert_or_update(session, ParticipantRow).on_conflict_do_nothing(), list(some))


def count(session: Session) -> int:
    """How many funded projects are known."""
    return session.scalar(select(func.count()).select_from(FundedProjectRow)) or 0


def every(session: Session) -> Iterator[FundedProject]:
    """Yield all of them, by number."""
    for row in session.execute(select(*FundedProjectRow.__table__.columns).order_by(FundedProjectRow.id)).mappings():
        yield _project(row)


def relate(session: Session, alike: Mapping[tuple[str, str], Sequence[tuple[str, float]]]) -> None:
    """Let these projects, and no others, be those whose texts are like calls: by the call's identity, how much."""
    session.execute(delete(SimilarProjectRow))
    rows = [
        {"source": source, "reference": reference, "project": project, "alike": cosine}
        for (source, reference), found in alike.items()
        for project, cosine in found
    ]
    if rows:
        session.execute(insert(SimilarProjectRow), rows)


def similar(session: Session, call: Call, *, limit: int) -> list[SimilarProject]:
    """The funded projects near a call: of its topic, of its call group, then those whose text is like its own."""
    project = FundedProjectRow
    topic, of_group = project.topic == call.identifier.upper(), project.group == (call.group or call.identifier).upper()
    rank = either((topic, 0), (of_group, 1), else_=2)
    its = (
        (SimilarProjectRow.project == project.id)
        & (SimilarProjectRow.source == call.source)
        & (SimilarProjectRow.reference == call.reference)
    )
    participants = select(func.count()).where(ParticipantRow.project == project.id).scalar_subquery()
    query = (
        select(*project.__table__.columns, rank.label("rank"), SimilarProjectRow.alike, participants.label("many"))
        .outerjoin(SimilarProjectRow, its)
        .where(or_(topic, of_group, SimilarProjectRow.alike.is_not(None)))
        .order_by(rank, func.coalesce(SimilarProjectRow.alike, 0).desc(), project.starts_on.desc(), project.id)
        .limit(limit)
    )
    return [
        SimilarProject(
            project=_project(row), nearness=list(Nearness)[row["rank"]], alike=row["alike"], participants=row["many"]
        )
        for row in session.execute(query).mappings()
    ]


def participants(session: Session, projects: Iterable[str]) -> list[Participant]:
    """Who took part in these projects, by project and name."""
    found: list[Participant] = []
    for some in chunks(sorted(set(projects))):
        query = select(*ParticipantRow.__table__.columns).where(ParticipantRow.project.in_(some))
        ordered = query.order_by(ParticipantRow.project, ParticipantRow.name)
        found += [Participant(**row) for row in session.execute(ordered).mappings()]
    return found


def _project(row: Mapping[Any, Any]) -> FundedProject:
    return FundedProject(**{name: row[name] for name in PROJECT})

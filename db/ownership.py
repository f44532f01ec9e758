"""Who answers for a project: the plan's owner, unless it was handed over, and whoever stands in during leave."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.insert import insert
from db.rows import Row
from domain.people import HandOver, StandIn
from domain.plan import Plan


class HandOverRow(Row):
    """A project that somebody else owns from a day on."""

    __tablename__ = "hand_overs"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str]
    project: Mapped[str]
    to: Mapped[str] = mapped_column(ForeignKey("people.id"))
    since: Mapped[date]
    recorded_at: Mapped[datetime]


class FollowRow(Row):
    """A project that somebody wants to hear of without owning it."""

    __tablename__ = "follows"

    person: Mapped[str] = mapped_column(ForeignKey("people.id"), primary_key=True)
    plan: Mapped[str] = mapped_column(primary_key=True)
    project: Mapped[str] = mapped_column(primary_key=True)
    since: Mapped[datetime]


class StandInRow(Row):
    """Somebody acts for another for some days."""

    __tablename__ = "stand_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(ForeignKey("people.id"))
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    first: Mapped[date]
    last: Mapped[date]


@dataclass(frozen=True, slots=True)
class Ownership:
    """Who answers for the projects of a plan on one day."""

    owners: Mapping[str, str]
    """A project's id: its owner's."""
    stand_ins: tuple[StandIn, ...] = ()
    """Those of that day."""

    def acting_for(self, person: str) -> frozenset[str]:
        """Somebody's own id, and those of the people whom they stand in for."""
        return frozenset({person} | {each.person for each in self.stand_ins if each.by == person})

    def answerable(self, person: str) -> frozenset[str]:
        """The projects that somebody owns, or stands in for."""
        acting_for = self.acting_for(person)
        return frozenset(project for project, owner in self.owners.items() if owner in acting_for)


def ownership(session: Session, plan: Plan, *, on: date) -> Ownership:
    """Who answers for each project of a plan on a day."""
    owners = {each.id: each.owner for each in plan.projects}
    handed = {each.project: each.to for each in hand_overs(session, plan.id) if each.since <= on}
    owners |= {project: to for project, to in handed.items() if project in owners}
    return Ownership(owners, tuple(each for each in stand_ins(session) if each.on(on)))


def hand_over(session: Session, plan_id: str, change: HandOver, *, now: datetime) -> None:
    """Let somebody else own a project from a day on; the last word for a day counts."""
    row = HandOverRow(plan=plan_id, project=change.project, to=change.to, since=change.since, recorded_at=now)
    session.add(row)
    session.flush()


def hand_overs(session: Session, plan_id: str) -> list[HandOver]:
    """Every hand-over in the order of its days, and of its recording within a day."""
    query = select(HandOverRow).where(HandOverRow.plan == plan_id).order_by(HandOverRow.since, HandOverRow.id)
    return [HandOver(project=each.project, to=each.to, since=each.since) for each in session.scalars(query)]


def follow(session: Session, person: str, *, plan_id: str, project: str, now: datetime) -> None:
    """Let somebody hear of a project; twice is once."""
    values = {"person": person, "plan": plan_id, "project": project, "since": now}
    session.execute(insert(session, FollowRow).values(values).on_conflict_do_nothing())


def unfollow(session: Session, person: str, *, plan_id: str, project: str) -> None:
    """Let somebody hear no more of a project that they do not own."""
    wanted = (FollowRow.person == person, FollowRow.plan == plan_id, FollowRow.project == project)
    session.execute(delete(FollowRow).where(*wanted))


def followed(session: Session, plan_id: str) -> dict[str, frozenset[str]]:
    """The projects that each person follows, by the person's id."""
    query = select(FollowRow.person, FollowRow.project).where(FollowRow.plan == plan_id)
    found: dict[str, set[str]] = {}
    for person, project in session.execute(query):
        found.setdefault(person, set()).add(project)
    return {person: frozenset(projects) for person, projects in found.items()}


def stand_in(session: Session, person: str, *, by: str, first: date, last: date) -> StandIn:
    """Let somebody act for another from the first day to the last."""
    row = StandInRow(person=person, by=by, first=first, last=last)
    session.add(row)
    session.flush()
    return StandIn(id=row.id, person=person, by=by, first=first, last=last)


def stand_ins(session: Session) -> list[StandIn]:
    """Every stand-in, past and to come, by its first day."""
    rows = session.scalars(select(StandInRow).order_by(StandInRow.first, StandInRow.id))
    return [StandIn(id=each.id, person=each.person, by=each.by, first=each.first, last=each.last) for each in rows]


def end_stand_in(session: Session, id: int) -> None:
    """Take a stand-in back."""
    session.execute(delete(StandInRow).where(StandInRow.id == id))

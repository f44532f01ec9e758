"""Who comes in and who leaves: every change of people, each noted in the audit log by whom."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from db import audit, doors, ownership, people, plans
from db.errors import NotStored
from domain.people import HandOver, Member, Role
from domain.people_list import Listed, slug


@dataclass(frozen=True, slots=True, kw_only=True)
class By:
    """Who changes something, and when."""

    who: str
    """A person's id, or :data:`db.audit.PROGRAM`."""
    now: datetime


def take_in(session: Session, listed: Listed, *, plan_id: str, by: By) -> Member:
    """Add somebody; or bring those we know by the address up to date, and back in where they had left."""
    old = people.by_email(session, listed.email)
    if old is None:
        member = people.add(session, _fresh(session, listed, plan_id))
        _note(session, by, "add person", member.id, new=_plain(member))
        return member
    named = _wishes(listed) | {"role": listed.role}
    if old.id == by.who:
        named.pop("role")  # nobody takes their own role away, so that one administrator stays
    wanted = {name: value for name, value in named.items() if value is not None}
    return change(session, old.id, {"name": listed.name, "offboarded_at": None, **wanted}, by=by)


def take_in_all(session: Session, some: Iterable[Listed], *, plan_id: str, by: By) -> list[Member]:
    """Add or bring up to date everybody on a list."""
    return [take_in(session, each, plan_id=plan_id, by=by) for each in some]


def change(session: Session, id: str, values: Mapping[str, Any], *, by: By) -> Member:
    """Change what is kept of a person; nothing is noted where nothing differs."""
    old = people.known(session, id)
    different = {name: value for name, value in values.items() if getattr(old, name) != value}
    if not different:
        return old
    new = people.change(session, id, different)
    before, after = _plain(old), _plain(new)
    changed = [name for name in before if before[name] != after[name]]
    _note(session, by, "change person", id, old=_only(before, changed), new=_only(after, changed))
    return new


def set_role(session: Session, id: str, role: Role, *, by: By) -> Member:
    """Give somebody a role."""
    return change(session, id, {"role": role}, by=by)


def offboard(session: Session, id: str, *, by: By) -> Member:
    """Let somebody come in no more, from this moment on."""
    member = change(session, id, {"offboarded_at": by.now}, by=by)
    doors.sign_out_everywhere(session, id, now=by.now)
    return member


def hand_over(session: Session, plan_id: str, handed: HandOver, *, by: By) -> None:
    """Let somebody else own a project from a day on; raise :class:`NotStored` where there is no such project."""
    plan = plans.get(session, plan_id)
    if plan is None or handed.project not in {each.id for each in plan.projects}:
        raise NotStored(f"There is no project {handed.project!r} in {plan_id}: convoca plan show lists them.")
    people.known(session, handed.to)
    old = ownership.ownership(session, plan, on=handed.since).owners[handed.project]
    ownership.hand_over(session, plan_id, handed, now=by.now)
    audit.note(
        session,
        who=by.who,
        what="hand over project",
        object=f"project:{handed.project}",
        old={"owner": old},
        new={"owner": handed.to, "since": handed.since.isoformat()},
        now=by.now,
    )


def follow(session: Session, member: Member, projects: Collection[str], *, by: By) -> None:
    """Let somebody follow exactly these projects of their plan."""
    before = ownership.followed(session, member.plan).get(member.id, frozenset())
    for each in before - set(projects):
        ownership.unfollow(session, member.id, plan_id=member.plan, project=each)
    for each in set(projects) - before:
        ownership.follow(session, member.id, plan_id=member.plan, project=each, now=by.now)
    if before != set(projects):
        old, new = {"projects": sorted(before)}, {"projects": sorted(projects)}
        _note(session, by, "follow projects", member.id, old=old, new=new)


def end_session(session: Session, id: int, *, person: str, by: By) -> None:
    """Sign one browser of a person out."""
    doors.sign_out(session, id, now=by.now)
    _note(session, by, "end session", person, old={"session": id})


def sign_out_everywhere(session: Session, person: str, *, by: By) -> None:
    """Sign a person out of every browser."""
    doors.sign_out_everywhere(session, person, now=by.now)
    _note(session, by, "sign out everywhere", person)


def stand_in(session: Session, person: str, *, acting: str, first: date, last: date, by: By) -> None:
    """Let somebody act for another from the first day to the last."""
    made = ownership.stand_in(session, person, by=acting, first=first, last=last)
    new = {"id": made.id, "by": acting, "first": first.isoformat(), "last": last.isoformat()}
    _note(session, by, "add stand-in", person, new=new)


def end_stand_in(session: Session, id: int, *, person: str, by: By) -> None:
    """Take a stand-in back."""
    ownership.end_stand_in(session, id)
    _note(session, by, "end stand-in", person, old={"id": id})


def _wishes(listed: Listed) -> dict[str, Any]:
    """What somebody may choose for themselves, as far as a list says it."""
    return {name: getattr(listed, name) for name in ("language", "frequency", "weekday", "alerts")}


def _fresh(session: Session, listed: Listed, plan_id: str) -> Member:
    said = {name: value for name, value in _wishes(listed).items() if value is not None}
    return Member(
        id=listed.id or _free_id(session, listed.name),
        name=listed.name,
        email=listed.email,
        role=listed.role or Role.VIEWER,
        plan=plan_id,
        by_hand=True,
        **({"language": "en"} | said),
    )


def _free_id(session: Session, name: str) -> str:
    taken = {each.id for each in people.everyone(session)}
    wanted = slug(name)
    candidates = (wanted, *(f"{wanted}-{number}" for number in range(2, len(taken) + 3)))
    return next(each for each in candidates if each not in taken)


def _note(session: Session, by: By, what: str, id: str, **values: Mapping[str, Any]) -> None:
    audit.note(session, who=by.who, what=what, object=f"person:{id}", now=by.now, **values)


def _plain(member: Member) -> dict[str, Any]:
    values = asdict(member)
    return values | {"offboarded_at": values["offboarded_at"] and values["offboarded_at"].isoformat()}


def _only(values: Mapping[str, Any], names: Iterable[str]) -> dict[str, Any]:
    return {name: values[name] for name in names}

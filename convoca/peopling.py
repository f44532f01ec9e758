"""People from the command line: the same decisions as the administrator's page, noted as the program's."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from convoca import planning
from convoca.wiring import Program
from db import audit, membership, ownership, people, personal, plans
from db.engine import reading, transaction
from db.membership import By
from domain.errors import Problem
from domain.people import Frequency, Member, Role
from domain.people_list import listed
from domain.people_list import people as read_list

Row = dict[str, Any]


class NotSaid(Problem):
    """Raised where a command does not say clearly whom it means, or what."""


def rows(program: Program) -> list[Row]:
    """One row a person, with the projects they own today."""
    with reading(program.engine) as session:
        everyone = people.everyone(session)
        owned = {
            plan.id: ownership.ownership(session, plan, on=program.now.date()).owners for plan in plans.current(session)
        }
    return [_row(each, owned) for each in everyone]


def _row(member: Member, owned: dict[str, Any]) -> Row:
    owners = owned.get(member.plan, {})
    return {
        "person": member.id,
        "name": member.name,
        "email": member.email,
        "language": member.language,
        "role": member.role.value,
        "frequency": member.frequency.value,
        "weekday": member.weekday.name.lower(),
        "alerts": member.alerts.value,
        "plan": member.plan,
        "projects": [project for project, owner in owners.items() if owner == member.id],
        "by_hand": member.by_hand,
        "offboarded_at": member.offboarded_at.isoformat() if member.offboarded_at else None,
    }


def told(found: Iterable[Row]) -> Iterator[str]:
    """A sentence a person."""
    nobody = True
    for each in found:
        nobody = False
        left = f", left {each['offboarded_at'][:10]}" if each["offboarded_at"] else ""
        projects = f"; owns {', '.join(each['projects'])}" if each["projects"] else ""
        who = f"{each['person']}: {each['name']} <{each['email']}>, {each['role']}, {each['language']}"
        yield f"{who}; {_told_when(each)}{left}{projects}."
    if nobody:
        yield "Nobody yet: convoca plan import FILE brings in the people of a plan, convoca people invite anybody else."


def _told_when(row: Row) -> str:
    if row["frequency"] == Frequency.NEVER:
        return "no digest"
    on = f" on {row['weekday']}" if row["frequency"] == Frequency.WEEKLY else ""
    return f"digest {row['frequency']}{on}, changes {row['alerts']}"


def import_list(program: Program, file: Path) -> list[Member]:
    """Take in everybody on a list; raise :class:`domain.people_list.ListError` where it cannot be read."""
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NotSaid(f"{file} cannot be read as UTF-8 text ({error}): name a CSV file.") from error
    plan_id = _plan(program)
    with transaction(program.engine) as session:
        return membership.take_in_all(session, read_list(text), plan_id=plan_id, by=_program(program))


def invite(program: Program, *, name: str, email: str, language: str, role: str) -> str:
    """Take somebody in, or back in; say what to tell them."""
    wanted = listed(name=name.strip(), email=email.strip(), language=language, role=role)
    plan_id = _plan(program)
    with transaction(program.engine) as session:
        member = membership.take_in(session, wanted, plan_id=plan_id, by=_program(program))
    return f"{member.name} ({member.id}) comes in as {member.role}: with {member.email} they ask the window for a link."


def set_role(program: Program, person: str, role: str) -> str:
    """Give somebody a role."""
    if role not in set(Role):
        raise NotSaid(f"{role!r} is no role: write one of {', '.join(Role)}.")
    with transaction(program.engine) as session:
        member = membership.set_role(session, person, Role(role), by=_program(program))
    return f"{member.name} is {member.role}."


def offboard(program: Program, person: str) -> str:
    """Let somebody come in no more; say which projects still are theirs."""
    with transaction(program.engine) as session:
        member = membership.offboard(session, person, by=_program(program))
    theirs = next(each for each in rows(program) if each["person"] == person)["projects"]
    rest = f" Hand over what they own: {', '.join(theirs)}." if theirs else ""
    return f"{member.name} comes in no more.{rest}"


def export(program: Program, person: str) -> str:
    """Everything that is kept of somebody, as JSON."""
    with reading(program.engine) as session:
        return json.dumps(personal.export(session, person), ensure_ascii=False, indent=2)


def erase(program: Program, person: str) -> str:
    """Erase what is kept of somebody."""
    with transaction(program.engine) as session:
        personal.erase(session, person, by=audit.PROGRAM, now=program.now)
    return f"{person} is erased."


def _plan(program: Program) -> str:
    """The plan that people are taken in for: the first, as long as there is no other to choose."""
    return planning.current(program)[0].id


def _program(program: Program) -> By:
    return By(who=audit.PROGRAM, now=program.now)

"""Whose applications somebody may begin and change: those of their own projects; all from a manager on."""

from datetime import datetime

from sqlalchemy.orm import Session

from db import ownership
from domain.people import Member, Role
from domain.plan import Plan, Project


def writable(session: Session, plan: Plan, member: Member, *, now: datetime) -> tuple[Project, ...]:
    """The projects whose applications somebody may begin and change."""
    if member.role.covers(Role.MANAGER):
        return plan.projects
    if not member.role.covers(Role.LEAD):
        return ()
    theirs = ownership.ownership(session, plan, on=now.date()).answerable(member.id)
    return tuple(each for each in plan.projects if each.id in theirs)

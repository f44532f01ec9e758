"""Whose applications somebody may begin and change: those of their own projects, those they work on; a manager all."""

from datetime import datetime

from sqlalchemy.orm import Session

from db import ownership
from domain.application import Application
from domain.people import Member, Role
from domain.plan import Plan, Project, institution_day


def writable(session: Session, plan: Plan, member: Member, *, now: datetime) -> tuple[Project, ...]:
    """The projects whose applications somebody may begin and change."""
    if member.role.covers(Role.MANAGER):
        return plan.projects
    if not member.role.covers(Role.LEAD):
        return ()
    theirs = ownership.ownership(session, plan, on=institution_day(now)).answerable(member.id)
    return tuple(each for each in plan.projects if each.id in theirs)


def changeable(session: Session, plan: Plan, member: Member, application: Application, *, now: datetime) -> bool:
    """Whether somebody may change this application: who may begin one of its project, and who works on it."""
    if application.project in {each.id for each in writable(session, plan, member, now=now)}:
        return True
    return member.role.covers(Role.MANAGER) or (member.role.covers(Role.LEAD) and member.id in application.assignees)

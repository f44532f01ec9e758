"""For which projects somebody speaks: votes, takes votes back, lets what they taught be forgotten."""

from datetime import datetime

from sqlalchemy.orm import Session

from db import ownership
from domain.people import Member
from domain.plan import Plan, institution_day
from web.permissions import SPEAKS_FOR_PROJECT


def speaks_for(session: Session, plan: Plan, member: Member, *, now: datetime) -> frozenset[str]:
    """The projects, by id, of which a member may use the forms."""
    rule = SPEAKS_FOR_PROJECT
    if rule.over and member.role.covers(rule.over):
        return frozenset(each.id for each in plan.projects)
    if not (rule.least and member.role.covers(rule.least)):
        return frozenset()
    return ownership.ownership(session, plan, on=institution_day(now)).answerable(member.id)

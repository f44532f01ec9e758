"""Who runs the service of a plan today: its officers, and whoever stands in for one during leave."""

from collections.abc import Mapping

from db.ownership import Ownership
from domain.people import Member, Role
from domain.plan import Plan


def is_officer(person: str, plan: Plan, *, members: Mapping[str, Member], answers: Ownership) -> bool:
    """Whether somebody is told of all projects of a plan on the day of ``answers``."""

    def runs(id: str) -> bool:
        member = members.get(id)
        return id == plan.officer or (member is not None and member.active and member.role is Role.OFFICER)

    return any(runs(each) for each in answers.acting_for(person))

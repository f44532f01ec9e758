"""Who may do what: one row a route. A route without a row lets nobody in, and a test fails."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from db import applications, doors, ownership, plans, saved_searches, tokens
from domain.access import Scope
from domain.people import Member, Role
from domain.plan import institution_day

NUMBER = re.compile(r"\d{1,9}", re.ASCII)
"""Of an application: as large as a database numbers them."""
Owner = Callable[[Session, Member, Mapping[str, str], datetime], bool]
"""Whether an object, named by the parameters of the path, is this person's at that moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Who may use one route."""

    least: Role | None
    """The role it takes; ``None``: everybody, signed in or not."""
    owner: Owner | None = None
    """Whose object it must be besides."""
    over: Role | None = None
    """From this role on the object may be anybody's."""
    form_token: bool = True
    """Whether what changes something must come from a form of ours. Not so where a signed link stands for it."""
    scope: Scope | None = None
    """Of a route of the API: what the token must allow. No cookie opens such a route."""


def answers_for_project(session: Session, member: Member, path: Mapping[str, str], now: datetime) -> bool:
    """Whether they own the project ``{project}``, or stand in for its owner."""
    plan = plans.get(session, member.plan)
    if plan is None:
        return False
    return path["project"] in ownership.ownership(session, plan, on=institution_day(now)).answerable(member.id)


def answers_for_application(session: Session, member: Member, path: Mapping[str, str], now: datetime) -> bool:
    """Whether they answer for the project of the application ``{application}``, or work on it."""
    number = path["application"]
    stored = applications.get(session, int(number)) if NUMBER.fullmatch(number) else None
    if stored is None or stored.application.plan != member.plan:
        return False
    if member.id in stored.application.assignees:
        return True
    return answers_for_project(session, member, {"project": stored.application.project}, now)


def own_session(session: Session, member: Member, path: Mapping[str, str], now: datetime) -> bool:
    """Whether ``{session}`` is one of their own sessions."""
    return path["session"] in {str(each.id) for each in doors.sessions_of(session, member, now=now)}


def not_themselves(session: Session, member: Member, path: Mapping[str, str], now: datetime) -> bool:  # noqa: ARG001
    """Whether ``{person}`` is somebody else: nobody takes their own role away, so that one administrator stays."""
    return path["person"] != member.id


def their_stand_in(session: Session, member: Member, path: Mapping[str, str], now: datetime) -> bool:  # noqa: ARG001
    """Whether somebody acts, by the stand-in ``{stand_in}``, for them."""
    return path["stand_in"] in {str(each.id) for each in ownership.stand_ins(session) if each.person == member.id}


def own_token(session: Session, member: Member, path: Mapping[str, str], now: datetime) -> bool:  # noqa: ARG001
    """Whether ``{token}`` is the number of one of their own tokens."""
    return path["token"] in {str(each.id) for each in tokens.of_person(session, member.id)}


def own_search(session: Session, member: Member, path: Mapping[str, str], now: datetime) -> bool:  # noqa: ARG001
    """Whether ``{search}`` is the number of one of the searches they keep."""
    return path["search"] in {str(each.id) for each in saved_searches.of_person(session, member.id)}


EVERYBODY = Rule(least=None)
SIGNED_IN = Rule(least=Role.VIEWER)
MANAGER = Rule(least=Role.MANAGER)
ADMINISTRATOR = Rule(least=Role.ADMINISTRATOR)
SPEAKS_FOR_PROJECT = Rule(least=Role.LEAD, owner=answers_for_project, over=Role.OFFICER)
OWN_SEARCH = Rule(least=Role.VIEWER, owner=own_search)
CHANGE_APPLICATION = Rule(least=Role.LEAD, owner=answers_for_application, over=Role.MANAGER)

READ_CALLS = Rule(least=Role.VIEWER, scope=Scope.READ_CALLS)
READ_MATCHES = Rule(least=Role.VIEWER, scope=Scope.READ_MATCHES)
READ_APPLICATIONS = Rule(least=Role.VIEWER, scope=Scope.READ_APPLICATIONS)
WRITE_VOTES = Rule(least=Role.LEAD, owner=answers_for_project, over=Role.OFFICER, scope=Scope.WRITE_VOTES)
CHANGE_APPLICATIONS = Rule(
    least=Role.LEAD, owner=answers_for_application, over=Role.MANAGER, scope=Scope.WRITE_APPLICATIONS
)

RULES: Mapping[str, Rule] = {
    # the shell
    "static": EVERYBODY,
    "healthz": EVERYBODY,
    "readyz": EVERYBODY,
    "language": EVERYBODY,
    "accessibility": EVERYBODY,
    "personal-data": EVERYBODY,
    "start": SIGNED_IN,
    # the door
    "sign-in": EVERYBODY,
    "sign-in.ask": EVERYBODY,
    "sign-in.sent": EVERYBODY,
    "sign-in.link": EVERYBODY,
    "sign-in.enter": EVERYBODY,
    "sign-in.choose": EVERYBODY,
    "sign-in.provider": EVERYBODY,
    "sign-in.provider.back": EVERYBODY,
    "sign-out": SIGNED_IN,
    # the link in a digest
    "unsubscribe": EVERYBODY,
    "unsubscribe.stop": Rule(least=None, form_token=False),
    # the links in mails that act
    "act.call": EVERYBODY,
    "act.call.say": Rule(least=None, form_token=False),
    "act.application": EVERYBODY,
    "act.application.tell": Rule(least=None, form_token=False),
    # myself
    "me": SIGNED_IN,
    "me.save": SIGNED_IN,
    "me.follow": SIGNED_IN,
    "me.stand-in": SIGNED_IN,
    "me.end-stand-in": Rule(least=Role.VIEWER, owner=their_stand_in),
    "me.end-session": Rule(least=Role.VIEWER, owner=own_session),
    "me.sign-out-everywhere": SIGNED_IN,
    "me.export": SIGNED_IN,
    "me.erase": SIGNED_IN,
    # calls
    "search": SIGNED_IN,
    "searches": SIGNED_IN,
    "searches.keep": SIGNED_IN,
    "searches.change": OWN_SEARCH,
    "searches.feed": OWN_SEARCH,
    "searches.forget": OWN_SEARCH,
    "call": SIGNED_IN,
    "call.vote": SPEAKS_FOR_PROJECT,
    "call.unvote": SPEAKS_FOR_PROJECT,
    "why": SIGNED_IN,
    "by-hand": Rule(least=Role.OFFICER),
    "by-hand.save": Rule(least=Role.OFFICER),
    # the plan and its projects
    "plan": SIGNED_IN,
    "plan.project": Rule(least=Role.OFFICER),
    "plan.project.save": Rule(least=Role.OFFICER),
    "projects": SIGNED_IN,
    "project": SIGNED_IN,
    "project.forget-votes": SPEAKS_FOR_PROJECT,
    "project.threshold": Rule(least=Role.OFFICER),
    # the plan followed up
    "coverage": SIGNED_IN,
    "deadlines": SIGNED_IN,
    "partners": SIGNED_IN,
    # how well it works
    "sources": SIGNED_IN,
    "quality": SIGNED_IN,
    "algorithm": EVERYBODY,
    # people
    "people": ADMINISTRATOR,
    "people.invite": ADMINISTRATOR,
    "people.import": ADMINISTRATOR,
    "people.one": ADMINISTRATOR,
    "people.role": Rule(least=Role.ADMINISTRATOR, owner=not_themselves),
    "people.offboard": Rule(least=Role.ADMINISTRATOR, owner=not_themselves),
    "people.erase": Rule(least=Role.ADMINISTRATOR, owner=not_themselves),
    "people.export": ADMINISTRATOR,
    "people.hand-over": ADMINISTRATOR,
    # applications
    "applications": SIGNED_IN,
    "applications.xlsx": SIGNED_IN,
    "applications.csv": SIGNED_IN,
    "applications.board": SIGNED_IN,
    "applications.new": Rule(least=Role.LEAD),
    "applications.begin": Rule(least=Role.LEAD),
    "applications.import": MANAGER,
    "applications.import.put": MANAGER,
    "applications.import.one": MANAGER,
    "applications.import.apply": MANAGER,
    "figures": MANAGER,
    "report": MANAGER,
    "report.chart": MANAGER,
    "report.file": MANAGER,
    "application": SIGNED_IN,
    "application.save": CHANGE_APPLICATION,
    "application.move": CHANGE_APPLICATION,
    "application.decision": SIGNED_IN,
    "application.call-seen": CHANGE_APPLICATION,
    "application.plan-back": CHANGE_APPLICATION,
    "application.deadline": CHANGE_APPLICATION,
    "application.deadline.change": CHANGE_APPLICATION,
    "application.checklist": CHANGE_APPLICATION,
    "application.checklist.add": CHANGE_APPLICATION,
    "application.checklist.change": CHANGE_APPLICATION,
    # programs: tokens and feeds
    "access": SIGNED_IN,
    "access.issue": SIGNED_IN,
    "access.revoke": Rule(least=Role.VIEWER, owner=own_token),
    "feeds.calendar": EVERYBODY,
    "feeds.calls": EVERYBODY,
    # programs: the API
    "api.openapi": EVERYBODY,
    "api.calls": READ_CALLS,
    "api.call": READ_CALLS,
    "api.changes": READ_CALLS,
    "api.projects": READ_MATCHES,
    "api.matches": READ_MATCHES,
    "api.vote": WRITE_VOTES,
    "api.unvote": WRITE_VOTES,
    "api.applications": READ_APPLICATIONS,
    "api.figures": READ_APPLICATIONS,
    "api.application": READ_APPLICATIONS,
    "api.application.begin": Rule(least=Role.LEAD, scope=Scope.WRITE_APPLICATIONS),
    "api.application.change": CHANGE_APPLICATIONS,
    "api.application.move": CHANGE_APPLICATIONS,
    "common-grants.opportunities": READ_CALLS,
    "common-grants.opportunity": READ_CALLS,
    "common-grants.search": READ_CALLS,
}

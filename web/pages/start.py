"""The first page: my projects, what is new for them, and which deadlines come next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from db import overview, ownership, people, plans
from db.engine import reading
from db.overview import Ahead, Counts
from domain.people import Member, Role
from domain.plan import Plan, Project
from web.rendering import show
from web.visitor import Visiting
from web.window import Here, Window

router = APIRouter()
NEW = timedelta(days=7)
"""For how long a match is called new."""
SHOWN = 3
"""Deadlines shown of each project."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Glance:
    """A project at a glance."""

    project: Project
    owner: Member | None
    mine: bool
    counts: Counts
    ahead: tuple[Ahead, ...]


@router.get("/", name="start")
def start(request: Request, window: Here, visitor: Visiting) -> Response:
    """My projects; every project for an officer, and for who owns and follows none."""
    with reading(window.engine) as session:
        plan = plans.get(session, visitor.known.plan)
        seen = [] if plan is None else glances(session, window, plan, visitor.known)
    mine = [each for each in seen if each.mine]
    every = visitor.covers(Role.OFFICER) or not mine
    return show(
        request,
        "start.jinja",
        plan=plan,
        mine=mine,
        others=[each for each in seen if not each.mine] if every else [],
    )


def glances(session: Session, window: Window, plan: Plan, member: Member) -> list[Glance]:
    """Every project of a plan as its member sees it."""
    now = window.clock()
    answers = ownership.ownership(session, plan, on=window.today())
    mine = answers.answerable(member.id) | ownership.followed(session, plan.id).get(member.id, frozenset())
    counted = overview.counts(session, plan.id, threshold=window.threshold, since=now - NEW)
    ahead = overview.ahead(session, plan.id, threshold=window.threshold, now=now)
    known = {each.id: each for each in people.everyone(session)}
    return [
        Glance(
            project=each,
            owner=known.get(answers.owners[each.id]),
            mine=each.id in mine,
            counts=counted.get(each.key, Counts()),
            ahead=_of(each, ahead),
        )
        for each in plan.projects
    ]


def _of(project: Project, ahead: Iterable[Ahead]) -> tuple[Ahead, ...]:
    return tuple(each for each in ahead if each.item == project.key)[:SHOWN]

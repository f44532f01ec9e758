"""The projects of the plan, and the page of each."""

from collections import defaultdict
from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from db import audit, ownership, people, plans, votes
from db import thresholds as thresholds_of
from db.engine import reading, transaction
from domain.call import Status
from domain.people import Role
from domain.plan import Plan, Project
from web.errors import NotThere, NotUnderstood
from web.language import N_
from web.notices import notice
from web.pages.start import NEW, Glance, glances
from web.permissions import RULES
from web.project_facts import facts
from web.project_rights import speaks_for
from web.rendering import go, show
from web.thresholds import measured, nearest, thresholds
from web.visitor import Visiting
from web.window import Here

router = APIRouter()
MOVE = "move threshold"
"""What the audit log calls it."""


@router.get("/projects", name="projects")
def projects(request: Request, window: Here, visitor: Visiting) -> Response:
    """Every project with its owner, what fits it and what is due next; under the strategic line it serves first."""
    with reading(window.engine) as session:
        plan = plans.get(session, visitor.known.plan)
        seen = [] if plan is None else glances(session, window, plan, visitor.known)
    of_line: dict[str | None, list[Glance]] = defaultdict(list)
    for each in seen:
        of_line[next(iter(each.project.lines), None)].append(each)
    lines = [] if plan is None else [(line, of_line[line.id]) for line in plan.lines if of_line[line.id]]
    return show(request, "projects.jinja", plan=plan, lines=lines, others=of_line[None])


@router.get("/projects/{project}", name="project")
def project(request: Request, window: Here, visitor: Visiting, project: str, done: str = "") -> Response:
    """What the project says, which calls fit it, what none covers, what was turned down, what its votes changed."""
    now = window.clock()
    with reading(window.engine) as session:
        plan, item = of_plan(session, visitor.known.plan, project)
        limits = thresholds(session, window, plan.id)
        found = facts(session, plan, item, threshold=limits.least(item.key))
        answers = ownership.ownership(session, plan, on=window.today())
        owner = people.get(session, answers.owners[item.id])
        mine = item.id in speaks_for(session, plan, visitor.known, now=now)
        moves = [each for each in audit.latest(session, object=item.key) if each.what == MOVE]
        names = {each.id: each.name for each in people.everyone(session)}
    return show(
        request,
        "project.jinja",
        plan=plan,
        project=item,
        owner=owner,
        found=found,
        early=[each for each in found.offers if each.stored.call.status(now) is Status.FORTHCOMING],
        explored=window.explore(plan, item),
        mine=mine,
        strength=limits.strength,
        threshold=limits.least(item.key),
        strong=window.strong,
        usual=window.threshold,
        own_threshold=limits.of_item.get(item.key),
        measured=measured(),
        nearest=nearest(limits.least(item.key)),
        moves=moves,
        names=names,
        may_move=visitor.covers(RULES["project.threshold"].least or Role.OFFICER),
        new_since=now - NEW,
        notice=notice(done),
    )


@router.post("/projects/{project}/votes-forgotten", name="project.forget-votes")
def forget_votes(request: Request, window: Here, visitor: Visiting, project: str) -> Response:
    """Learn nothing any more from the votes so far; what was turned down stays turned down."""
    who, now = visitor.known.id, window.clock()
    with transaction(window.engine) as session:
        plan, item = of_plan(session, visitor.known.plan, project)
        votes.reset(session, plan.id, item.key, person=who, now=now)
        audit.note(session, who=who, what="forget votes", object=item.key, now=now)
    return go(request, "project", project=project, done="voted")


@router.post("/projects/{project}/threshold", name="project.threshold")
def move_threshold(
    request: Request, window: Here, visitor: Visiting, project: str, threshold: Annotated[str, Form()] = ""
) -> Response:
    """Tell this project of calls from another score on; none: as the service does."""
    offered = {str(each.threshold): each.threshold for each in measured()}
    if threshold and threshold not in offered:
        raise NotUnderstood(N_("Choose one of the answers that the page offers."))
    who, now, wanted = visitor.known.id, window.clock(), offered.get(threshold)
    with transaction(window.engine) as session:
        plan, item = of_plan(session, visitor.known.plan, project)
        before = thresholds_of.of_plan(session, plan.id).get(item.key)
        if wanted != before:
            thresholds_of.move(session, plan.id, item.key, wanted, now=now)
            old, new = {"threshold": before}, {"threshold": wanted}
            audit.note(session, who=who, what=MOVE, object=item.key, old=old, new=new, now=now)
    return go(request, "project", project=project, done="threshold-moved")


def of_plan(session: Session, plan_id: str, project: str) -> tuple[Plan, Project]:
    """A plan and its project of that name; raise :class:`NotThere` where there is none."""
    plan = plans.get(session, plan_id)
    found = next((each for each in plan.projects if each.id == project), None) if plan else None
    if plan is None or found is None:
        raise NotThere
    return plan, found

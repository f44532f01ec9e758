"""The projects of the plan, and the page of each."""

from collections import defaultdict

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from db import audit, ownership, people, plans, votes
from db.engine import reading, transaction
from domain.people import Role
from domain.plan import Plan, Project
from web.errors import NotThere
from web.notices import notice
from web.pages.start import NEW, Glance, glances
from web.project_facts import facts
from web.rendering import go, show
from web.visitor import Visiting
from web.window import Here

router = APIRouter()


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
        found = facts(session, plan, item, threshold=window.threshold)
        answers = ownership.ownership(session, plan, on=now.date())
        owner = people.get(session, answers.owners[item.id])
    theirs = item.id in answers.answerable(visitor.known.id)
    return show(
        request,
        "project.jinja",
        plan=plan,
        project=item,
        owner=owner,
        found=found,
        explored=window.explore(plan, item),
        mine=visitor.covers(Role.OFFICER) or (visitor.covers(Role.LEAD) and theirs),
        strength=window.strength,
        threshold=window.threshold,
        strong=window.strong,
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


def of_plan(session: Session, plan_id: str, project: str) -> tuple[Plan, Project]:
    """A plan and its project of that name; raise :class:`NotThere` where there is none."""
    plan = plans.get(session, plan_id)
    found = next((each for each in plan.projects if each.id == project), None) if plan else None
    if plan is None or found is None:
        raise NotThere
    return plan, found

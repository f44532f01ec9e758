"""The plan as one readable page, and the page on which an officer changes what a project says."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from db import audit, ownership, people, plans
from db.engine import reading, transaction
from web.guard import sent_form
from web.notices import notice
from web.pages.projects import of_plan
from web.project_text import changed, fields
from web.rendering import go, show
from web.visitor import Visiting
from web.window import Here

router = APIRouter()
EDITED = "edit project"
"""What the log calls it."""


@router.get("/plan", name="plan")
def plan(request: Request, window: Here, visitor: Visiting) -> Response:
    """The plan of the visitor, whole: lines, challenges, projects, and how they serve each other."""
    with reading(window.engine) as session:
        found = plans.get(session, visitor.known.plan)
        owners = ownership.ownership(session, found, on=window.today()).owners if found else {}
        names = {each.id: each.name for each in people.everyone(session)}
    return show(request, "plan.jinja", plan=found, owners={key: names.get(who, who) for key, who in owners.items()})


@router.get("/plan/projects/{project}", name="plan.project")
def text(request: Request, window: Here, visitor: Visiting, project: str, done: str = "") -> Response:
    """What a project says, to be changed, and every change so far."""
    with reading(window.engine) as session:
        _, item = of_plan(session, visitor.known.plan, project)
        log = [each for each in audit.latest(session, object=item.key) if each.what == EDITED]
        names = {each.id: each.name for each in people.everyone(session)}
    return show(
        request, "plan-project.jinja", project=item, filled=fields(item), log=log, names=names, notice=notice(done)
    )


@router.post("/plan/projects/{project}", name="plan.project.save")
def save(
    request: Request,
    window: Here,
    visitor: Visiting,
    project: str,
    form: Annotated[Mapping[str, object], Depends(sent_form)],
) -> Response:
    """Let a project say something else from now on: a new version of the plan; the old ones stay."""
    typed = {name: value for name, value in form.items() if isinstance(value, str)}
    who, now = visitor.known.id, window.clock()
    with transaction(window.engine) as session:
        plans.hold(session, visitor.known.plan)
        whole, item = of_plan(session, visitor.known.plan, project)
        new = changed(item, typed)
        if new != item:
            projects = tuple(new if each.id == item.id else each for each in whole.projects)
            plans.save(session, replace(whole, projects=projects), now=now)
            before, after = fields(item), fields(new)
            differ = [name for name in before if before[name] != after.get(name)]
            old = {name: before[name] for name in differ}
            said = {name: after.get(name, "") for name in differ}
            audit.note(session, who=who, what=EDITED, object=item.key, old=old, new=said, now=now)
    return go(request, "plan.project", project=project, done="saved")

"""The deadlines of the coming half-year, week by week."""

from collections.abc import Mapping
from dataclasses import replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from db import deadlines_ahead, ownership, people, plans
from db.engine import reading
from domain.plan import institution_day
from followup.workload import CAPACITY, Due, weeks
from web.rendering import show
from web.visitor import Visiting
from web.window import Here

router = APIRouter()


@router.get("/deadlines", name="deadlines")
def ahead(request: Request, window: Here, visitor: Visiting) -> Response:
    """What is due of applications and of relevant calls, which of it falls together, and what is overdue."""
    now = window.clock()
    today = institution_day(now)
    with reading(window.engine) as session:
        plan = plans.get(session, visitor.known.plan)
        if plan is None:
            return show(request, "deadlines.jinja", plan=None)
        owners = ownership.ownership(session, plan, on=today).owners
        dues = [_with_people(each, owners) for each in deadlines_ahead.due(session, plan.id, now=now)]
        names = {each.id: each.name for each in people.everyone(session)}
    return show(
        request,
        "deadlines.jinja",
        plan=plan,
        weeks=weeks(dues, today=today),
        overdue=sorted((each for each in dues if each.on < today), key=lambda each: each.on),
        names=names,
        projects={each.id: each.name(visitor.language) for each in plan.projects},
        capacity=CAPACITY,
    )


def _with_people(due: Due, owners: Mapping[str, str]) -> Due:
    """The same; where nobody is named, whose work it is that owns the project."""
    if due.people or due.project not in owners:
        return due
    return replace(due, people=(owners[due.project],))

"""The plan as one readable page: lines, challenges, projects, and how they serve each other."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from db import ownership, people, plans
from db.engine import reading
from web.rendering import show
from web.visitor import Visiting
from web.window import Here

router = APIRouter()


@router.get("/plan", name="plan")
def plan(request: Request, window: Here, visitor: Visiting) -> Response:
    """The plan of the visitor, whole."""
    with reading(window.engine) as session:
        found = plans.get(session, visitor.known.plan)
        owners = ownership.ownership(session, found, on=window.clock().date()).owners if found else {}
        names = {each.id: each.name for each in people.everyone(session)}
    return show(request, "plan.jinja", plan=found, owners={key: names.get(who, who) for key, who in owners.items()})

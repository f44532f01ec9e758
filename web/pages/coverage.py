"""How far calls and applications cover the plan."""

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from db import coverage as counted
from db import overview, plans
from db.engine import reading
from domain.call import Status
from domain.plan import Plan, institution_day
from followup.coverage import Coverage, Fit, coverage
from web.errors import NotThere
from web.rendering import show
from web.visitor import Visiting
from web.window import Here, Window

router = APIRouter()


@router.get("/coverage", name="coverage")
def of_plan(request: Request, window: Here, visitor: Visiting, challenge: str = "") -> Response:
    """Every line with its projects, every challenge, and what is missing; or only what serves one challenge."""
    with reading(window.engine) as session:
        plan = plans.get(session, visitor.known.plan)
        if plan is None:
            return show(request, "coverage.jinja", plan=None)
        if challenge and challenge not in {each.id for each in plan.challenges}:
            raise NotThere
        known = overview.known_calls(session)
        found = covered(session, window, plan, challenge=challenge)
    return show(
        request,
        "coverage.jinja",
        plan=plan,
        known=known,
        found=found,
        challenge=next((each for each in plan.challenges if each.id == challenge), None),
        names={each.id: each.name(visitor.language) for each in plan.projects},
    )


def covered(session: Session, window: Window, plan: Plan, *, challenge: str = "") -> Coverage:
    """The account of a plan as it stands."""
    now = window.clock()
    fits = [
        Fit(
            project=each.project,
            source=each.source,
            reference=each.reference,
            strong=each.score >= window.strong,
            forthcoming=each.status is Status.FORTHCOMING,
            since=each.since,
        )
        for each in counted.matching(session, plan.id, at_least=window.threshold, now=now)
    ]
    return coverage(
        plan,
        fits,
        counted.standings(session, plan.id),
        told=counted.last_told(session, plan.id),
        today=institution_day(now),
        challenge=challenge,
    )

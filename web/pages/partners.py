"""Who might join an application to a call."""

from collections.abc import Iterable

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from db import applications, funded, plans
from db.engine import reading
from domain.application import UNDER_WAY, Partner
from domain.call import Call
from domain.plan import Plan
from followup.partners import Consortium, Tie, suggestions
from matcher.eligibility.countries import MEMBERS
from matcher.eligibility.regulations import regulation
from web.pages.calls import known
from web.rendering import show
from web.visitor import Visiting
from web.window import Here

router = APIRouter()
SEARCHED = 60
"""Funded projects whose participants are looked at."""
SHOWN = 12
"""Public bodies that the plan does not name, unless all are asked for."""


@router.get("/partners/{source}/{reference:path}", name="partners")
def partners(
    request: Request, window: Here, visitor: Visiting, source: str, reference: str, all: bool = False
) -> Response:
    """Bodies that took part in similar funded projects, and which countries the consortium still lacks."""
    with reading(window.engine) as session:
        call = known(session, source, reference).call
        plan = plans.get(session, visitor.known.plan)
        similar = funded.similar(session, call, limit=SEARCHED)
        took_part = funded.participants(session, [each.project.id for each in similar])
        aboard = [] if plan is None else _aboard(session, plan, call)
    together, found = None, []
    if plan is not None:
        ruled = regulation(call)
        entities = (ruled and ruled[0].entities) or 0
        ourselves = Partner(plan.applicant.name, plan.applicant.country)
        together = Consortium(entities=entities, aboard=(ourselves, *aboard), counting=MEMBERS)
        found = suggestions(plan, similar, took_part, consortium=together)
    named, others = ([each for each in found if (each.tie is Tie.PUBLIC) is of] for of in (False, True))
    return show(
        request,
        "partners.jinja",
        call=call,
        plan=plan,
        consortium=together,
        similar=similar,
        named=named,
        others=others if all else others[:SHOWN],
        more=0 if all else max(0, len(others) - SHOWN),
    )


def _aboard(session: Session, plan: Plan, call: Call) -> list[Partner]:
    """The partners of the applications to the call that are under way, each once."""
    ours: Iterable[Partner] = (
        partner
        for stored in applications.of_plan(session, plan.id)
        if (stored.application.source, stored.application.reference) == (call.source, call.reference)
        and stored.application.stage in UNDER_WAY
        for partner in stored.application.partners
    )
    return list(dict.fromkeys(ours))

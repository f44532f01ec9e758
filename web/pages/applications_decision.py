"""The sheet on which somebody decides whether to apply: one page, fit to be printed and signed."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from db import internal_deadlines, matches, ownership, people, verdicts
from db.engine import reading
from db.internal_deadlines import Kept
from domain.application import Application
from domain.call import Call
from domain.eligibility import Verdict
from domain.match import Match
from domain.plan import Plan, Project, institution_day
from web.application_access import Number, call_of, known
from web.rendering import show
from web.thresholds import thresholds
from web.visitor import Visiting
from web.window import Here

router = APIRouter()
MOST_EVIDENCE = 2
"""Pairs of sentences: what one page has room for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What there is to decide upon; ``None`` where it is not known."""

    project: Project | None
    owner: str | None
    call: Call | None
    verdict: Verdict | None
    match: Match | None
    deadlines: list[Kept]
    names: dict[str, str]


@router.get("/applications/{application}/decision", name="application.decision")
def decision(request: Request, window: Here, visitor: Visiting, application: Number) -> Response:
    """Call, verdict, money, evidence, days and people on one page, with lines to sign."""
    now = window.clock()
    with reading(window.engine) as session:
        stored, plan = known(session, visitor, application)
        today = institution_day(now)
        limits = thresholds(session, window, plan.id)
        owners = ownership.ownership(session, plan, on=today)
        project = next((each for each in plan.projects if each.id == stored.application.project), None)
        owner = owners.owners.get(project.id) if project else None
        found = _sheet(session, plan, stored.application, project=project, owner=owner, number=application)
    return show(
        request,
        "application-decision.jinja",
        number=application,
        application=stored.application,
        sheet=found,
        evidence=found.match.evidence[:MOST_EVIDENCE] if found.match else (),
        strength=limits.strength(found.match.score, found.match.item) if found.match else None,
        plan=plan,
        today=today,
    )


def _sheet(
    session: Session, plan: Plan, application: Application, *, project: Project | None, owner: str | None, number: int
) -> Sheet:
    stored = call_of(session, application)
    call = stored.call if stored else None
    names = {each.id: each.name for each in people.everyone(session)}
    verdict = match = None
    if call is not None:
        key = (call.source, call.reference)
        verdict = verdicts.of_calls(session, plan.id, [key]).get(key)
        of_call = matches.of_call(session, plan.id, source=call.source, reference=call.reference)
        match = next((each for each in of_call if project and each.item == project.key), None)
    return Sheet(
        project=project,
        owner=names.get(owner, owner) if owner else None,
        call=call,
        verdict=verdict,
        match=match,
        deadlines=internal_deadlines.of_application(session, number),
        names=names,
    )

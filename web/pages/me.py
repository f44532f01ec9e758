"""What I can set for myself: language, digest, followed projects, leave; where I am signed in; my data."""

import json
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from db import doors, membership, ownership, people, personal, plans
from db.engine import reading, transaction
from db.membership import By
from domain.people import LANGUAGES, Alerts, Frequency, Weekday
from web.cookies import SESSION, drop
from web.errors import NotUnderstood
from web.language import N_
from web.notices import notice
from web.rendering import go, show
from web.visitor import Visiting
from web.window import Here

router = APIRouter()
STRONG = "strong"
"""What the form says for "only strong matches"."""


@router.get("/me", name="me")
def me(request: Request, window: Here, visitor: Visiting, done: str = "") -> Response:
    """Everything about myself on one page."""
    member, now, today = visitor.known, window.clock(), window.today()
    with reading(window.engine) as session:
        plan = plans.get(session, member.plan)
        mine = ownership.ownership(session, plan, on=today).answerable(member.id) if plan else frozenset()
        followed = ownership.followed(session, member.plan).get(member.id, frozenset())
        everyone = {each.id: each for each in people.everyone(session)}
        leaves = [each for each in ownership.stand_ins(session) if each.person == member.id and each.last >= today]
        sessions = doors.sessions_of(session, member, now=now)
    return show(
        request,
        "me.jinja",
        member=member,
        mine=[each for each in plan.projects if each.id in mine] if plan else [],
        others=[each for each in plan.projects if each.id not in mine] if plan else [],
        followed=followed,
        everyone=everyone,
        leaves=leaves,
        sessions=sessions,
        today=today,
        frequencies=tuple(Frequency),
        weekdays=tuple(Weekday),
        alerts=tuple(Alerts),
        strong=STRONG,
        notice=notice(done),
    )


@router.post("/me", name="me.save")
def save(
    request: Request,
    window: Here,
    visitor: Visiting,
    language: Annotated[str, Form()],
    frequency: Annotated[Frequency, Form()],
    weekday: Annotated[Weekday, Form()] = Weekday.MONDAY,
    alerts: Annotated[Alerts, Form()] = Alerts.DAILY,
    least: Annotated[str, Form()] = "",
) -> Response:
    """Keep my language and how I want to be told."""
    if language not in LANGUAGES:
        raise NotUnderstood(N_("The window speaks Catalan, Spanish and English."))
    wanted = {
        "language": language,
        "frequency": frequency,
        "weekday": weekday,
        "alerts": alerts,
        "threshold": window.strong if least == STRONG else None,
    }
    with transaction(window.engine) as session:
        membership.change(session, visitor.known.id, wanted, by=_myself(window, visitor))
    return go(request, "me", done="saved")


@router.post("/me/follow", name="me.follow")
def follow(request: Request, window: Here, visitor: Visiting, project: Annotated[list[str], Form()] = []) -> Response:  # noqa: B006
    """Follow exactly these projects, besides those I own."""
    member = visitor.known
    with transaction(window.engine) as session:
        plan = plans.get(session, member.plan)
        wanted = {each.id for each in plan.projects if each.id in project} if plan else set()
        membership.follow(session, member, wanted, by=_myself(window, visitor))
    return go(request, "me", done="saved")


@router.post("/me/stand-in", name="me.stand-in")
def stand_in(
    request: Request,
    window: Here,
    visitor: Visiting,
    by: Annotated[str, Form()],
    first: Annotated[date, Form()],
    last: Annotated[date, Form()],
) -> Response:
    """Let somebody act for me during leave."""
    if last < first or last < window.today():
        raise NotUnderstood(N_("The last day of a leave is not before its first, and not in the past."))
    with transaction(window.engine) as session:
        acting = people.known(session, by)
        if acting.id == visitor.known.id or not acting.active:
            raise NotUnderstood(N_("Choose a colleague to act for you."))
        membership.stand_in(session, visitor.known.id, by=_myself(window, visitor), acting=by, first=first, last=last)
    return go(request, "me", done="saved")


@router.post("/me/stand-in/{stand_in}/end", name="me.end-stand-in")
def end_stand_in(request: Request, window: Here, visitor: Visiting, stand_in: int) -> Response:
    """Act for myself again."""
    with transaction(window.engine) as session:
        membership.end_stand_in(session, stand_in, person=visitor.known.id, by=_myself(window, visitor))
    return go(request, "me", done="saved")


@router.post("/me/sessions/{session}/end", name="me.end-session")
def end_session(request: Request, window: Here, visitor: Visiting, session: int) -> Response:
    """Sign out another browser of mine."""
    with transaction(window.engine) as transacting:
        membership.end_session(transacting, session, person=visitor.known.id, by=_myself(window, visitor))
    return go(request, "me", done="saved")


@router.post("/me/sign-out-everywhere", name="me.sign-out-everywhere")
def sign_out_everywhere(request: Request, window: Here, visitor: Visiting) -> Response:
    """End every session of mine, this one among them."""
    with transaction(window.engine) as session:
        membership.sign_out_everywhere(session, visitor.known.id, by=_myself(window, visitor))
    answer = go(request, "sign-in", done="signed-out-everywhere")
    drop(request, answer, SESSION)
    return answer


@router.get("/me/export", name="me.export")
def export(window: Here, visitor: Visiting) -> Response:
    """Everything that is kept of me, as JSON."""
    with reading(window.engine) as session:
        held = personal.export(session, visitor.known.id)
    return as_file(held, name="convoca-my-data.json")


@router.post("/me/erase", name="me.erase")
def erase(request: Request, window: Here, visitor: Visiting, sure: Annotated[str, Form()] = "") -> Response:
    """Erase what is kept of me, and sign out."""
    if sure != "yes":
        raise NotUnderstood(N_("Tick the box if you are sure: what is erased cannot be brought back."))
    member = visitor.known
    with transaction(window.engine) as session:
        if personal.named_by(session, member.id):
            raise NotUnderstood(
                N_("The plan names you. Ask whoever runs the service to give your projects to somebody else first.")
            )
        personal.erase(session, member.id, by=member.id, now=window.clock())
    answer = go(request, "sign-in", done="erased-mine")
    drop(request, answer, SESSION)
    return answer


def as_file(held: object, *, name: str) -> Response:
    """JSON that a browser saves instead of showing."""
    content = json.dumps(held, ensure_ascii=False, indent=2)
    return Response(
        content, media_type="application/json", headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


def _myself(window: Here, visitor: Visiting) -> By:
    return By(who=visitor.known.id, now=window.clock())

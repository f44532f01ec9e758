"""Signing in by a one-time link to a known address, and out."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.background import BackgroundTask
from starlette.responses import RedirectResponse, Response

from db import audit, doors, people
from db.engine import reading, transaction
from domain.people import Member
from web.addresses import within
from web.cookies import FORM, SESSION, drop, keep
from web.errors import NotThere, NotUnderstood
from web.language import N_
from web.limits import client, limits_of
from web.notices import notice
from web.rendering import go, show
from web.sign_in_mail import send_link
from web.visitor import Visiting
from web.window import LOOPBACK, Here, Window

router = APIRouter()
LONGEST_ADDRESS = 254


@router.get("/sign-in", name="sign-in")
def sign_in(request: Request, window: Here, visitor: Visiting, wanted: str = "", done: str = "") -> Response:
    """Ask for an address; on this machine the demo's people can be chosen instead."""
    if visitor.member is not None:
        return RedirectResponse(within(wanted or "/"), status_code=303)
    return show(
        request,
        "sign-in.jinja",
        wanted=wanted,
        choices=_choices(window) if _may_choose(request, window) else [],
        provider=window.provider,
        notice=notice(done),
    )


@router.post("/sign-in", name="sign-in.ask")
def ask(
    request: Request, window: Here, email: Annotated[str, Form()] = "", wanted: Annotated[str, Form()] = ""
) -> Response:
    """Send a link to an address that we know; the answer is the same, and as quick, for one we do not know."""
    address = email.strip()
    if "@" not in address or len(address) > LONGEST_ADDRESS or not address.isprintable():
        raise NotUnderstood(N_("Write your whole e-mail address, such as name@example.org."))
    now, limits = window.clock(), limits_of(request)
    limits.sign_ins_of_a_client.take(client(request), now=now)
    limits.links_to_an_address.take(people.folded(address), now=now)
    answer = go(request, "sign-in.sent")
    answer.background = BackgroundTask(send_link, window, address, wanted=within(wanted) if wanted else "")
    return answer


@router.get("/sign-in/sent", name="sign-in.sent")
def sent(request: Request) -> Response:
    """Say what happens next, whoever asked."""
    return show(request, "sign-in-sent.jinja", minutes=int(doors.LINK_LASTS.total_seconds() // 60))


@router.get("/sign-in/link/{token}", name="sign-in.link")
def link(request: Request, window: Here, token: str, wanted: str = "") -> Response:
    """Show a button: mail scanners follow links, so that looking must use nothing up."""
    limits_of(request).sign_ins_of_a_client.take(client(request), now=window.clock())
    with reading(window.engine) as session:
        good = doors.link_is_good(session, token, now=window.clock())
    return show(request, "sign-in-link.jinja", status=200 if good else 410, good=good, token=token, wanted=wanted)


@router.post("/sign-in/link/{token}", name="sign-in.enter")
def enter(
    request: Request, window: Here, visitor: Visiting, token: str, wanted: Annotated[str, Form()] = ""
) -> Response:
    """Use the link up and sign its person in."""
    with transaction(window.engine) as session:
        member = doors.use_link(session, token, now=window.clock())
    if member is None:
        return show(request, "sign-in-link.jinja", status=410, good=False, token=token, wanted="")
    return signed_in(request, window, visitor, member, wanted=wanted)


@router.post("/sign-in/choose", name="sign-in.choose")
def choose(
    request: Request,
    window: Here,
    visitor: Visiting,
    person: Annotated[str, Form()],
    wanted: Annotated[str, Form()] = "",
) -> Response:
    """Be one of the demo's people."""
    if not _may_choose(request, window):
        raise NotThere
    chosen = next((each for each in _choices(window) if each.id == person), None)
    if chosen is None:
        raise NotThere
    return signed_in(request, window, visitor, chosen, wanted=wanted)


@router.post("/sign-out", name="sign-out")
def sign_out(request: Request, window: Here, visitor: Visiting) -> Response:
    """End this session."""
    if visitor.session is not None:
        with transaction(window.engine) as session:
            doors.sign_out(session, visitor.session.id, now=window.clock())
    answer = go(request, "sign-in", done="signed-out")
    drop(request, answer, SESSION)
    return answer


def signed_in(request: Request, window: Window, visitor: Visiting, member: Member, *, wanted: str) -> Response:
    """Open a session for somebody whose identity has just been proved, and go where they wanted."""
    now = window.clock()
    with transaction(window.engine) as session:
        doors.tidy(session, now=now)
        if visitor.session is not None:
            doors.sign_out(session, visitor.session.id, now=now)
        token = doors.open_session(session, member.id, now=now)
        audit.note(session, who=member.id, what="sign in", object=f"person:{member.id}", now=now)
    answer = RedirectResponse(within(wanted or "/"), status_code=303)
    keep(request, answer, name=SESSION, value=token, lasts=doors.SESSION_LASTS)
    drop(request, answer, FORM)
    return answer


def _choices(window: Window) -> list[Member]:
    with reading(window.engine) as session:
        return people.active(people.everyone(session))


def _may_choose(request: Request, window: Window) -> bool:
    """Whether the demo's people may be chosen: asked from this machine itself, and through no proxy."""
    passed_on = {"forwarded", "x-forwarded-for", "x-forwarded-host", "via"} & set(request.headers)
    here = request.client is not None and request.client.host in LOOPBACK
    return window.choose_people and here and not passed_on

"""My own access for programs: tokens of the API, and addresses of private calendars."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from db import audit, plans, tokens
from db.engine import reading, transaction
from domain.access import Scope, TokenKind
from domain.people import Role
from web.errors import NotUnderstood
from web.language import N_
from web.notices import notice
from web.permissions import RULES
from web.rendering import go, show
from web.visitor import Visiting, Visitor
from web.window import Here, Window

router = APIRouter()
LONGEST_NAME = 100
SCOPES: Mapping[Scope, str] = {
    Scope.READ_CALLS: N_("Read calls, and what changed in them"),
    Scope.READ_MATCHES: N_("Read the projects and what matches them"),
    Scope.READ_APPLICATIONS: N_("Read applications and their figures"),
    Scope.WRITE_APPLICATIONS: N_("Begin, change and move applications you may change yourself"),
    Scope.WRITE_VOTES: N_("Vote for projects you may vote for yourself"),
}
"""What each allows, in plain words."""
WRITE = (Scope.WRITE_APPLICATIONS, Scope.WRITE_VOTES)


@router.get("/me/access", name="access")
def access(request: Request, window: Here, visitor: Visiting, done: str = "") -> Response:
    """What of mine programs can open, and the forms for more."""
    return _page(request, window, visitor, done=done)


@router.post("/me/access", name="access.issue")
def issue(
    request: Request,
    window: Here,
    visitor: Visiting,
    kind: Annotated[str, Form()],
    name: Annotated[str, Form()] = "",
    scope: Annotated[list[str], Form()] = [],  # noqa: B006
    project: Annotated[str, Form()] = "",
) -> Response:
    """Make a token, and show it this one time."""
    now, who, name = window.clock(), visitor.known.id, name.strip()
    if kind not in set(TokenKind) or not set(scope) <= set(Scope):
        raise NotUnderstood(N_("Choose one of the answers that the page offers."))
    if not 0 < len(name) <= LONGEST_NAME:
        raise NotUnderstood(N_("Give it a name of at most 100 characters, so that you know it again."))
    if kind == TokenKind.API and not scope:
        raise NotUnderstood(N_("Tick at least one thing that the token allows."))
    scopes = [Scope(each) for each in scope] if kind == TokenKind.API else []
    with transaction(window.engine) as session:
        plan = plans.get(session, visitor.known.plan)
        known = {each.id for each in plan.projects} if plan else set[str]()
        if project not in known and (project or kind == TokenKind.FEED):
            raise NotUnderstood(N_("Choose a project."))
        tokens.tidy(session, now=now)
        made = tokens.issue(
            session, who, name=name, scopes=scopes, kind=TokenKind(kind), project=project or None, now=now
        )
        new = {"kind": kind, "name": name, "scopes": scope, "project": project or None}
        audit.note(session, who=who, what="make token", object=f"person:{who}", new=new, now=now)
    return _page(request, window, visitor, made=made, kind=TokenKind(kind))


@router.post("/me/access/{token}/revoke", name="access.revoke")
def revoke(
    request: Request, window: Here, visitor: Visiting, token: int, back: Annotated[str, Form()] = ""
) -> Response:
    """Let a token open nothing any more; to press the button twice is to press it once."""
    now, who = window.clock(), visitor.known.id
    with transaction(window.engine) as session:
        good = {each.id: each for each in tokens.of_person(session, who) if each.revoked_at is None}
        if token in good:
            tokens.revoke(session, token, now=now)
            old = {"name": good[token].name}
            audit.note(session, who=who, what="revoke token", object=f"person:{who}", old=old, now=now)
    return go(request, "searches" if back == "searches" else "access", done="revoked")


def _page(
    request: Request,
    window: Window,
    visitor: Visitor,
    *,
    made: str = "",
    kind: TokenKind | None = None,
    done: str = "",
) -> Response:
    with reading(window.engine) as session:
        theirs = tokens.of_person(session, visitor.known.id)
        plan = plans.get(session, visitor.known.plan)
    titles = {each.id: each.name(visitor.language) for each in plan.projects} if plan else {}
    route = "feeds.calls" if kind is TokenKind.FEED else "feeds.calendar"
    address = f"{window.public_url}{request.app.url_path_for(route, token=made or '-')}"
    may_write = visitor.covers(RULES["api.vote"].least or Role.VIEWER)
    return show(
        request,
        "access.jinja",
        tokens=[each for each in theirs if each.revoked_at is None and each.search is None],
        titles=titles,
        scopes={each: said for each, said in SCOPES.items() if may_write or each not in WRITE},
        said=SCOPES,
        made=made,
        kind=kind,
        kinds=TokenKind,
        address=address,
        subscribe=address.replace("https://", "webcal://").replace("http://", "webcal://"),
        api=f"{window.public_url}/api/v1",
        notice=notice(done),
    )

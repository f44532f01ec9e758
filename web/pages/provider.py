"""Signing in with the organisation's account, where an OpenID Connect provider is set."""

from datetime import timedelta
from hmac import compare_digest

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from db import people
from db.engine import reading
from web import cookies
from web.addresses import within
from web.errors import NotThere, ProviderTrouble
from web.language import N_
from web.limits import client, limits_of
from web.pages.sign_in import signed_in
from web.rendering import show
from web.visitor import Visiting
from web.window import Here, Provider, Window

router = APIRouter()
AWAY = timedelta(minutes=15)
"""How long somebody may stay at the provider."""


@router.get("/sign-in/provider", name="sign-in.provider")
def leave(request: Request, window: Here, wanted: str = "") -> Response:
    """Send somebody to the provider."""
    from web import provider as oidc

    provider = _provider(window)
    limits_of(request).sign_ins_of_a_client.take(client(request), now=window.clock())
    flow = oidc.Flow.begin(within(wanted) if wanted and " " not in wanted else "")
    answer = RedirectResponse(oidc.leave(provider, flow, back=_back(window)), status_code=303)
    cookies.keep(request, answer, name=cookies.PROVIDER, value=flow.kept(), lasts=AWAY)
    return answer


@router.get("/sign-in/provider/back", name="sign-in.provider.back")
def back(request: Request, window: Here, visitor: Visiting, code: str = "", state: str = "") -> Response:
    """Take somebody back from the provider, and sign them in if we know the address it has verified."""
    from web import provider as oidc

    provider = _provider(window)
    limits_of(request).sign_ins_of_a_client.take(client(request), now=window.clock())
    flow = oidc.Flow.read(cookies.read(request, cookies.PROVIDER))
    if flow is None or not code or not compare_digest(flow.state.encode(), state.encode("utf-8", "surrogatepass")):
        raise ProviderTrouble("nobody was sent there from this browser, or they did not let them in")
    email = oidc.verified_email(provider, flow, code=code, back=_back(window), now=window.clock())
    with reading(window.engine) as session:
        member = people.by_email(session, email) if email else None
    if member is None or not member.active:
        title, sentence = (
            N_("You are not known here"),
            N_("Your organisation knows you, this service does not. Ask whoever runs it to invite you."),
        )
        return show(request, "error.jinja", status=403, title=title, sentence=sentence)
    answer = signed_in(request, window, visitor, member, wanted=flow.wanted)
    cookies.drop(request, answer, cookies.PROVIDER)
    return answer


def _provider(window: Window) -> Provider:
    if window.provider is None:
        raise NotThere
    return window.provider


def _back(window: Window) -> str:
    return f"{window.public_url}/sign-in/provider/back"

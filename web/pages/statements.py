"""What everybody may read: the accessibility statement and what is done with personal data; and the language switch."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from db import membership
from db.doors import REMEMBERED, SESSION_LASTS
from db.engine import transaction
from db.membership import By
from domain.people import LANGUAGES
from web.addresses import within
from web.cookies import LANGUAGE, keep
from web.errors import NotUnderstood
from web.language import N_
from web.rendering import show
from web.visitor import Visiting
from web.window import Here

router = APIRouter()


@router.get("/accessibility", name="accessibility")
def accessibility(request: Request) -> Response:
    """How accessible the window is, how that was checked, and whom to tell."""
    return show(request, "accessibility.jinja")


@router.get("/personal-data", name="personal-data")
def personal_data(request: Request) -> Response:
    """What is kept of a person, why and how long."""
    return show(request, "personal-data.jinja", days=REMEMBERED.days)


@router.post("/language", name="language")
def language(
    request: Request, window: Here, visitor: Visiting, to: Annotated[str, Form()], back: Annotated[str, Form()] = "/"
) -> Response:
    """Speak another language from now on: to this person, or in this browser where nobody is signed in."""
    if to not in LANGUAGES:
        raise NotUnderstood(N_("The window speaks Catalan, Spanish and English."))
    answer = RedirectResponse(within(back), status_code=303)
    if visitor.member is None:
        keep(request, answer, name=LANGUAGE, value=to, lasts=SESSION_LASTS)
    else:
        with transaction(window.engine) as session:
            by = By(who=visitor.member.id, now=window.clock())
            membership.change(session, visitor.member.id, {"language": to}, by=by)
    return answer

"""Refusing further digests by the link in a mail, signed in or not; mail programs press the button themselves."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from db import membership, unsubscribing
from db.engine import transaction
from db.membership import By
from domain.people import Frequency
from web.errors import NotThere
from web.rendering import show
from web.window import Here

router = APIRouter()


@router.get("/unsubscribe/{token}", name="unsubscribe")
def unsubscribe(request: Request, window: Here, token: str) -> Response:
    """Show a button and for whom: mail scanners follow links, and people forward mails."""
    with transaction(window.engine) as session:
        member = unsubscribing.member_of(session, token)
    if member is None:
        raise NotThere
    return show(request, "unsubscribe.jinja", member=member, token=token, done=member.frequency is Frequency.NEVER)


@router.post("/unsubscribe/{token}", name="unsubscribe.stop")
def stop(request: Request, window: Here, token: str) -> Response:
    """Send this person no further digest. The link stands for the form: RFC 8058 has mail programs send it."""
    with transaction(window.engine) as session:
        member = unsubscribing.member_of(session, token)
        if member is None:
            raise NotThere
        by = By(who=member.id, now=window.clock())
        membership.change(session, member.id, {"frequency": Frequency.NEVER}, by=by)
    return show(request, "unsubscribe.jinja", member=member, token=token, done=True)

"""A link from a mail is opened: whom and what it stands for, or a page in the person's language that says why not."""

from dataclasses import replace
from typing import Annotated

from fastapi import Path, Request

from db import action_links
from db.action_links import Link, State
from db.engine import transaction
from domain.people import LANGUAGES, Member
from web.cookies import LANGUAGE, read
from web.errors import LinkRefused
from web.language import N_
from web.visitor import visitor_of
from web.window import window_of

REFUSED = {
    State.FORGED: N_("This link is not whole, or it is none of ours. Open it from the mail again."),
    State.EXPIRED: N_("This link was good for 30 days. Sign in to do the same in the window."),
    State.REVOKED: N_("The person this link was sent to no longer comes in, so it does nothing any more."),
}


def opened(request: Request, token: Annotated[str, Path()]) -> Link:
    """What a token stands for; raise :class:`LinkRefused` where it does not act."""
    window = window_of(request)
    with transaction(window.engine) as session:  # a first key may have to be made
        link = action_links.read(session, token, now=window.clock())
    if link.member is not None:
        _speak_with(request, link.member)
    if link.state is not State.GOOD:
        raise LinkRefused(REFUSED[link.state])
    return link


def _speak_with(request: Request, member: Member) -> None:
    """Show what follows in the person's language, unless somebody is signed in, or the browser was told another."""
    visitor = visitor_of(request)
    if visitor.member is None and read(request, LANGUAGE) not in LANGUAGES:
        request.state.visitor = replace(visitor, language=member.language)

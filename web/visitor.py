"""Who is asking: the person of the session, or nobody; in which language, and with which form token."""

from dataclasses import dataclass
from hmac import compare_digest
from secrets import token_urlsafe
from typing import Annotated

from fastapi import Depends, Request

from db import doors, tokens
from db.doors import SignedIn
from db.engine import reading, transaction
from db.tokens import Holder
from domain.people import Member, Role
from web import language
from web.cookies import FORM, SESSION, read
from web.window import Window, window_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Whoever sent a request."""

    session: SignedIn | None
    language: str
    form_token: str
    """What every form must carry: the session's secret, or that of the browser where nobody is signed in."""
    holder: Holder | None = None
    """The token by which a program came, instead of a session."""

    @property
    def member(self) -> Member | None:
        """Who it is, if they are signed in."""
        known = self.session or self.holder
        return known.member if known else None

    @property
    def known(self) -> Member:
        """Who it is; for pages that let in nobody who is not signed in."""
        if self.member is None:
            raise LookupError("this page needs a row in web/permissions.py that keeps strangers out")
        return self.member

    def covers(self, least: Role) -> bool:
        """Whether they may do what that role may."""
        return self.member is not None and self.member.role.covers(least)

    def sent(self, token: str) -> bool:
        """Whether a form's token is theirs."""
        return compare_digest(self.form_token.encode(), token.encode("utf-8", "surrogatepass"))


def visitor_of(request: Request) -> Visitor:
    """Who sent this request; found once for each."""
    found: Visitor | None = getattr(request.state, "visitor", None)
    if found is None:
        found = request.state.visitor = _visitor(request, window_of(request))
    return found


def bearing(request: Request) -> Visitor:
    """The program that sent this request with a token of somebody; never who a cookie says. For the rest of it too."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    holder = _holder(window_of(request), token.strip()) if scheme.lower() == "bearer" else None
    found = Visitor(session=None, language=language.choose(request, None), form_token="", holder=holder)
    request.state.visitor = found
    return found


def nobody(request: Request) -> Visitor:
    """A visitor of whom nothing is looked up: for pages that say that looking up does not work."""
    return _as(request, None)


def _visitor(request: Request, window: Window) -> Visitor:
    return _as(request, _signed_in(window, read(request, SESSION)))


def _as(request: Request, session: SignedIn | None) -> Visitor:
    wished = session.member.language if session else None
    return Visitor(
        session=session,
        language=language.choose(request, wished),
        # A browser that has no token yet gets one with the page that holds its first form.
        form_token=session.csrf if session else read(request, FORM) or token_urlsafe(32),
    )


def _signed_in(window: Window, token: str | None) -> SignedIn | None:
    if token is None:
        return None
    now = window.clock()
    with reading(window.engine) as session:
        found = doors.signed_in(session, token, now=now)
    if found is not None and now - found.last_seen > doors.SEEN_EVERY:
        with transaction(window.engine) as session:
            doors.see(session, found.id, now=now)
    return found


def _holder(window: Window, token: str) -> Holder | None:
    with reading(window.engine) as session:
        found = tokens.bearer(session, token)
    if found is not None:
        seen(window, found)
    return found


def seen(window: Window, holder: Holder) -> None:
    """Note that a token was used, as exactly as it is kept."""
    now, used_at = window.clock(), holder.token.used_at
    if used_at is None or now - used_at > tokens.USED_EVERY:
        with transaction(window.engine) as session:
            tokens.use(session, holder.token.id, now=now)


Visiting = Annotated[Visitor, Depends(visitor_of)]

"""The searches I keep: to come back to, for my digest, and for a feed reader."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from db import audit, plans, saved_searches, tokens
from db.engine import reading, transaction
from db.saved_searches import SavedSearch
from db.tokens import Token
from domain.access import TokenKind
from domain.plan import Plan
from domain.search import Facet
from domain.search_address import address as address_of
from domain.search_address import asked
from web.errors import NotThere, NotUnderstood
from web.language import N_
from web.notices import notice
from web.pages.search import Choice, chosen
from web.rendering import go, show
from web.visitor import Visiting, Visitor
from web.window import Here, Window

router = APIRouter()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A search as the page shows it."""

    kept: SavedSearch
    text: str
    chosen: list[tuple[Facet, list[Choice]]]
    feed: Token | None


LONGEST_NAME = 100
MOST = 100
"""Searches of one person: each is asked anew for every digest."""


@router.get("/searches", name="searches")
def searches(request: Request, window: Here, visitor: Visiting, done: str = "") -> Response:
    """What I keep, and what of it can be read by a feed reader."""
    return _page(request, window, visitor, done=done)


@router.post("/searches", name="searches.keep")
def keep(
    request: Request,
    window: Here,
    visitor: Visiting,
    name: Annotated[str, Form()],
    address: Annotated[str, Form()] = "",
    notify: Annotated[bool, Form()] = False,
) -> Response:
    """Keep the search of an address under a name of mine."""
    who, now = visitor.known.id, window.clock()
    whole = address_of(asked(address).at(1))
    with transaction(window.engine) as session:
        name = _free(session, who, name)
        if len(saved_searches.of_person(session, who)) >= MOST:
            raise NotUnderstood(N_("You keep 100 searches, which is all there is room for: delete one first."))
        saved_searches.save(session, who, name, address=whole, notify=notify, now=now)
        new = {"name": name, "notify": notify}
        audit.note(session, who=who, what="keep search", object=f"person:{who}", new=new, now=now)
    return go(request, "searches", done="search-kept")


@router.post("/searches/{search}/change", name="searches.change")
def change(
    request: Request,
    window: Here,
    visitor: Visiting,
    search: int,
    name: Annotated[str, Form()],
    notify: Annotated[bool, Form()] = False,
) -> Response:
    """Rename it, and let my digest tell of it or not."""
    who = visitor.known.id
    with transaction(window.engine) as session:
        old = _mine(session, search)
        name = old.name if name.strip() == old.name else _free(session, who, name)
        saved_searches.change(session, search, name=name, notify=notify)
        was, now_is = {"name": old.name, "notify": old.notify}, {"name": name, "notify": notify}
        object = f"person:{who}"
        audit.note(session, who=who, what="change search", object=object, old=was, new=now_is, now=window.clock())
    return go(request, "searches", done="saved")


@router.post("/searches/{search}/feed", name="searches.feed")
def feed(request: Request, window: Here, visitor: Visiting, search: int) -> Response:
    """Make an address for feed readers, and show it this one time; an earlier one opens nothing any more."""
    who, now = visitor.known.id, window.clock()
    with transaction(window.engine) as session:
        kept = _mine(session, search)
        tokens.revoke_of_search(session, search, now=now)
        made = tokens.issue(session, who, name=kept.name, kind=TokenKind.FEED, search=search, now=now)
        new = {"kind": TokenKind.FEED.value, "name": kept.name}
        audit.note(session, who=who, what="make token", object=f"person:{who}", new=new, now=now)
    return _page(request, window, visitor, made=made, of=search)


@router.post("/searches/{search}/forget", name="searches.forget")
def forget(request: Request, window: Here, visitor: Visiting, search: int) -> Response:
    """Keep it no longer."""
    who, now = visitor.known.id, window.clock()
    with transaction(window.engine) as session:
        old = {"name": _mine(session, search).name}
        saved_searches.forget(session, search, now=now)
        audit.note(session, who=who, what="forget search", object=f"person:{who}", old=old, now=now)
    return go(request, "searches", done="search-forgotten")


def _mine(session: Session, search: int) -> SavedSearch:
    kept = saved_searches.one(session, search)
    if kept is None:
        raise NotThere
    return kept


def _free(session: Session, person: str, name: str) -> str:
    """The name without idle blanks; raise :class:`NotUnderstood` where it is none, or that of another search."""
    name = " ".join(name.split())
    if not 0 < len(name) <= LONGEST_NAME:
        raise NotUnderstood(N_("Give the search a name of at most 100 characters, so that you know it again."))
    if name in {each.name for each in saved_searches.of_person(session, person)}:
        raise NotUnderstood(
            N_("You keep a search of that name already: choose another name, or delete the other first.")
        )
    return name


def _page(
    request: Request, window: Window, visitor: Visitor, *, made: str = "", of: int | None = None, done: str = ""
) -> Response:
    with reading(window.engine) as session:
        kept = saved_searches.of_person(session, visitor.known.id)
        plan = plans.get(session, visitor.known.plan)
        good = [each for each in tokens.of_person(session, visitor.known.id) if each.revoked_at is None]
    feeds = {each.search: each for each in good if each.search is not None}
    return show(
        request,
        "searches.jinja",
        kept=[_shown(each, plan, visitor.language, feeds.get(each.id)) for each in kept],
        made=next((each for each in kept if each.id == of), None),
        feed=f"{window.public_url}{request.app.url_path_for('feeds.calls', token=made)}" if made else "",
        longest=LONGEST_NAME,
        notice=notice(done),
    )


def _shown(kept: SavedSearch, plan: Plan | None, language: str, feed: Token | None) -> Shown:
    search = asked(kept.address)
    return Shown(kept=kept, text=search.text, chosen=chosen(search, plan, language), feed=feed)

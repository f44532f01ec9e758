"""Calls by hand: an invitation, a national call, what no source shows; added and amended by an officer."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from db import audit, by_hand, calls
from db.calls import Outcome, StoredCall
from db.engine import reading, transaction
from domain.by_hand import SOURCE, call_of
from domain.deadlines import DeadlineKind
from web.call_form import ROWS, ZONES, Typed, languages, read, typed_of
from web.errors import NotThere
from web.formats import Formats
from web.language import N_, translations
from web.pages.calls import known
from web.rendering import go, show
from web.visitor import Visiting, Visitor
from web.window import Here

router = APIRouter()


@router.get("/calls-by-hand", name="by-hand")
def form(request: Request, window: Here, visitor: Visiting, reference: str = "") -> Response:
    """The form: empty, or with what is known of a call that was added before."""
    if not reference:
        return _page(request, visitor, Typed())
    with reading(window.engine) as session:
        call = known(session, SOURCE, reference).call
    return _page(request, visitor, typed_of(call, Formats(visitor.language, translations(visitor.language))))


@router.post("/calls-by-hand", name="by-hand.save")
def save(request: Request, window: Here, visitor: Visiting, typed: Annotated[Typed, Form()]) -> Response:
    """Keep the call; what it said before stays as an earlier version."""
    described, wrong = read(typed)
    errors = dict(wrong)
    now = window.clock()
    reference = typed.amends or described.address
    with transaction(window.engine) as session:
        if typed.amends and calls.one(session, SOURCE, typed.amends) is None:
            raise NotThere
        shown = None if errors else by_hand.shown_elsewhere(session, reference)
        if shown is not None:
            errors["address"] = N_("A source shows this call already:")
        if errors:
            return _page(request, visitor, typed, errors=errors, shown=shown)
        call = call_of(described, today=window.today(), reference=reference)
        recorded = calls.record(session, call, now=now)
        what = {Outcome.NEW: "add call", Outcome.CHANGED: "amend call"}.get(recorded.outcome)
        if what:
            new = {"title": call.title, "version": recorded.version}
            audit.note(session, who=visitor.known.id, what=what, object=f"call:{SOURCE}/{reference}", new=new, now=now)
    if what:
        window.merge()
    return go(request, "call", source=SOURCE, reference=reference, done="call-added")


def _page(
    request: Request,
    visitor: Visitor,
    typed: Typed,
    *,
    errors: dict[str, str] | None = None,
    shown: StoredCall | None = None,
) -> Response:
    return show(
        request,
        "adding.jinja",
        status=422 if errors else 200,
        typed=typed,
        errors=errors or {},
        shown=shown and shown.call,
        rows=[*typed.rows()] + [("", "", ZONES[0], DeadlineKind.DEADLINE.value)] * (ROWS - len([*typed.rows()])),
        zones=[(each, each) for each in ZONES],
        kinds=tuple(DeadlineKind),
        languages_of_calls=languages(visitor.language),
    )

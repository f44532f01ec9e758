"""Search: words, identifiers and meaning; facets with counts; the address holds all of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from db import plans, saved_searches
from db.engine import reading
from domain.call import Kind, Status
from domain.eligibility import Answer
from domain.people import Role
from domain.plan import Plan
from domain.search import RUNNING, Asked, Band, Count, Facet, Found, Sort, Window
from domain.search_address import address, of_pairs
from web.limits import limited
from web.permissions import RULES
from web.rendering import show
from web.thresholds import thresholds
from web.visitor import Visiting
from web.window import Here

router = APIRouter()

FEW = 8
"""Values of a facet that are shown at once; the rest opens."""
WORDS: Mapping[Facet, type[StrEnum]] = {
    Facet.STATUS: Status,
    Facet.KIND: Kind,
    Facet.WINDOW: Window,
    Facet.BUDGET: Band,
    Facet.VERDICT: Answer,
}
"""Facets whose values are words of the domain; the others' are names."""
USUAL = Asked(filters={Facet.STATUS: frozenset(RUNNING)}, sort=Sort.SCORE)
"""What the page shows to who asks for nothing: what can still be applied to, what fits best first."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet as the page shows it: a word of the domain, or a name."""

    count: Count
    word: StrEnum | None
    name: str


@router.get("/search", name="search", dependencies=[Depends(limited(lambda limits: limits.searches))])
def search(request: Request, window: Here, visitor: Visiting) -> Response:
    """Calls that are found, with what narrows and what would widen them."""
    if not request.query_params:
        return RedirectResponse(f"{request.url.path}?{address(USUAL)}", status_code=303)
    asked = of_pairs(request.query_params.multi_items())
    found = window.search.search(asked, now=window.clock())
    with reading(window.engine) as session:
        plan = plans.get(session, visitor.known.plan)
        kept = saved_searches.of_person(session, visitor.known.id)
        limits = thresholds(session, window, visitor.known.plan)
    own = address(asked.at(1))
    names = _names(plan, visitor.language)
    return show(
        request,
        "search.jinja",
        asked=asked,
        found=found,
        facets=dict(_facets(found, names)),
        few=FEW,
        item_names=names,
        strength=limits.strength,
        to=lambda search: f"{request.url.path}?{address(search)}",
        sorts=tuple(Sort),
        own_address=own,
        may_add=visitor.covers(RULES["by-hand"].least or Role.OFFICER),
        kept_as=next((each.name for each in kept if each.address == own), ""),
    )


def chosen(asked: Asked, plan: Plan | None, language: str) -> list[tuple[Facet, list[Choice]]]:
    """What a search is narrowed down to, in the words of the page."""
    names = _names(plan, language)
    return [
        (facet, [_choice(facet, Count(value, 0, chosen=True), names) for value in sorted(asked.filters[facet])])
        for facet in Facet
        if facet in asked.filters
    ]


def _names(plan: Plan | None, language: str) -> dict[str, str]:
    """The plan's items by their keys."""
    return {} if plan is None else {each.key: each.name(language) for each in plan.items()}


def _facets(found: Found, names: Mapping[str, str]) -> Iterator[tuple[Facet, list[Choice]]]:
    for facet, counts in found.facets.items():
        if counts:
            yield facet, [_choice(facet, each, names) for each in counts]


def _choice(facet: Facet, count: Count, names: Mapping[str, str]) -> Choice:
    if facet in WORDS and count.value in set(WORDS[facet]):
        return Choice(count, WORDS[facet](count.value), count.value)
    return Choice(count, None, names.get(f"{facet}:{count.value}", count.value))

"""The sources, and how each is: what an officer looks at to know whether the calls can be relied on."""

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from db import crawls
from db.crawl_history import histories
from db.crawls import CrawlRecord
from db.engine import reading
from domain.health import CrawlHistory, Health, State, health
from web.rendering import show
from web.visitor import Visiting
from web.window import Here, ReadSource

router = APIRouter()
WORST = (State.FAILING, State.SILENT, State.HEALTHY, State.NEVER_READ)
"""The order in which sources stand: first what somebody has to look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A source and what is known of its crawls."""

    source: ReadSource
    health: Health
    history: CrawlHistory
    last: CrawlRecord | None


@router.get("/sources", name="sources")
def sources(request: Request, window: Here, visitor: Visiting) -> Response:  # noqa: ARG001
    """Every source in words; those that somebody has to look at come first."""
    now = window.clock()
    with reading(window.engine) as session:
        latest, known = crawls.latest(session), histories(session, now=now)
    seen = []
    for each in window.sources():
        history = known.get(each.name, CrawlHistory())
        judged = health(history, cadence=each.cadence, now=now)
        seen.append(Seen(source=each, health=judged, history=history, last=latest.get(each.name)))
    states = {state: [each for each in seen if each.health.state is state] for state in WORST}
    return show(request, "sources.jinja", states={state: those for state, those in states.items() if those})

"""Why a call is, or is not, offered to a project: every step of the way."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import Response

from db import audit, merges, people, standing
from db.engine import reading
from domain.vote import last_words
from followup.standing import Bar, Standing
from web.language import N_
from web.pages.calls import known
from web.pages.projects import MOVE, of_plan
from web.rendering import show
from web.thresholds import thresholds
from web.visitor import Visiting
from web.window import Here

router = APIRouter()
SAID: Mapping[Bar, str] = {
    Bar.SHUT: N_("It is not offered: it can no longer be applied to."),
    Bar.STALE: N_("It is not offered: it was published more than a year ago, and nothing says that it still runs."),
    Bar.NO_FUNDING: N_("It is not offered: it pays for nothing that a plan asks for."),
    Bar.MERGED: N_("It is not offered: the same call, read elsewhere, is offered in its place."),
    Bar.UNMATCHED: N_("It is not offered yet: the call or the project is newer than the last match."),
    Bar.WEAK: N_("It is not offered: its score stays below the threshold of the project."),
    Bar.NOT_ELIGIBLE: N_("It is not offered: you may not apply."),
    Bar.TURNED_DOWN: N_("It is not offered: it was turned down for this project."),
}


@router.get("/why/{project}/{source}/{reference:path}", name="why")
def why(request: Request, window: Here, visitor: Visiting, project: str, source: str, reference: str) -> Response:
    """What is known of a call for a project, from its first reading to the last mail."""
    now = window.clock()
    with reading(window.engine) as session:
        plan, item = of_plan(session, visitor.known.plan, project)
        stored = known(session, source, reference)
        limits = thresholds(session, window, plan.id)
        kept = standing.of_item(session, plan.id, item.key, stored)
        others = merges.other_readings(session, stored)
        moves = [each for each in audit.latest(session, object=item.key) if each.what == MOVE]
        names = {each.id: each.name for each in people.everyone(session)}
    barred = Standing(
        call=stored.call,
        merged_into=stored.merged_into,
        match=kept.match,
        verdict=kept.verdict,
        turned_down=kept.turned_down is not None,
    ).bar(limits, now=now)
    return show(
        request,
        "why.jinja",
        project=item,
        stored=stored,
        call=stored.call,
        kept=kept,
        barred=barred,
        said=SAID[barred] if barred else N_("It is offered."),
        threshold=limits.least(item.key),
        moved=moves[0] if moves and item.key in limits.of_item else None,
        strength=limits.strength,
        standing=[*last_words(kept.votes).values()],
        others=others,
        names=names,
    )

"""The figures of a period: sentences, tables, and what became of the calls that were told of."""

from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from db import application_figures, call_funnel, plans
from db.engine import reading
from domain.period import Period, period
from domain.plan import INSTITUTION_ZONE, Plan
from followup.figures import by_route, figures
from web.application_filters import Filters
from web.errors import NotUnderstood
from web.figure_sentences import Sentences
from web.figure_tables import GROUPINGS, tables
from web.language import N_
from web.rendering import show
from web.visitor import Visiting
from web.window import Here

router = APIRouter()


@router.get("/figures", name="figures")
def of_period(request: Request, window: Here, visitor: Visiting, since: str = "", until: str = "") -> Response:
    """What was submitted and granted in a period, each figure with the way to its applications."""
    wanted, speaks = _period(since, until), visitor.language
    with reading(window.engine) as session:
        plan = plans.get(session, visitor.known.plan)
        if plan is None:
            return show(request, "figures.jinja", plan=None)
        sums = {each: application_figures.portions(session, plan.id, wanted, by=(each,)) for each in GROUPINGS}
        first, after = wanted.moments(INSTITUTION_ZONE)
        followed = call_funnel.followed(session, plan.id, since=first, until=after)
    say, whole = Sentences(speaks), figures(sums["year"])
    scope = Filters(since=_text(wanted.since), until=_text(wanted.until))
    return show(
        request,
        "figures.jinja",
        plan=plan,
        period=wanted,
        title=say.period(wanted),
        choices=_choices(plan, today=window.today()),
        sentences=list(say.of(whole, by_route(sums["programme"]), wanted)),
        figures=whole,
        scope=scope,
        tables=tables(sums, plan=plan, scope=scope, language=speaks),
        funnel=followed,
    )


def _period(since: str, until: str) -> Period:
    try:
        return period(since, until)
    except ValueError as error:
        raise NotUnderstood(N_("Write the two days as 2019-06-17, the first one first.")) from error


def _choices(plan: Plan, *, today: date) -> list[tuple[str, str, str]]:
    """Periods that are asked for most: their name where they are no year, and their two days."""
    years = [(str(each), f"{each}-01-01", f"{each}-12-31") for each in (today.year, today.year - 1)]
    of_plan = (N_("The plan's period"), plan.starts.isoformat(), plan.ends.isoformat())
    return [*years, of_plan, (N_("All years"), "", "")]


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""

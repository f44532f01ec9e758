"""The evaluation of the plan for a period: a page to read and print, its charts, and a file to hand on."""

from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import Response

from db import plans
from db.engine import reading
from domain.period import Period, period
from domain.plan import Plan
from followup.report import closed
from web import report as reports
from web.charts import svg
from web.errors import NotThere, NotUnderstood
from web.language import N_
from web.rendering import show
from web.report_file import rendered
from web.visitor import Visiting, Visitor
from web.window import Here, Window

router = APIRouter()
CHART = "image/svg+xml"


@router.get("/report", name="report")
def of_period(request: Request, window: Here, visitor: Visiting, since: str = "", until: str = "") -> Response:
    """The report; of the plan's whole time where no period is named."""
    plan = _plan(window, visitor)
    if plan is None:
        return show(request, "report.jinja", plan=None)
    wanted = _period(plan, since, until)
    made = reports.made(window, plan, wanted, language=visitor.language, by=visitor.known.name)
    asked = {"since": str(wanted.since), "until": str(wanted.until)}

    def picture(chart: str) -> str:
        return f"{request.app.url_path_for('report.chart', chart=chart)}?{urlencode(asked)}"

    return show(
        request,
        "report.jinja",
        plan=plan,
        report=made,
        period=wanted,
        asked=asked,
        choices=_choices(plan, today=window.today()),
        picture=picture,
        root="",
    )


@router.get("/report/charts/{chart}.svg", name="report.chart")
def chart(window: Here, visitor: Visiting, chart: str, since: str = "", until: str = "") -> Response:
    """One chart of it."""
    plan = _plan(window, visitor)
    if plan is None:
        raise NotThere
    charts = reports.charts(window, plan, _period(plan, since, until), language=visitor.language)
    if chart not in charts:
        raise NotThere
    return Response(svg(charts[chart]), media_type=CHART)


@router.get("/report.html", name="report.file")
def file(request: Request, window: Here, visitor: Visiting, since: str = "", until: str = "") -> Response:
    """The report with its charts and its style in one file."""
    plan = _plan(window, visitor)
    if plan is None:
        raise NotThere
    wanted = _period(plan, since, until)
    made = reports.made(window, plan, wanted, language=visitor.language, by=visitor.known.name)
    name = f"convoca-report-{wanted.since}-{wanted.until}-{visitor.language}.html"
    content = rendered(made, path=request.app.url_path_for, root=window.public_url)
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type="text/html; charset=utf-8", headers=headers)


def _plan(window: Window, visitor: Visitor) -> Plan | None:
    with reading(window.engine) as session:
        return plans.get(session, visitor.known.plan)


def _period(plan: Plan, since: str, until: str) -> Period:
    try:
        return closed(period(since, until), plan)
    except ValueError as error:
        raise NotUnderstood(N_("Write the two days as 2019-06-17, the first one first.")) from error


def _choices(plan: Plan, *, today: date) -> list[tuple[str, str, str]]:
    """The plan's whole time and each of its years so far: its name, and its two days."""
    years = range(plan.starts.year, min(plan.ends.year, today.year) + 1)
    whole = (N_("The plan's period"), plan.starts.isoformat(), plan.ends.isoformat())
    return [whole, *((str(each), f"{each}-01-01", f"{each}-12-31") for each in years)]

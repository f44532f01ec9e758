"""The applications: figures and list, by filters that stand in the address, and the list for a spreadsheet."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from db import applications, plans
from db.applications import Stored
from db.engine import reading
from domain.application import Part, Stage
from domain.plan import INSTITUTION_ZONE, Plan
from followup.figures import figures
from web.application_choices import choices
from web.application_filters import GROUPS, Filtered, Filters
from web.application_rights import writable
from web.application_sheet import sheet
from web.errors import NotThere
from web.exports import CSV, XLSX, Sheet, as_csv, as_xlsx
from web.figure_tables import GROUPINGS, tables
from web.notices import notice
from web.rendering import show
from web.visitor import Visiting, Visitor
from web.window import Here, Window

router = APIRouter()
ON_A_PAGE = 50
"""Applications; the figures and the spreadsheets hold all."""
TABLES = ("by-year", "by-line", "by-programme")
"""Those that are most asked for; the page of the figures has all."""
Page = Annotated[int, Query(ge=1, le=9999)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the filters leave."""

    plan: Plan
    every: list[Stored]
    """Of the plan."""
    scope: list[Stored]
    """By all filters but the stage: what the figures count, since each of them leads to a stage."""
    shown: list[Stored]
    """By all filters."""


@router.get("/applications", name="applications")
def list_applications(
    request: Request, window: Here, visitor: Visiting, filters: Filtered, page: Page = 1, done: str = ""
) -> Response:
    """The figures, the list, and the tables by year, line and programme."""
    with reading(window.engine) as session:
        chosen = _chosen(session, visitor, filters)
        if chosen is None:
            return show(request, "applications.jinja", chosen=None)
        may_begin = bool(writable(session, chosen.plan, visitor.known, now=window.clock()))
    scope = filters.but(stage="")
    speaks, counted = visitor.language, [each.application for each in chosen.scope]
    return show(
        request,
        "applications.jinja",
        chosen=chosen,
        may_begin=may_begin,
        filters=filters,
        here_shown=chosen.shown[(page - 1) * ON_A_PAGE : page * ON_A_PAGE],
        page=page,
        pages=-(-len(chosen.shown) // ON_A_PAGE),
        scope=scope,
        figures=figures(counted),
        tables=tables(dict.fromkeys(GROUPINGS, counted), plan=chosen.plan, scope=scope, language=speaks, ids=TABLES),
        choices=choices(chosen.every, chosen.plan, filters=filters, language=speaks),
        projects={each.id: each.name(speaks) for each in chosen.plan.projects},
        groups={name: label for name, (label, _) in GROUPS.items()},
        stages=tuple(Stage),
        parts=tuple(Part),
        notice=notice(done),
    )


@router.get("/applications.xlsx", name="applications.xlsx")
def as_workbook(window: Here, visitor: Visiting, filters: Filtered) -> Response:
    """The list as a workbook."""
    return _file(as_xlsx(_sheet(window, visitor, filters), now=window.clock()), XLSX, window=window, ending="xlsx")


@router.get("/applications.csv", name="applications.csv")
def as_values(window: Here, visitor: Visiting, filters: Filtered) -> Response:
    """The list as comma-separated values."""
    return _file(as_csv(_sheet(window, visitor, filters)), CSV, window=window, ending="csv")


def _sheet(window: Window, visitor: Visitor, filters: Filters) -> Sheet:
    with reading(window.engine) as session:
        chosen = _chosen(session, visitor, filters)
    if chosen is None:
        raise NotThere
    return sheet(chosen.shown, chosen.plan, language=visitor.language)


def _chosen(session: Session, visitor: Visitor, filters: Filters) -> Chosen | None:
    """What the filters leave of the plan that a visitor works with; ``None`` as long as there is no plan."""
    plan = plans.get(session, visitor.known.plan)
    if plan is None:
        return None
    every = applications.of_plan(session, plan.id)
    scope = filters.but(stage="").chosen(every, plan)
    return Chosen(plan=plan, every=every, scope=scope, shown=filters.chosen(scope, plan))


def _file(content: bytes, kind: str, *, window: Window, ending: str) -> Response:
    name = f"convoca-applications-{window.clock().astimezone(INSTITUTION_ZONE):%Y-%m-%d}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=kind, headers=headers)

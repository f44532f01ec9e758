"""Applications for programs: read, begin, change and move them, and the figures of all."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from db import applications, audit, people
from db.applications import Stored
from db.engine import reading, transaction
from db.wire import plain
from domain.application import LEFT, Application, Event, Misdated, ReasonMissing, Stage, stage_before
from domain.plan import Plan, institution_day
from followup.figures import figures
from web import application_access
from web.api.answers import answered, refuse_unseen
from web.api.application_data import (
    ApplicationChange,
    ApplicationIn,
    ApplicationOut,
    ApplicationPage,
    FiguresOut,
    Move,
)
from web.api.matches import plan_of
from web.application_access import Number
from web.application_rights import writable
from web.errors import Forbidden, NotUnderstood, Refused
from web.language import N_
from web.pages.calls import known
from web.visitor import Visiting
from web.window import Here, Window

router = APIRouter(tags=["applications"])
PAST = ("submitted_on", "decided_on")


@router.get("/figures", name="api.figures", summary="The figures", response_model=FiguresOut)
def account(request: Request, window: Here, visitor: Visiting) -> Response:
    """Submitted, granted, rejected, awaiting; requested and won, by currency."""
    with reading(window.engine) as session:
        plan = plan_of(session, visitor)
        found = figures(each.application for each in applications.of_plan(session, plan.id))
    rate = None if found.success is None else round(float(found.success), 4)
    return answered(request, FiguresOut(plan=plan.id, figures=found, success_rate=rate))


@router.get("/applications", name="api.applications", summary="List applications", response_model=ApplicationPage)
def list_applications(
    request: Request,
    window: Here,
    visitor: Visiting,
    project: Annotated[list[str], Query()] = [],  # noqa: B006
    stage: Annotated[list[Stage], Query()] = [],  # noqa: B006
    page: Annotated[int, Query(ge=1, le=9999)] = 1,
    size: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Response:
    """The applications of the plan."""
    with reading(window.engine) as session:
        plan = plan_of(session, visitor)
        chosen = [
            each
            for each in applications.of_plan(session, plan.id)
            if (not project or each.application.project in project) and (not stage or each.application.stage in stage)
        ]
        shown = chosen[(page - 1) * size : page * size]
        events = applications.histories(session, [each.id for each in shown])
        items = [_told(each, events[each.id]) for each in shown]
    pages = max(1, -(-len(chosen) // size))
    return answered(request, ApplicationPage(items=items, page=page, pages=pages, total=len(chosen)))


@router.get(
    "/applications/{application}", name="api.application", summary="One application", response_model=ApplicationOut
)
def one(request: Request, window: Here, visitor: Visiting, application: Number) -> Response:
    """One application; its ETag is what a change of it must name."""
    with reading(window.engine) as session:
        stored, _ = application_access.known(session, visitor, application)
        found = _out(session, stored)
    return answered(request, found)


@router.post(
    "/applications",
    name="api.application.begin",
    summary="Begin an application",
    status_code=201,
    response_model=ApplicationOut,
)
def begin(request: Request, window: Here, visitor: Visiting, wanted: ApplicationIn) -> Response:
    """Begin an application of a project that its person answers for."""
    who, now = visitor.known.id, window.clock()
    with transaction(window.engine) as session:
        plan = plan_of(session, visitor)
        if wanted.source is not None or wanted.reference is not None:
            known(session, wanted.source or "", wanted.reference or "")
        made = Application(plan=plan.id, **{"notes": "", **wanted.values()})
        _refuse(session, window, visitor, plan, made)
        stored = applications.add(session, made, who=who, now=now)
        said = {name: value for name, value in plain(made).items() if value not in (None, "", [])}
        audit.note(session, who=who, what="begin application", object=f"application:{stored.id}", new=said, now=now)
        found = _out(session, stored)
    where = str(request.app.url_path_for("api.application", application=str(stored.id)))
    return answered(request, found, status=201, headers={"Location": where})


@router.patch(
    "/applications/{application}",
    name="api.application.change",
    summary="Change an application",
    response_model=ApplicationOut,
)
def change(
    request: Request, window: Here, visitor: Visiting, application: Number, wanted: ApplicationChange
) -> Response:
    """Change some fields; the header If-Match must name the ETag that was read."""
    with transaction(window.engine) as session:
        stored, plan = application_access.known(session, visitor, application)
        refuse_unseen(request, _out(session, stored))
        made = replace(stored.application, **wanted.values())
        _refuse(session, window, visitor, plan, made, before=stored.application)
        found = _changed(session, stored, made, who=visitor.known.id, now=window.clock())
    return answered(request, found)


@router.post(
    "/applications/{application}/moves",
    name="api.application.move",
    summary="Move an application",
    response_model=ApplicationOut,
)
def move(request: Request, window: Here, visitor: Visiting, application: Number, wanted: Move) -> Response:
    """Move it to another stage; the header If-Match must name the ETag that was read."""
    with transaction(window.engine) as session:
        stored, plan = application_access.known(session, visitor, application)
        refuse_unseen(request, _out(session, stored))
        if wanted.stage not in _out(session, stored).may_go_to:
            raise Refused(409, N_("From where it stands now it cannot go there: “may_go_to” says where it can."))
        try:
            made = stored.application.moved(wanted.stage, on=wanted.on, because=wanted.because)
        except ReasonMissing as error:
            raise NotUnderstood(N_("Say in “because” why it is given up.")) from error
        except Misdated as error:
            raise NotUnderstood(N_("It cannot be decided before it is submitted.")) from error
        _refuse(session, window, visitor, plan, made, before=stored.application)
        found = _changed(session, stored, made, who=visitor.known.id, now=window.clock())
    return answered(request, found)


def _out(session: Session, stored: Stored) -> ApplicationOut:
    return _told(stored, applications.history(session, stored.id))


def _told(stored: Stored, events: Sequence[Event]) -> ApplicationOut:
    may_go_to = stored.application.may_go_to(stage_before(events))
    return ApplicationOut(id=stored.id, application=stored.application, may_go_to=may_go_to)


def _changed(session: Session, stored: Stored, made: Application, *, who: str, now: datetime) -> ApplicationOut:
    application_access.change(session, stored, made, who=who, now=now)
    return _out(session, Stored(stored.id, made))


def _refuse(
    session: Session,
    window: Window,
    visitor: Visiting,
    plan: Plan,
    made: Application,
    *,
    before: Application | None = None,
) -> None:
    """Raise for a project that its person does not answer for, people who are not there, and days that cannot be."""
    now = window.clock()
    if before is None or made.project != before.project:
        if made.project not in {each.id for each in plan.projects}:
            raise NotUnderstood(N_("Choose a project."))
        if made.project not in {each.id for each in writable(session, plan, visitor.known, now=now)}:
            raise Forbidden
    if not {*made.assignees} <= {each.id for each in people.everyone(session)}:
        raise NotUnderstood(N_("Name the people who work on it by the ids they have here."))
    if made.stage in LEFT and made.left_because is None:
        raise NotUnderstood(N_("Say in “left_because” why it is given up."))
    today = institution_day(now)
    if any((day := getattr(made, name)) and day > today for name in PAST):
        raise NotUnderstood(N_("This day has not come yet."))
    if made.submitted_on and made.decided_on and made.decided_on < made.submitted_on:
        raise NotUnderstood(N_("It cannot be decided before it is submitted."))
    if made.starts_on and made.ends_on and made.ends_on < made.starts_on:
        raise NotUnderstood(N_("It cannot end before it starts."))

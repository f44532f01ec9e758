"""One application: its facts, its stages, its notes and its history."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Annotated

from fastapi import APIRouter, Form, Path, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from db import applications, audit, calls, people, plans
from db.applications import Stored
from db.engine import reading, transaction
from domain.application import DATED, Application, Part, Stage, stage_before
from domain.call import Call
from domain.people import Role
from domain.plan import INSTITUTION_ZONE, Plan
from web.application_form import Filled, filled, read
from web.application_history import told
from web.application_rights import writable
from web.errors import NotThere, NotUnderstood
from web.formats import Formats
from web.language import N_, translations
from web.notices import notice
from web.rendering import go, show
from web.visitor import Visiting, Visitor
from web.window import Here, Window

router = APIRouter()
Number = Annotated[int, Path(ge=1, le=999_999_999)]
CHANGED_MEANWHILE = N_(
    "Somebody changed this application after you opened it; the history shows what. Below is what you typed: save it "
    "again if it is right."
)


@router.get("/applications/{application}", name="application")
def one(request: Request, window: Here, visitor: Visiting, application: Number, done: str = "") -> Response:
    """Everything about one application."""
    return _page(request, window, visitor, application, done=done)


@router.post("/applications/{application}", name="application.save")
def save(
    request: Request, window: Here, visitor: Visiting, application: Number, form: Annotated[Filled, Form()]
) -> Response:
    """Let an application be as the form says, or show the form again with what is wrong."""
    now = window.clock()
    with transaction(window.engine) as session:
        stored, plan = _known(session, visitor, application)
        may = {each.id for each in writable(session, plan, visitor.known, now=now)} | {stored.application.project}
        wanted, errors = read(form, stored.application, projects=may, today=now.astimezone(INSTITUTION_ZONE).date())
        if form.seen != str(len(applications.history(session, application))):
            errors = {**errors, "seen": CHANGED_MEANWHILE}
        if not errors:
            _change(session, stored, wanted, window=window, visitor=visitor)
            return go(request, "application", application=str(application), done="saved")
    return _page(request, window, visitor, application, form=form, errors=errors)


@router.post("/applications/{application}/stage", name="application.move")
def move(
    request: Request,
    window: Here,
    visitor: Visiting,
    application: Number,
    stage: Annotated[Stage, Form()],
    on: Annotated[str, Form()] = "",
) -> Response:
    """Move an application to another stage; to press a button twice is to press it once."""
    day = _day(on, today=window.clock().astimezone(INSTITUTION_ZONE).date())
    with transaction(window.engine) as session:
        stored, _ = _known(session, visitor, application)
        current = stored.application
        if stage is not current.stage:
            if stage not in current.may_go_to(stage_before(applications.history(session, application))):
                raise NotUnderstood(N_("From where it stands now it cannot go there. Open its page again."))
            _change(session, stored, current.moved(stage, on=day), window=window, visitor=visitor)
    return go(request, "application", application=str(application), done="moved")


def _page(
    request: Request,
    window: Window,
    visitor: Visitor,
    number: int,
    *,
    form: Filled | None = None,
    errors: Mapping[str, str] = MappingProxyType({}),
    done: str = "",
) -> Response:
    speaks, now = visitor.language, window.clock()
    with reading(window.engine) as session:
        stored, plan = _known(session, visitor, number)
        current = stored.application
        events = applications.history(session, number)
        names = {each.id: each.name for each in people.everyone(session)}
        own = {each.id: each.name(speaks) for each in writable(session, plan, visitor.known, now=now)}
        call = _call(session, current)
    before = stage_before(events)
    moves = current.may_go_to(before)
    project = next((each for each in plan.projects if each.id == current.project), None)
    title = project.name(speaks) if project else current.project
    fields = form or filled(current, formats=Formats(speaks, translations(speaks)))
    return show(
        request,
        "application.jinja",
        status=422 if errors else 200,
        number=number,
        application=current,
        project=title,
        in_plan=project is not None,
        lines=[each.name(speaks) for each in plan.lines if project and each.id in project.lines],
        call=call,
        editable=current.project in own or visitor.covers(Role.MANAGER),
        projects={current.project: title} | own,
        filled=fields.model_copy(update={"seen": str(len(events))}),
        errors=errors,
        moves=moves,
        dated=any(each in DATED and each is not before for each in moves),
        before=before,
        parts=tuple(Part),
        today=now.astimezone(INSTITUTION_ZONE).date(),
        entries=list(told(events, names=names, plan=plan, language=speaks))[::-1],
        notice=notice(done),
    )


def _known(session: Session, visitor: Visitor, number: int) -> tuple[Stored, Plan]:
    """The application of that number and its plan; raise :class:`NotThere` where it is of none of the visitor's."""
    stored = applications.get(session, number)
    plan = plans.get(session, visitor.known.plan)
    if stored is None or plan is None or stored.application.plan != plan.id:
        raise NotThere
    return stored, plan


def _change(session: Session, stored: Stored, wanted: Application, *, window: Window, visitor: Visitor) -> None:
    who, now = visitor.known.id, window.clock()
    events = applications.change(session, stored.id, wanted, who=who, now=now)
    if events:
        old = {each.field: each.old for each in events}
        new = {each.field: each.new for each in events}
        object = f"application:{stored.id}"
        audit.note(session, who=who, what="change application", object=object, old=old, new=new, now=now)


def _call(session: Session, current: Application) -> Call | None:
    if current.source is None or current.reference is None:
        return None
    stored = calls.one(session, current.source, current.reference)
    return stored.call if stored else None


def _day(text: str, *, today: date) -> date | None:
    try:
        day = date.fromisoformat(text.strip()) if text.strip() else None
    except ValueError as error:
        raise NotUnderstood(N_("Write a day such as 2026-11-24.")) from error
    if day is not None and day > today:
        raise NotUnderstood(N_("This day has not come yet."))
    return day

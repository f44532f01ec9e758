"""An application begins: from a call, or by hand for one that convoca has never read."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from db import applications, audit, people, plans
from db.engine import reading, transaction
from db.wire import plain
from domain.application import Application, Part, Stage
from domain.call import Call
from domain.leaving import Leaving
from domain.plan import Plan, institution_day
from web.application_form import Filled, read
from web.application_rights import writable
from web.errors import NotThere, NotUnderstood
from web.language import N_
from web.pages.calls import known
from web.rendering import go, show
from web.visitor import Visiting, Visitor
from web.window import Here, Window

router = APIRouter()


@router.get("/applications/new", name="applications.new")
def new(
    request: Request, window: Here, visitor: Visiting, source: str = "", reference: str = "", project: str = ""
) -> Response:
    """The empty form, with what is known of the call."""
    with reading(window.engine) as session:
        call = _call(session, source, reference)
    title, programme = (call.title, call.programme or "") if call else ("", "")
    filled = Filled(project=project, title=title, programme=programme, source=source, reference=reference)
    return _form(request, window, visitor, filled=filled, call=call, errors={})


@router.post("/applications/new", name="applications.begin")
def begin(request: Request, window: Here, visitor: Visiting, filled: Annotated[Filled, Form()]) -> Response:
    """Begin an application, or show the form again with what is wrong."""
    now = window.clock()
    with transaction(window.engine) as session:
        plan = _plan(session, visitor)
        call = _call(session, filled.source, filled.reference)
        may = {each.id for each in writable(session, plan, visitor.known, now=now)}
        there = {each.id for each in people.everyone(session) if each.active and each.plan == plan.id}
        wanted, errors = read(
            filled,
            _blank(plan, filled, call),
            projects=may,
            people=there,
            today=institution_day(now),
        )
        if not errors:
            who = visitor.known.id
            stored = applications.add(session, wanted, who=who, now=now)
            said = {name: value for name, value in plain(wanted).items() if value not in (None, "", [])}
            audit.note(session, who=who, what="begin application", object=f"application:{stored.id}", new=said, now=now)
            return go(request, "application", application=str(stored.id), done="begun")
    return _form(request, window, visitor, filled=filled, call=call, errors=errors)


def _form(
    request: Request,
    window: Window,
    visitor: Visitor,
    *,
    filled: Filled,
    call: Call | None,
    errors: Mapping[str, str],
) -> Response:
    with reading(window.engine) as session:
        plan = _plan(session, visitor)
        projects = writable(session, plan, visitor.known, now=window.clock())
        everyone = people.everyone(session)
    return show(
        request,
        "application-new.jinja",
        status=422 if errors else 200,
        call=call,
        filled=filled,
        errors=errors,
        projects={each.id: each.name(visitor.language) for each in projects},
        assignable={each.id: each.name for each in everyone if each.active and each.plan == plan.id},
        parts=tuple(Part),
        reasons=tuple(Leaving),
        stages=tuple(Stage),
    )


def _plan(session: Session, visitor: Visitor) -> Plan:
    plan = plans.get(session, visitor.known.plan)
    if plan is None:
        raise NotThere
    return plan


def _call(session: Session, source: str, reference: str) -> Call | None:
    """The call an application is of; ``None`` where it is none of ours. Raise :class:`NotThere` for an unknown one."""
    if not source and not reference:
        return None
    return known(session, source, reference).call


def _blank(plan: Plan, filled: Filled, call: Call | None) -> Application:
    if filled.stage not in set(Stage):
        raise NotUnderstood(N_("There is no such stage. Choose again."))
    source, reference = (call.source, call.reference) if call else (None, None)
    stage = Stage(filled.stage)
    return Application(plan=plan.id, project="", title="", source=source, reference=reference, stage=stage)

"""What leads to a submission: the internal deadlines of an application, and its checklist."""

from dataclasses import replace
from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from db import audit, checklist, internal_deadlines
from db.engine import transaction
from domain.checklist import USUAL, Item, Task
from domain.internal_deadline import InternalDeadline, Step, planned_back
from domain.plan import institution_day
from web.application_access import Number, known
from web.application_form import CONTROL, day_of
from web.application_page import Wrong, page
from web.errors import NotThere, NotUnderstood
from web.language import N_
from web.rendering import go
from web.visitor import Visiting, Visitor
from web.window import Here

router = APIRouter()
LONGEST = 200
"""Characters of a label."""


@router.post("/applications/{application}/deadlines/plan", name="application.plan-back")
def plan_back(
    request: Request, window: Here, visitor: Visiting, application: Number, deadline: Annotated[str, Form()] = ""
) -> Response:
    """Plan the internal deadlines back from the funder's."""
    now = window.clock()
    try:
        funder = day_of(deadline)
    except NotUnderstood as error:
        wrong = Wrong(form="plan", sentence=str(error), typed={"deadline": deadline})
        return page(request, window, visitor, application, wrong=wrong)
    planned = planned_back(funder, today=institution_day(now))
    with transaction(window.engine) as session:
        known(session, visitor, application)
        internal_deadlines.plan_back(session, application, planned, who=visitor.known.id, now=now)
        _log(session, visitor, application, "plan internal deadlines", now=now, deadline=funder.isoformat())
    return _to(request, application, "deadlines", done="planned")


@router.post("/applications/{application}/deadlines", name="application.deadline")
def add_deadline(
    request: Request,
    window: Here,
    visitor: Visiting,
    application: Number,
    step: Annotated[Step, Form()],
    on: Annotated[str, Form()] = "",
    label: Annotated[str, Form()] = "",
) -> Response:
    """Set one more internal deadline."""
    now = window.clock()
    try:
        wanted = InternalDeadline(step=step, on=day_of(on), label=_label(label, needed=step is Step.OTHER))
    except NotUnderstood as error:
        wrong = Wrong(form="deadline", sentence=str(error), typed={"step": step, "on": on, "label": label})
        return page(request, window, visitor, application, wrong=wrong)
    with transaction(window.engine) as session:
        known(session, visitor, application)
        internal_deadlines.add(session, application, wanted, who=visitor.known.id, now=now)
        _log(session, visitor, application, "set internal deadline", now=now, step=step, on=on)
    return _to(request, application, "deadlines")


@router.post("/applications/{application}/deadlines/{deadline}", name="application.deadline.change")
def change_deadline(
    request: Request,
    window: Here,
    visitor: Visiting,
    application: Number,
    deadline: Number,
    what: Annotated[Literal["done", "open", "move", "remove"], Form()],
    on: Annotated[str, Form()] = "",
) -> Response:
    """Tick an internal deadline, take the tick away, move it to another day, or remove it."""
    now, who = window.clock(), visitor.known.id
    try:
        day = day_of(on) if what == "move" else None
    except NotUnderstood as error:
        wrong = Wrong(form=f"deadline-{deadline}", sentence=str(error), typed={"on": on})
        return page(request, window, visitor, application, wrong=wrong)
    with transaction(window.engine) as session:
        known(session, visitor, application)
        there = internal_deadlines.of_application(session, application)
        kept = next((each for each in there if each.id == deadline), None)
        if kept is None:
            raise NotThere
        if what == "remove":
            internal_deadlines.remove(session, kept, who=who, now=now)
        else:
            done = {"done": institution_day(now), "open": None, "move": kept.deadline.done_on}[what]
            wanted = replace(kept.deadline, done_on=done, on=day or kept.deadline.on)
            internal_deadlines.change(session, kept, wanted, who=who, now=now)
        _log(session, visitor, application, f"{what} internal deadline", now=now, step=kept.deadline.step)
    return _to(request, application, "deadlines")


@router.post("/applications/{application}/checklist/usual", name="application.checklist")
def usual_checklist(request: Request, window: Here, visitor: Visiting, application: Number) -> Response:
    """Put the usual items on the list, those that are not there yet."""
    now = window.clock()
    with transaction(window.engine) as session:
        known(session, visitor, application)
        there = {each.item.task for each in checklist.of_application(session, application)}
        for task in USUAL:
            if task not in there:
                checklist.add(session, application, Item(task=task), who=visitor.known.id, now=now)
        _log(session, visitor, application, "fill checklist", now=now)
    return _to(request, application, "checklist")


@router.post("/applications/{application}/checklist", name="application.checklist.add")
def add_item(
    request: Request, window: Here, visitor: Visiting, application: Number, label: Annotated[str, Form()] = ""
) -> Response:
    """Put an item of one's own on the list."""
    now = window.clock()
    try:
        item = Item(task=Task.OTHER, label=_label(label, needed=True))
    except NotUnderstood as error:
        wrong = Wrong(form="checklist", sentence=str(error), typed={"label": label})
        return page(request, window, visitor, application, wrong=wrong)
    with transaction(window.engine) as session:
        known(session, visitor, application)
        checklist.add(session, application, item, who=visitor.known.id, now=now)
        _log(session, visitor, application, "add to checklist", now=now, label=item.label)
    return _to(request, application, "checklist")


@router.post("/applications/{application}/checklist/{item}", name="application.checklist.change")
def change_item(
    request: Request,
    window: Here,
    visitor: Visiting,
    application: Number,
    item: Number,
    what: Annotated[Literal["done", "open", "remove"], Form()],
) -> Response:
    """Tick an item, take the tick away, or take it off the list."""
    now, who = window.clock(), visitor.known.id
    with transaction(window.engine) as session:
        known(session, visitor, application)
        kept = next((each for each in checklist.of_application(session, application) if each.id == item), None)
        if kept is None:
            raise NotThere
        if what == "remove":
            checklist.remove(session, kept, who=who, now=now)
        else:
            checklist.tick(session, kept, done=what == "done", who=who, now=now)
        _log(session, visitor, application, f"{what} checklist item", now=now, task=kept.item.task)
    return _to(request, application, "checklist")


def _log(session: Session, visitor: Visitor, application: int, what: str, *, now: datetime, **new: str) -> None:
    object = f"application:{application}"
    audit.note(session, who=visitor.known.id, what=what, object=object, new=new or None, now=now)


def _to(request: Request, application: int, section: str, *, done: str = "saved") -> Response:
    """Back to the section of the page that was worked in."""
    response = go(request, "application", application=str(application), done=done)
    response.headers["location"] += f"#{section}"
    return response


def _label(text: str, *, needed: bool) -> str:
    label = CONTROL.sub("", text).strip()
    if needed and not label:
        raise NotUnderstood(N_("Say what it is."))
    if len(label) > LONGEST:
        raise NotUnderstood(N_("That is too long."))
    return label

"""One application: its facts, its stages, its notes and its history."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from db import applications, people
from db.engine import transaction
from domain.application import LEFT, Application, Event, Misdated, Stage, stage_before
from domain.leaving import Leaving
from domain.plan import institution_day
from web.application_access import Number, call_of, change, known
from web.application_conflict import Merged, merged
from web.application_form import Filled, contradictions, day_of, filled, read
from web.application_page import Wrong, page
from web.application_rights import writable
from web.errors import NotUnderstood
from web.formats import Formats
from web.language import N_, translations
from web.rendering import go
from web.visitor import Visiting
from web.window import Here

router = APIRouter()


@router.get("/applications/{application}", name="application")
def one(request: Request, window: Here, visitor: Visiting, application: Number, done: str = "") -> Response:
    """Everything about one application."""
    return page(request, window, visitor, application, done=done)


@router.post("/applications/{application}", name="application.save")
def save(
    request: Request, window: Here, visitor: Visiting, application: Number, form: Annotated[Filled, Form()]
) -> Response:
    """Let an application be as the form says, or show the form again with what is wrong, or what others changed."""
    now = window.clock()
    today = institution_day(now)
    with transaction(window.engine) as session:
        stored, plan = known(session, visitor, application)
        current = stored.application
        may = {each.id for each in writable(session, plan, visitor.known, now=now)} | {current.project}
        there = {each.id for each in people.everyone(session) if each.active and each.plan == plan.id}
        wanted, errors = read(form, current, projects=may, people=there, today=today)
        of_both = merged(wanted, current, _since(form.seen, applications.history(session, application)))
        wanted = _with_theirs(of_both.application, current, form.theirs)
        clashes = {name: event for name, event in of_both.clashes.items() if name not in form.theirs}
        errors = errors or contradictions(wanted, today=today)
        if not errors and not clashes:
            change(session, stored, wanted, who=visitor.known.id, now=now)
            return go(request, "application", application=str(application), done="saved")
    shown = _refilled(form, current, of_both, formats=Formats(visitor.language, translations(visitor.language)))
    return page(request, window, visitor, application, form=shown, errors=errors, clashes=clashes)


@router.post("/applications/{application}/stage", name="application.move")
def move(
    request: Request,
    window: Here,
    visitor: Visiting,
    application: Number,
    stage: Annotated[Stage, Form()],
    on: Annotated[str, Form()] = "",
    because: Annotated[str, Form()] = "",
    back: Annotated[str, Form()] = "",
) -> Response:
    """Move an application to another stage; to press a button twice is to press it once."""
    now = window.clock()
    try:
        day = _day(on, today=institution_day(now))
        reason = _reason(because, stage)
        with transaction(window.engine) as session:
            stored, _ = known(session, visitor, application)
            current = stored.application
            if stage is not current.stage:
                if stage not in current.may_go_to(stage_before(applications.history(session, application))):
                    raise NotUnderstood(N_("From where it stands now it cannot go there. Choose again."))
                change(session, stored, current.moved(stage, on=day, because=reason), who=visitor.known.id, now=now)
    except Misdated:
        sentence = N_("It cannot be decided before it is submitted.")
    except NotUnderstood as error:
        sentence = str(error)
    else:
        if back == "board":
            return go(request, "applications.board", done="moved")
        return go(request, "application", application=str(application), done="moved")
    wrong = Wrong(form="move", sentence=sentence, typed={"on": on, "because": because})
    return page(request, window, visitor, application, wrong=wrong)


@router.post("/applications/{application}/call-seen", name="application.call-seen")
def call_seen(
    request: Request, window: Here, visitor: Visiting, application: Number, version: Annotated[int, Form(ge=1)]
) -> Response:
    """Note that what changed of the call has been seen: up to the version that was shown."""
    with transaction(window.engine) as session:
        stored, _ = known(session, visitor, application)
        call = call_of(session, stored.application)
        if call is not None and (stored.application.call_version or 0) < version <= call.version:
            wanted = replace(stored.application, call_version=version)
            change(session, stored, wanted, who=visitor.known.id, now=window.clock())
    return go(request, "application", application=str(application), done="call-seen")


def _since(seen: str, events: Sequence[Event]) -> Sequence[Event]:
    """The changes since the form was opened; a form that does not say when has seen none."""
    return events[int(seen) :] if seen.isascii() and seen.isdigit() and len(seen) < 10 else events


def _with_theirs(wanted: Application, stored: Application, names: Sequence[str]) -> Application:
    asked = {name: getattr(stored, name) for name in names if name in Filled.model_fields and hasattr(stored, name)}
    return replace(wanted, **asked)


def _refilled(form: Filled, stored: Application, of_both: Merged, *, formats: Formats) -> Filled:
    """The form as it was typed, but for what only others changed."""
    fresh = filled(stored, formats=formats)
    names = (each for name in of_both.taken for each in (name, f"{name}_currency") if each in Filled.model_fields)
    return form.model_copy(update={name: getattr(fresh, name) for name in names})


def _reason(text: str, stage: Stage) -> Leaving | None:
    if stage not in LEFT:
        return None
    if text not in set(Leaving):
        raise NotUnderstood(N_("Say why it was given up."))
    return Leaving(text)


def _day(text: str, *, today: date) -> date | None:
    day = day_of(text) if text.strip() else None
    if day is not None and day > today:
        raise NotUnderstood(N_("This day has not come yet."))
    return day

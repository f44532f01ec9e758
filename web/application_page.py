"""The page of one application, as it stands or with what was wrong with one of its forms."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from fastapi import Request
from starlette.responses import Response

from db import applications, checklist, internal_deadlines, people
from db.engine import reading
from domain.application import DATED, LEFT, Application, Event, Part, Stage, stage_before
from domain.internal_deadline import Step
from domain.leaving import Leaving
from domain.plan import institution_day
from web import application_call
from web.application_access import call_of, known
from web.application_form import Filled, filled
from web.application_history import FIELDS, sayings, told
from web.application_rights import changeable, writable
from web.formats import Formats
from web.language import translations
from web.notices import notice
from web.rendering import show
from web.visitor import Visitor
from web.window import Window


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrong:
    """What is wrong with one of the small forms, and what was typed there."""

    form: str
    sentence: str
    """A key of the catalogues."""
    typed: Mapping[str, str]


NOTHING_WRONG = Wrong(form="", sentence="", typed=MappingProxyType({}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A field that two people changed: what is stored now, who changed it to that, and when."""

    label: str
    stored: str | None
    event: Event
    by: str


def page(
    request: Request,
    window: Window,
    visitor: Visitor,
    number: int,
    *,
    form: Filled | None = None,
    errors: Mapping[str, str] = MappingProxyType({}),
    clashes: Mapping[str, Event] = MappingProxyType({}),
    wrong: Wrong = NOTHING_WRONG,
    done: str = "",
) -> Response:
    """Everything about one application."""
    speaks, now = visitor.language, window.clock()
    with reading(window.engine) as session:
        stored, plan = known(session, visitor, number)
        current = stored.application
        events = applications.history(session, number)
        everyone = people.everyone(session)
        own = {each.id: each.name(speaks) for each in writable(session, plan, visitor.known, now=now)}
        editable = changeable(session, plan, visitor.known, current, now=now)
        call = call_of(session, current)
        changed = application_call.changes(session, current, call, material=window.material, now=now)
        deadlines = internal_deadlines.of_application(session, number)
        items = checklist.of_application(session, number)
    names = {each.id: each.name for each in everyone}
    say = sayings(plan, names=names, language=speaks)
    project = next((each for each in plan.projects if each.id == current.project), None)
    title = project.name(speaks) if project else current.project
    fields = form or filled(current, formats=Formats(speaks, translations(speaks)))
    funder = call.call.deadlines.next(now) if call else None
    return show(
        request,
        "application.jinja",
        status=422 if errors or clashes or wrong.form else 200,
        number=number,
        application=current,
        project=title,
        in_plan=project is not None,
        lines=[each.name(speaks) for each in plan.lines if project and each.id in project.lines],
        call=call.call if call else None,
        call_version=call.version if call else None,
        call_changes=list(application_call.in_words(changed, language=speaks, now=now)),
        editable=editable,
        projects={current.project: title} | own,
        assignable={
            each.id: each.name
            for each in everyone
            if (each.active and each.plan == plan.id) or each.id in current.assignees
        },
        names=names,
        filled=fields.model_copy(update={"seen": str(len(events))}),
        errors=errors,
        clashes={
            name: Clash(label=FIELDS[name], stored=say(name, each.new), event=each, by=names.get(each.who, each.who))
            for name, each in clashes.items()
        },
        wrong=wrong,
        **_moves(current, stage_before(events)),
        parts=tuple(Part),
        reasons=tuple(Leaving),
        steps=tuple(Step),
        deadlines=deadlines,
        funder=funder.on.isoformat() if funder else "",
        checklist=items,
        today=institution_day(now),
        entries=list(told(events, names=names, plan=plan, language=speaks))[::-1],
        notice=notice(done),
    )


def _moves(application: Application, before: Stage | None) -> dict[str, object]:
    """Where it can go, and what is asked for on the way: a day, or why it is given up."""
    moves = application.may_go_to(before)
    return {
        "moves": moves,
        "dated": any(each in DATED and each is not before for each in moves),
        "leaving": tuple(each for each in moves if each in LEFT),
        "before": before,
    }

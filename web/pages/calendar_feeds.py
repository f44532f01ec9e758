"""Private calendar feeds: the deadlines of a person or of a project, by an address that can be revoked."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from uuid import NAMESPACE_URL, uuid5

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from db import agenda, ownership, plans, tokens
from db.engine import reading
from db.tokens import Holder
from domain.access import TokenKind
from domain.deadlines import Deadline
from domain.internal_deadline import Step
from domain.plan import Plan
from followup.agenda import Edition, Entry, entries
from web.api.answers import names, tag
from web.calendar_file import KIND, Said, calendar_file
from web.errors import NotThere
from web.formats import Formats
from web.language import N_, translations
from web.limits import limits_of
from web.visitor import seen
from web.window import Here, Window
from web.words import word

router = APIRouter()
BEHIND = timedelta(days=30)
"""How long what has passed stays in the calendar."""
GONE = N_(
    "This calendar address opens nothing: it was revoked, or is not whole. Sign in, and make a new one in your "
    "settings."
)


@router.get("/feeds/{token}/calendar.ics", name="feeds.calendar")
@router.head("/feeds/{token}/calendar.ics", name="feeds.calendar", include_in_schema=False)
def calendar(request: Request, window: Here, token: str) -> Response:
    """The deadlines ahead, the internal ones too; 304 for a program that has them already."""
    now = window.clock()
    with reading(window.engine) as session:
        holder = tokens.bearer(session, token, kind=TokenKind.CALENDAR)
        if holder is None:
            raise NotThere(GONE)
        limits_of(request).readings_of_a_feed.take(str(holder.token.id), now=now)
        plan = plans.get(session, holder.member.plan)
        name, found = ("convoca", []) if plan is None else _feed(session, window, plan, holder, today=window.today())
    seen(window, holder)
    said = tuple(_said(found, holder.member.language))
    # Of what the calendar says rather than of the calendar: most who ask have it, and writing it takes the most time.
    own = tag(repr((name, said)).encode(errors="replace"))
    headers = {"ETag": own, "Cache-Control": "private, no-cache"}
    if names(request.headers.get("if-none-match", ""), own):
        return Response(status_code=304, headers=headers)
    return Response(calendar_file(said, name=name), media_type=KIND, headers=headers)


def _feed(session: Session, window: Window, plan: Plan, holder: Holder, *, today: date) -> tuple[str, list[Entry]]:
    """The name of a feed and its entries, the first day first."""
    title = {each.id: each.name(holder.member.language) for each in plan.projects}
    project, person = holder.token.project, holder.member.id
    if project is not None:
        name, projects, told_to = title.get(project, project), frozenset({project}), None
    else:
        theirs = ownership.ownership(session, plan, on=today).answerable(person)
        followed = ownership.followed(session, plan.id).get(person, frozenset())
        name, projects, told_to = holder.member.name, theirs | followed, person
    since = today - BEHIND
    found = [
        *_of_calls(session, plan, projects, told_to=told_to, since=since),
        *_internal(session, plan, projects, since=since, window=window),
    ]
    found.sort(key=lambda each: (each.deadline.on, each.uid))
    return f"convoca · {name}", found


def _of_calls(
    session: Session, plan: Plan, projects: Collection[str], *, told_to: str | None, since: date
) -> Iterator[Entry]:
    calls = agenda.calls_of(session, plan.id, projects, told_to=told_to, since=since)
    for (source, reference), versions in calls.items():
        editions = [
            Edition(number=each.number, recorded_at=each.recorded_at, word=each.word, deadlines=each.deadlines)
            for each in versions
        ]
        last = versions[-1]
        facts = tuple(each for each in (last.programme, last.identifier) if each)
        yield from entries(source, reference, editions, title=last.title, facts=facts, url=last.url, since=since)


def _internal(
    session: Session, plan: Plan, projects: Collection[str], *, since: date, window: Window
) -> Iterator[Entry]:
    for each in agenda.due(session, plan.id, projects, since=since):
        yield Entry(
            uid=str(uuid5(NAMESPACE_URL, f"internal deadline\n{plan.id}\n{each.id}")),
            what=each.step,
            title=each.title,
            facts=(each.label,) if each.label else (),
            url=f"{window.public_url}/applications/{each.application}",
            deadline=Deadline(each.on),
            sequence=each.changes,
            changed_at=each.changed_at,
        )


def _said(found: Sequence[Entry], language: str) -> Iterator[Said]:
    """Each entry in words."""
    say = translations(language)
    formats = Formats(language, say)
    no_hour = say.gettext(N_("The funder states no hour."))
    withdrawn = say.gettext(N_("This date no longer holds: it was taken back, or the call was withdrawn."))
    for each in found:
        if isinstance(each.what, Step):
            what = each.facts[0] if each.what is Step.OTHER and each.facts else say.gettext(word(each.what))
            yield each, f"{what}: {each.title}", each.facts
        else:
            hour = no_hour if each.deadline.at is None else formats.deadline(each.deadline)
            lines = (*each.facts, hour, withdrawn if each.cancelled else "")
            yield each, f"{say.gettext(word(each.what))}: {each.title}", lines

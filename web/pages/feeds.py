"""Private feeds of calls: what a saved search finds, or what fits a project, by an address that can be revoked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from db import calls, plans, saved_searches, tokens
from db.engine import reading
from db.tokens import Holder
from domain.access import TokenKind
from domain.call import Call
from domain.match import Match
from domain.search import FoundCall, Sort
from domain.search_address import asked
from web.api.answers import conditional
from web.atom_file import KIND, Entry, atom_file
from web.errors import NotThere
from web.formats import Formats
from web.language import N_, translations
from web.limits import limits_of
from web.project_facts import facts
from web.thresholds import thresholds
from web.visitor import seen
from web.window import Here, Window
from web.words import word

router = APIRouter()
MOST = 50
"""Calls of a search in a feed: those known for the shortest time."""
GONE = N_(
    "This feed address opens nothing: it was revoked, or is not whole. Sign in, and make a new one on the page of your "
    "searches or in your settings."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed holds."""

    id: str
    """What it is of, in a word that stays the same."""
    title: str
    path: str
    """The page that shows the same."""
    entries: Sequence[Entry]


@router.get("/feeds/{token}/calls.atom", name="feeds.calls")
@router.head("/feeds/{token}/calls.atom", name="feeds.calls", include_in_schema=False)
def calls_feed(request: Request, window: Here, token: str) -> Response:
    """The calls; 304 for a reader that has them already."""
    now = window.clock()
    with reading(window.engine) as session:
        holder = tokens.bearer(session, token, kind=TokenKind.FEED)
        if holder is None:
            raise NotThere(GONE)
        limits_of(request).readings_of_a_feed.take(str(holder.token.id), now=now)
        feed = _of_search(session, window, holder) if holder.token.search else _of_project(session, window, holder)
    if feed is None:
        raise NotThere(GONE)
    seen(window, holder)
    content = atom_file(
        feed.entries,
        id=_urn(feed.id),
        title=f"convoca · {feed.title}",
        own=f"{window.public_url}{request.url.path}",
        page=f"{window.public_url}{feed.path}",
        language=holder.member.language,
        updated=holder.token.created_at,
    )
    return conditional(request, content, kind=KIND)


def _of_search(session: Session, window: Window, holder: Holder) -> Feed | None:
    kept = saved_searches.one(session, holder.token.search or 0)
    if kept is None or kept.person != holder.member.id:
        return None
    wanted = replace(asked(kept.address), sort=Sort.NEWEST, page=1, size=MOST)
    found = window.search.search(wanted, now=window.clock()).rows
    return Feed(
        id=f"saved search\n{kept.id}\n{kept.created_at.isoformat()}",
        title=kept.name,
        path=f"/search?{kept.address}",
        entries=[*_found(session, window, found, holder.member.language)],
    )


def _found(session: Session, window: Window, found: Sequence[FoundCall], language: str) -> Iterator[Entry]:
    recorded = calls.recorded(session, [(each.call.source, each.call.reference, each.version) for each in found])
    for each in found:
        quoted = [f"“{each.quotation.text}”"] if each.quotation else []
        updated = recorded[each.call.source, each.call.reference, each.version]
        yield _entry(window, each.call, language, more=quoted, published=each.first_seen, updated=updated)


def _of_project(session: Session, window: Window, holder: Holder) -> Feed | None:
    plan = plans.get(session, holder.member.plan)
    project = next((each for each in plan.projects if each.id == holder.token.project), None) if plan else None
    if plan is None or project is None:
        return None
    language = holder.member.language
    fitting = facts(session, plan, project, threshold=thresholds(session, window, plan.id).least(project.key)).offers
    versions = [(each.match.source, each.match.reference, each.stored.version) for each in fitting]
    recorded = calls.recorded(session, versions)
    entries = [
        _entry(
            window,
            each.stored.call,
            language,
            more=_evidence(each.match),
            published=each.since,
            updated=max(each.since, recorded[version]),
        )
        for each, version in zip(fitting, versions, strict=True)
    ]
    return Feed(
        id=f"project\n{plan.id}\n{project.id}",
        title=project.name(language),
        path=f"/projects/{project.id}",
        entries=sorted(entries, key=lambda each: each.published, reverse=True),
    )


def _evidence(match: Match) -> list[str]:
    return [f"{each.item_text} – “{each.call_text}”" for each in match.evidence[:1]]


def _entry(
    window: Window, call: Call, language: str, *, more: Sequence[str], published: datetime, updated: datetime
) -> Entry:
    say = translations(language).gettext
    formats = Formats(language, translations(language))
    deadlines = [f"{say(word(each.kind))}: {formats.deadline(each)}" for each in call.deadlines]
    unknown = N_("Open all the time, no deadline") if call.deadlines.rolling else N_("No deadline known")
    name = " · ".join(each for each in (call.programme, call.identifier) if each)
    return Entry(
        id=_urn(f"call\n{call.source}\n{call.reference}"),
        title=call.title,
        language=call.language,
        page=f"{window.public_url}/calls/{quote(call.source, safe='')}/{quote(call.reference)}",
        source=call.url,
        published=published,
        updated=updated,
        lines=[f"{say(word(call.status(window.clock())))}. {name}", *(deadlines or [say(unknown)]), *more],
    )


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, name)}"

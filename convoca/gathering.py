"""What the digests of a plan are decided from, read from the database: once for all readers, and once for each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from operator import attrgetter

from sqlalchemy.orm import Session

from convoca import held_world, prompting
from convoca.searching import Searching
from convoca.wiring import Program
from crawler import registry
from db import applications, calls, crawls, internal_deadlines, matches, offered, runs, saved_searches, told, verdicts
from db import votes as stored_votes
from db.crawl_history import histories
from db.engine import reading
from domain.application import UNDER_WAY, UNSENT, Application
from domain.digest import Examined, Find, SearchSection, StepAhead
from domain.health import Health, health
from domain.match import Match
from domain.plan import Plan, institution_day
from domain.search import FoundCall
from domain.search_address import asked
from domain.vote import Vote, Word, last_words
from notifier.ahead import REMINDED_WITHIN
from notifier.known import CallKey, Memory, Told, World

FINDS = 5
"""Calls of a saved search that one mail shows."""


def world(program: Program, plan: Plan) -> World:
    """What is the same for every reader of a plan."""
    now = program.now
    with reading(program.engine) as session:
        known = {(each.call.source, each.call.reference): each for each in calls.stored(session)}
        found = matches.of_plan(session, plan.id)
        applied = {each.id: each.application for each in applications.of_plan(session, plan.id)}
        said = last_words(stored_votes.of_plan(session, plan.id))
        merged = {key: _key(each.merged_into) for key, each in known.items() if each.merged_into}
        versions = {key: each.version for key, each in known.items()}
        to_match = sum(each.to_match(now) for each in known.values())
        return World(
            plan=plan,
            now=now,
            examined=_examined(session, calls_examined=to_match),
            matches={item: [*some] for item, some in groupby(found, key=attrgetter("item"))},
            calls={key: each.call for key, each in known.items()},
            versions=versions,
            merged=merged,
            first_seen={key: each.first_seen for key, each in known.items()},
            matched_at=runs.at(session, f"match:{plan.id}") or now,
            read=calls.recorded(session, _outdated(found, versions)),
            verdicts=verdicts.of_plan(session, plan.id),
            dismissed=_and_now(stored_votes.dismissed(session, plan.id).keys(), merged),
            taken_up=_and_now(_taken_up(applied, said), merged),
            sent=_and_now(_sent(applied), merged),
            spoken_of={key[1:] for key in said} | {key for each in applied.values() if (key := _call_of(each))},
            applications=applied,
            steps=[*_steps(program, session, plan, applied)],
            health=_health(program, session),
        )


def memory(session: Session, plan_id: str, person: str, *, merged: Mapping[CallKey, CallKey]) -> Memory:
    """What one person was told, offered and reminded of.

    Whoever was told of a call that another reading now stands for knows that one too: it is not announced to them.
    """
    heard = told.told(session, plan_id, person)
    linked = offered.offered(session, plan_id, person)
    return Memory(
        told=heard,
        offered=_and_now({*linked, *(key for key in heard if key[1:] in merged)}, merged),
        reminded=told.reminded(session, plan_id, person),
        weighed=offered.weighed(session, plan_id, person),
    )


def searches(program: Program, searching: Searching, person: str, known: Memory) -> Iterator[SearchSection]:
    """Yield what each search that a person keeps for the digest finds and they were not told of for it."""
    with reading(program.engine) as session:
        kept = [each for each in saved_searches.of_person(session, person) if each.notify]
    for each in kept:
        section = SearchSection(name=each.name, address=each.address)
        heard = {key[1:] for key in (*known.told, *known.offered) if key[0] == section.item}
        shown, rest = searching.anew(replace(asked(each.address), size=FINDS), known=heard, now=program.now)
        first = known.is_first(section.item)
        yield replace(
            section,
            finds=tuple(map(_find, shown)),
            more=0 if first else len(rest),
            linked=tuple(rest) if first else (),
        )


def _and_now(keys: Iterable[Told], merged: Mapping[CallKey, CallKey]) -> frozenset[Told]:
    """These, and the same of the calls that stand for them by now."""
    keys = {*keys}
    return frozenset(keys | {(item, *merged[key]) for item, *one in keys if (key := (one[0], one[1])) in merged})


def _key(said: str) -> CallKey:
    source, _, reference = said.partition("/")
    return source, reference


def _find(found: FoundCall) -> Find:
    quotation = found.quotation.text if found.quotation else None
    return Find(call=found.call, version=found.version, quotation=quotation)


def _examined(session: Session, *, calls_examined: int) -> Examined:
    latest = crawls.latest(session)
    return Examined(
        calls=calls_examined,
        sources=len(latest),
        newest=max((each.at for each in latest.values() if not each.failure), default=None),
        failed=tuple(name for name, each in latest.items() if each.failure),
        demonstration=held_world.is_demo(session),
    )


def _outdated(found: Sequence[Match], versions: Mapping[CallKey, int]) -> Iterator[tuple[str, str, int]]:
    for each in found:
        if each.version != versions[each.source, each.reference]:
            yield each.source, each.reference, each.version


def _taken_up(applied: Mapping[int, Application], said: Mapping[Told, Vote]) -> set[Told]:
    """What a project said yes to, or has an application under way for."""
    relevant = {key for key, each in said.items() if each.word is Word.RELEVANT}
    running = [each for each in applied.values() if each.stage in UNDER_WAY]
    return relevant | {(f"project:{each.project}", *key) for each in running if (key := _call_of(each))}


def _sent(applied: Mapping[int, Application]) -> set[Told]:
    """What a project's newest application to it no longer waits for the deadline of."""
    newest = {
        (f"project:{each.project}", *key): each.stage for _, each in sorted(applied.items()) if (key := _call_of(each))
    }
    return {key for key, stage in newest.items() if stage not in prompting.OPEN}


def _call_of(application: Application) -> CallKey | None:
    if application.source is None or application.reference is None:
        return None
    return application.source, application.reference


def _steps(program: Program, session: Session, plan: Plan, applied: Mapping[int, Application]) -> Iterator[StepAhead]:
    """Yield the internal deadlines that are near or over, of applications that are still in our own hands."""
    projects = {each.id: each for each in plan.projects}
    last = institution_day(program.now) + timedelta(days=REMINDED_WITHIN)
    for kept in internal_deadlines.of_plan(session, plan.id):
        application, it = applied[kept.application_id], kept.deadline
        if it.done_on is None and it.on <= last and application.stage in UNSENT and application.project in projects:
            yield prompting.step_ahead(kept, application, projects[application.project])


def _health(program: Program, session: Session) -> dict[str, Health]:
    """How every source is that was ever read and still is."""
    known = histories(session, now=program.now)
    return {
        name: health(known[name], cadence=registry.spider(name).cadence, now=program.now)
        for name in registry.names()
        if name in known
    }

"""What is known, as rows: what the JSON of the command line holds, and the tables of the screen show."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from convoca import planning
from convoca.wiring import Program
from crawler import registry
from db import calls as stored_calls
from db import crawls, wire
from db import matches as stored_matches
from db.calls import StoredCall
from db.crawls import CrawlRecord
from db.engine import reading
from domain.call import Call, Status
from domain.errors import Problem
from domain.match import Match
from domain.plan import ItemKind, Plan, PlanItem

Row = dict[str, Any]
RUNNING = (Status.OPEN, Status.FORTHCOMING, Status.UNKNOWN)


class NoSuchItem(Problem):
    """Raised where a plan item is asked for that no plan has."""


def calls(program: Program) -> Iterator[Row]:
    """One row for every record of every source, all statuses and kinds; the status is that of this moment."""
    with reading(program.engine) as session:
        for each in stored_calls.stored(session):
            yield _call(each, program.now)


def running(program: Program) -> list[StoredCall]:
    """The calls that can still be applied to, the next deadline first, those without one last."""
    with reading(program.engine) as session:
        found = [each for each in stored_calls.stored(session) if each.call.status(program.now) in RUNNING]
    return sorted(found, key=lambda each: _urgency(each.call, program.now))


def _urgency(call: Call, now: datetime) -> tuple[bool, str, str]:
    ahead = call.deadlines.next(now)
    return ahead is None, ahead.instant.isoformat() if ahead else "", call.identifier


def _call(stored: StoredCall, now: datetime) -> Row:
    call = stored.call
    return {
        "source": call.source,
        "reference": call.reference,
        "identifier": call.identifier,
        "kind": call.kind.value,
        "portal_type": call.portal_type,
        "title": call.title,
        "status": call.status(now).value,
        "opens_on": wire.plain(call.opens_on),
        "deadlines": wire.plain(call.deadlines),
        "programme": call.programme,
        "url": call.url,
        "version": stored.version,
        "first_seen": stored.first_seen.isoformat(),
        "last_seen": stored.last_seen.isoformat(),
        "merged_into": stored.merged_into,
    }


def changes(program: Program, since: datetime) -> Iterator[Row]:
    """One row for every version recorded after ``since``: what was new, what changed from which value to which."""
    with reading(program.engine) as session:
        for each in stored_calls.changes(session, since=since):
            yield {
                "at": each.at.isoformat(),
                "source": each.source,
                "reference": each.reference,
                "identifier": each.identifier,
                "title": each.title,
                "version": each.version,
                "change": each.kind,
                "fields": {_called(change.field): {"old": change.old, "new": change.new} for change in each.changes},
            }


def _called(field: str) -> str:
    """The name of a call's field in JSON: what changes is the funder's word on the status."""
    return "status" if field == "word" else field


@dataclass(frozen=True, slots=True)
class Table:
    """The matches of one plan item, best first, each with its call."""

    plan: Plan
    item: PlanItem
    matches: tuple[tuple[Match, Call], ...]


def tables(program: Program, name: str | None = None) -> list[Table]:
    """The matches of every project, or of the item of that name."""
    if name is None:
        return _tables(program, lambda item: item.kind is ItemKind.PROJECT)
    found = _tables(program, lambda item: name in (item.key, item.id))
    if not found:
        known = ", ".join(each.item.id for each in tables(program))
        raise NoSuchItem(f"No plan has an item {name!r}; there are {known}, and challenge:a, line:funds and the like.")
    return found


def _tables(program: Program, wanted: Callable[[PlanItem], bool]) -> list[Table]:
    plans = planning.current(program)
    with reading(program.engine) as session:
        calls = {(each.call.source, each.call.reference): each.call for each in stored_calls.stored(session)}
        of_item: dict[tuple[str, str], list[tuple[Match, Call]]] = defaultdict(list)
        for plan in plans:
            for match in stored_matches.of_plan(session, plan.id):
                of_item[plan.id, match.item].append((match, calls[match.source, match.reference]))
    return [
        Table(plan, item, tuple(of_item[plan.id, item.key])) for plan in plans for item in plan.items() if wanted(item)
    ]


def matches(program: Program, name: str | None = None) -> Iterator[Row]:
    """One row a match of every item (or of the one named), best first within each item."""
    for table in tables(program, name) if name else _tables(program, lambda _: True):
        for match, call in table.matches:
            yield _match(table, match, call, program)


def _match(table: Table, match: Match, call: Call, program: Program) -> Row:
    return {
        "plan": table.plan.id,
        "item": match.item,
        "kind": table.item.kind.value,
        "item_title": table.item.name(),
        "source": match.source,
        "reference": match.reference,
        "identifier": call.identifier,
        "title": call.title,
        "url": call.url,
        "status": call.status(program.now).value,
        "deadlines": wire.plain(call.deadlines),
        "version": match.version,
        "score": round(match.score, 4),
        "strength": program.strength(match.score).value,
        "words": match.words,
        "meaning": match.meaning,
        "through": match.through,
        "evidence": wire.plain(match.evidence),
    }


def sources(program: Program) -> list[Row]:
    """One row a source: when it was last read, when last without a failure, and what was found."""
    with reading(program.engine) as session:
        latest, good = crawls.latest(session), crawls.last_good(session)
    return [_source(name, latest.get(name), good.get(name)) for name in registry.names()]


def _source(name: str, latest: CrawlRecord | None, good: CrawlRecord | None) -> Row:
    form = registry.spider(name)
    return {
        "source": name,
        "funder": form.funder,
        "home": form.home,
        "licence": form.licence,
        "state": "never read" if latest is None else "failed" if latest.failure else "good",
        "last_crawl": latest and latest.at.isoformat(),
        "last_good_crawl": good and good.at.isoformat(),
        "failure": latest and latest.failure,
        "found": latest and latest.found,
        "new": latest and latest.new,
        "changed": latest and latest.changed,
        "unreadable": latest and [wire.plain(each) for each in latest.unreadable],
        "requests": latest and latest.requests,
        "seconds": latest and latest.seconds,
    }

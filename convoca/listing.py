"""What is known, as rows: what the JSON of the command line holds, and the tables of the screen show."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from convoca import planning
from convoca.wiring import Program
from crawler import registry
from db import calls as stored_calls
from db import crawls, verdicts, votes, wire
from db import matches as stored_matches
from db.calls import StoredCall
from db.crawl_history import histories
from db.crawls import CrawlRecord
from db.engine import reading
from domain.call import Call
from domain.eligibility import Verdict
from domain.errors import Problem
from domain.health import CrawlHistory, health
from domain.match import Match, Thresholds
from domain.plan import ItemKind, Plan, PlanItem
from domain.search import RUNNING
from domain.vote import Key, Vote

Row = dict[str, Any]


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
        found = [each for each in stored_calls.stored(session) if _runs(each.call, program.now)]
    return sorted(found, key=lambda each: _urgency(each.call, program.now))


def _runs(call: Call, now: datetime) -> bool:
    return call.status(now) in RUNNING and not call.stale(now)


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
        "published_on": wire.plain(call.published_on),
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
    versions: Mapping[tuple[str, str], int]
    """The current version of each call, by source and reference."""
    turned_down: Mapping[Key, Vote]
    """Why a match is dismissed, by item, source and reference."""
    verdicts: Mapping[tuple[str, str], Verdict]
    """Whether the plan's applicant may apply, by source and reference."""
    thresholds: Thresholds


def tables(program: Program, name: str | None = None, *, dismissed: bool = False) -> list[Table]:
    """The matches of every project, or of the item of that name; those that are dismissed instead if asked for."""
    if name is None:
        return _tables(program, lambda item: item.kind is ItemKind.PROJECT, dismissed=dismissed)
    item(program, name)
    return _tables(program, lambda each: name in (each.key, each.id), dismissed=dismissed)


def item(program: Program, name: str) -> tuple[Plan, PlanItem]:
    """The first plan item of that key or id, and its plan; raise :class:`NoSuchItem`."""
    plans = planning.current(program)
    for plan in plans:
        for each in plan.items():
            if name in (each.key, each.id):
                return plan, each
    known = ", ".join(each.id for plan in plans for each in plan.projects)
    raise NoSuchItem(f"No plan has an item {name!r}; there are {known}, and challenge:a, line:funds and the like.")


def _tables(program: Program, wanted: Callable[[PlanItem], bool], *, dismissed: bool) -> list[Table]:
    plans = planning.current(program)
    with reading(program.engine) as session:
        known = {(each.call.source, each.call.reference): each for each in stored_calls.stored(session)}
        turned_down = {plan.id: votes.dismissed(session, plan.id) for plan in plans}
        screened = {plan.id: verdicts.of_plan(session, plan.id) for plan in plans}
        of_item: dict[tuple[str, str], list[tuple[Match, Call]]] = defaultdict(list)
        for plan in plans:
            for match in stored_matches.of_plan(session, plan.id):
                if ((match.item, match.source, match.reference) in turned_down[plan.id]) is dismissed:
                    of_item[plan.id, match.item].append((match, known[match.source, match.reference].call))
    versions = {key: each.version for key, each in known.items()}
    limits = {plan.id: program.thresholds(plan.id) for plan in plans}
    return [
        Table(
            plan,
            item,
            tuple(of_item[plan.id, item.key]),
            versions,
            turned_down[plan.id],
            screened[plan.id],
            limits[plan.id],
        )
        for plan in plans
        for item in plan.items()
        if wanted(item)
    ]


def matches(program: Program, name: str | None = None, *, dismissed: bool = False) -> Iterator[Row]:
    """One row a match of every item (or of the one named), best first within each item; as :func:`tables`."""
    found = (
        tables(program, name, dismissed=dismissed) if name else _tables(program, lambda _: True, dismissed=dismissed)
    )
    for table in found:
        for match, call in table.matches:
            yield _match(table, match, call, program.now)


def _match(table: Table, match: Match, call: Call, now: datetime) -> Row:
    version = table.versions[match.source, match.reference]
    vote = table.turned_down.get((match.item, match.source, match.reference))
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
        "status": call.status(now).value,
        "deadlines": wire.plain(call.deadlines),
        "version": match.version,
        "changed_since": version > match.version,
        "score": round(match.score, 4),
        "score_before_votes": round(match.calibrated, 4),
        "strength": table.thresholds.strength(match.score, match.item).value,
        "words": match.words,
        "meaning": match.meaning,
        "through": match.through,
        "evidence": wire.plain(match.evidence),
        "uncovered": list(match.uncovered),
        "telling_words": list(match.telling_words),
        "learnt_from": [wire.plain(each) for each in match.learnt.because] if match.learnt else [],
        "dismissed": wire.plain(vote),
        "eligibility": eligibility(table.verdicts.get((match.source, match.reference))),
    }


def eligibility(verdict: Verdict | None) -> Row | None:
    """The verdict as JSON; ``None`` where a call has not been screened."""
    if verdict is None:
        return None
    return {
        "answer": verdict.answer.value,
        "by_rules": verdict.by_rules.value,
        "said": wire.plain(verdict.said),
        "findings": wire.plain(verdict.findings),
    }


def sources(program: Program) -> list[Row]:
    """One row a source: how it is, when it was last read, when last without a failure, and what was found."""
    with reading(program.engine) as session:
        latest, known = crawls.latest(session), histories(session, now=program.now)
    never = CrawlHistory()
    return [_source(name, latest.get(name), known.get(name, never), program.now) for name in registry.names()]


def _source(name: str, latest: CrawlRecord | None, history: CrawlHistory, now: datetime) -> Row:
    form = registry.spider(name)
    judged = health(history, cadence=form.cadence, now=now)
    return {
        "source": name,
        "funder": form.funder,
        "home": form.home,
        "licence": form.licence,
        "kind": form.kind.value,
        "role": form.role,
        "cadence": form.cadence,
        "state": judged.state.value,
        "since": wire.plain(judged.since),
        "said": str(judged),
        "trend": judged.trend and judged.trend.value,
        "found_lately": list(history.found),
        "moved_on": wire.plain(history.moved_on),
        "last_crawl": history.last and history.last.isoformat(),
        "last_good_crawl": history.last_good and history.last_good.isoformat(),
        "failure": latest and latest.failure,
        "found": latest and latest.found,
        "new": latest and latest.new,
        "changed": latest and latest.changed,
        "unreadable": latest and [wire.plain(each) for each in latest.unreadable],
        "requests": latest and latest.requests,
        "unmodified": latest and latest.unmodified,
        "bytes": latest and latest.bytes,
        "seconds": latest and latest.seconds,
    }

"""The step in: read sources, keep what a complete crawl found, and a report of every crawl."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypedDict

from config.settings import Settings
from convoca import held_world
from convoca.merging import merge
from convoca.screen import bar
from convoca.wiring import Program
from crawler import registry
from crawler.run import crawl as read
from crawler.settings import USER_AGENT
from db import applications, calls, crawls, pages, plans
from db.calls import Outcome
from db.engine import reading, transaction
from domain.application import UNDER_WAY
from domain.call import Call, Status
from domain.crawl import CrawlReport, Page


@dataclass(frozen=True, slots=True)
class Crawled:
    """What one source's crawl came to."""

    report: CrawlReport
    new: int = 0
    changed: int = 0


def crawl(program: Program, names: Sequence[str] = ()) -> list[Crawled]:
    """Crawl the sources named, or all; a source that fails stops no other and leaves its stored calls as they were."""
    held_world.keep_apart(program)
    crawled: list[Crawled] = []
    chosen = names or registry.names()
    with bar("Reading sources") as watch:
        read(
            chosen,
            now=program.now,
            **manners(program.settings),
            listed=_listed(program, chosen),
            last_good=_last_good(program),
            recall=lambda url: _recall(program, url),
            on_report=lambda report: crawled.append(_record(program, report)),
            on_progress=lambda _source, done, total: watch(done, total),
        )
    if any(each.new or each.changed for each in crawled):
        merge(program)
    return crawled


class Manners(TypedDict):
    """How sites are read, as the crawler takes it."""

    replay_origin: str | None
    delay: float | None
    user_agent: str


def manners(settings: Settings) -> Manners:
    """What is set of how sites are read, and who reads them."""
    return Manners(
        replay_origin=settings.origin,
        delay=settings.crawl_delay,
        user_agent=f"{USER_AGENT} (+{settings.contact})",
    )


def of_cadence(program: Program, cadence: str) -> list[str]:
    """The sources that declare a cadence; among the daily ones those of calls that an application is under way for.

    A deadline that moves while a proposal is written must not wait for the week's end.
    """
    with reading(program.engine) as session:
        every = [each for plan in plans.current(session) for each in applications.of_plan(session, plan.id)]
    pressing = {each.application.source for each in every if each.application.stage in UNDER_WAY}
    return [
        each
        for each in registry.names()
        if registry.spider(each).cadence == cadence or (cadence == "daily" and each in pressing)
    ]


def _listed(program: Program, names: Sequence[str]) -> dict[str, list[Call]]:
    """The calls of these sources that can still be applied to, as far as is known."""
    found: dict[str, list[Call]] = defaultdict(list)
    with reading(program.engine) as session:
        for each in calls.stored(session, sources=names):
            if each.call.status(program.now) not in (Status.CLOSED, Status.WITHDRAWN):
                found[each.call.source].append(each.call)
    return found


def _last_good(program: Program) -> dict[str, datetime]:
    with reading(program.engine) as session:
        return {source: each.at for source, each in crawls.last_good(session).items()}


def _recall(program: Program, url: str) -> Page | None:
    with reading(program.engine) as session:
        return pages.recall(session, url)


def _record(program: Program, report: CrawlReport) -> Crawled:
    with transaction(program.engine) as session:
        recorded = calls.record_all(session, report.calls, now=program.now)
        if recorded:
            held_world.hold(session, program)
        new = sum(each.outcome is Outcome.NEW for each in recorded)
        changed = sum(each.outcome is Outcome.CHANGED for each in recorded)
        pages.keep(session, report.pages, now=program.now)
        crawls.record(session, report, now=program.now, recorded=recorded)
    return Crawled(report, new, changed)

"""The step in: read sources, keep what a complete crawl found, and a report of every crawl."""

from collections.abc import Sequence
from dataclasses import dataclass

from convoca.screen import bar
from convoca.wiring import Program
from crawler import registry
from crawler.run import crawl as read
from db import calls, crawls
from db.calls import Outcome
from db.engine import transaction
from domain.crawl import CrawlReport
from domain.errors import Problem


@dataclass(frozen=True, slots=True)
class Crawled:
    """What one source's crawl came to."""

    report: CrawlReport
    new: int = 0
    changed: int = 0


def crawl(program: Program, names: Sequence[str] = ()) -> list[Crawled]:
    """Crawl the sources named, or all; a source that fails stops no other and leaves its stored calls as they were."""
    crawled: list[Crawled] = []
    troubles: list[Problem] = []

    def keep(report: CrawlReport) -> None:
        try:
            crawled.append(_record(program, report))
        except Problem as trouble:  # raised below: the crawl of the other sources goes on first
            troubles.append(trouble)

    with bar("Reading sources") as watch:
        read(
            names or registry.names(),
            now=program.now,
            replay_origin=program.settings.origin,
            delay=program.settings.crawl_delay,
            contact=program.settings.contact,
            on_report=keep,
            on_progress=watch,
        )
    if troubles:
        raise troubles[0]
    return crawled


def _record(program: Program, report: CrawlReport) -> Crawled:
    with transaction(program.engine) as session:
        recorded = calls.record_all(session, report.calls, now=program.now)
        new = sum(each.outcome is Outcome.NEW for each in recorded)
        changed = sum(each.outcome is Outcome.CHANGED for each in recorded)
        crawls.record(session, report, new=new, changed=changed, now=program.now)
    return Crawled(report, new, changed)

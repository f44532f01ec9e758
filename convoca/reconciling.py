"""The weekly check: what is known of the EU portal beside the file in which the portal lists every topic."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from convoca import held_world
from convoca.screen import bar
from convoca.wiring import Program
from crawler.arriving import Reader
from crawler.portal import bulk
from crawler.portal.call import SOURCE
from crawler.portal.comparison import Reconciliation, Side, compare
from crawler.settings import USER_AGENT
from db import calls, pages, wire
from db.engine import reading, transaction
from domain.call import Call, Status
from domain.crawl import Page, Unreadable
from domain.errors import Problem


class NothingKnown(Problem):
    """Raised where there is nothing to compare with."""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """What the check came to."""

    reconciliation: Reconciliation
    unreadable: tuple[Unreadable, ...]
    """Objects of the file that were skipped."""


def reconcile(program: Program) -> Reconciled | None:
    """Compare; ``None`` where the file has not changed since all agreed. No call is changed by it."""
    held_world.keep_apart(program)
    known, remembered = _known(program)
    reader = Reader(
        source=SOURCE,
        user_agent=f"{USER_AGENT} (+{program.settings.contact})",
        replay_origin=program.settings.origin,
        delay=program.settings.crawl_delay,
    )
    etag = remembered.etag if remembered else None
    with bar("Reading the bulk file (MiB)") as watch, reader.open(bulk.URL, etag=etag, on_progress=watch) as arriving:
        if arriving is None:
            return None
        file = bulk.read(arriving.chunks)
    unread = {each.record for each in file.unreadable}
    reconciliation = compare(known, file.facts, now=program.now, unread=unread)
    if arriving.etag and not reconciliation.discrepancies:
        # only then: "not changed since" must never hide what was found
        with transaction(program.engine) as session:
            pages.keep(session, {bulk.URL: Page(arriving.etag, None, b"")}, now=program.now)
    return Reconciled(reconciliation, file.unreadable)


def _known(program: Program) -> tuple[list[Call], Page | None]:
    """The portal's calls without their texts, and the file as it was last read."""
    with reading(program.engine) as session:
        known = [replace(each.call, parts=()) for each in calls.stored(session, sources=[SOURCE])]
        remembered = pages.recall(session, bulk.URL)
    if not known:
        raise NothingKnown(f"Nothing is known of the EU portal yet: run convoca crawl {SOURCE} first.")
    return known, remembered


def rows(reconciled: Reconciled | None) -> Iterator[dict[str, Any]]:
    """One row a discrepancy."""
    for each in reconciled.reconciliation.discrepancies if reconciled else ():
        yield wire.plain(each)


def sentences(reconciled: Reconciled | None) -> Iterator[str]:
    """One sentence a discrepancy, one an object that was skipped, and a summary."""
    if reconciled is None:
        yield "The bulk file has not changed since it was last compared; all agreed then."
        return
    it = reconciled.reconciliation
    for each in it.discrepancies:
        sides = f"{_said(each.ours)} here, {_said(each.theirs)} in the bulk file"
        yield f"{each.identifier}: {each.finding}. {sides}. {each.title}"
    for record in reconciled.unreadable:
        yield f"{record.record} in the bulk file was skipped. {record.reason}"
    counts = f"{it.held} topics are running by what is known here, {it.listed} by the bulk file"
    others = len(it.discrepancies) - it.missed
    yield (
        f"{counts}: {it.missed} missed, {others} otherwise different." if it.discrepancies else f"{counts}: all agree."
    )


def _said(side: Side) -> str:
    if isinstance(side, Status):
        return side.value
    return ", ".join(map(_day, side)) if side else "not known"


def _day(day: date) -> str:
    return f"{day:%-d %b %Y}"

"""A dry run shown: every fact of a call that would be stored, the beginning of its texts, and what was skipped."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from convoca import telling
from db import wire
from domain.call import Call, Part
from domain.crawl import CrawlReport
from domain.deadlines import Deadline, Deadlines
from domain.money import Budget, Money

NOT_STATED = "not stated"
BEGINNING = 200
"""Characters of a part's text: enough to see whether it is the right one."""


def told(report: CrawlReport, now: datetime, *, limit: int, json: bool) -> None:
    """The first calls as blocks, or as JSON lines; the rest is a summary, which never mixes with the JSON."""
    shown = report.calls[:limit]
    if json:
        telling.lines(_row(each, now) for each in shown)
    else:
        for each in shown:
            telling.sentences([*block(each, now), ""])
    for sentence in summary(report):
        (telling.complain if json or report.failure else telling.say)(sentence)


def _row(call: Call, now: datetime) -> dict[str, Any]:
    """Every field of a call by its name, and where it stands."""
    return wire.as_json(call) | {"status": call.status(now).value}


def summary(report: CrawlReport) -> Iterator[str]:
    """Yield a line on the crawl, and one for each record that cannot be read."""
    cost = f"{report.requests} requests, {report.seconds:.0f} s"
    if report.failure:
        yield f"{report.source}: failed. {report.failure}"
        return
    found, skipped = len(report.calls), len(report.unreadable)
    yield f"{report.source}: {found} calls found, {skipped} unreadable ({cost}). Nothing was stored."
    for each in report.unreadable:
        yield f"{report.source}: {each.record} cannot be read. {each.reason}"


def block(call: Call, now: datetime) -> Iterator[str]:
    """Yield the lines of one call."""
    yield call.title
    opens = f", opens {call.opens_on:%-d %b %Y}" if call.opens_on else ""
    yield f"    identifier: {call.identifier}" + _unless_same(call)
    published = f", published {call.published_on:%-d %b %Y}" if call.published_on else ""
    yield f"    status: {call.status(now)}{opens}{published}"
    yield f"    deadlines: {_deadlines(call.deadlines)}"
    yield f"    programme: {call.programme or NOT_STATED}"
    yield f"    budget: {_budget(call.budget)}"
    yield f"    url: {call.url}"
    for each in call.parts:
        heading = f" ({each.heading})" if each.heading else ""
        yield f"    {each.kind}{heading}: {_beginning(each)}"


def _unless_same(call: Call) -> str:
    return "" if call.reference == call.identifier else f" (reference {call.reference})"


def _deadlines(known: Deadlines) -> str:
    said = [*map(_deadline, known), *(["rolling"] if known.rolling else [])]
    return "; ".join(said) or "not known"


def _deadline(known: Deadline) -> str:
    hour = f"{known.at:%H:%M}" if known.at else "no hour stated"
    return f"{known.on:%-d %b %Y}, {hour}, {known.zone} ({known.kind})"


def _budget(known: Budget) -> str:
    shared = f" shared by {known.shared_by} calls" if known.shared_by > 1 else ""
    named = f" ({known.envelope})" if known.envelope else ""
    said = (
        f"{_money(known.total)}{shared}{named}" if known.total else "",
        f"at least {_money(known.grant_min)} a grant" if known.grant_min else "",
        f"at most {_money(known.grant_max)} a grant" if known.grant_max else "",
        f"{known.expected_grants} grants" if known.expected_grants is not None else "",
    )
    return "; ".join(each for each in said if each) or NOT_STATED


def _money(known: Money) -> str:
    return f"{known.currency} {known.amount:,f}"


def _beginning(part: Part) -> str:
    more = "…" if len(part.text) > BEGINNING else ""
    return " ".join(part.text[:BEGINNING].split()) + more

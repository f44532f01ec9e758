"""What the program says on a terminal: tables and sentences; JSON lines where a tool reads them."""

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rich.table import Table as Grid
from rich.text import Text

from convoca.screen import err, out
from domain.call import Call, Status
from domain.deadlines import Deadline
from domain.match import Match
from domain.plan import Plan, Project

if TYPE_CHECKING:
    from convoca.crawling import Crawled
    from convoca.digesting import Digested
    from convoca.listing import Table
    from convoca.matching import Matched
    from db.calls import StoredCall

SHOWN = 5
"""Matches in a project's table; the rest is one command away and said so."""


def lines(rows: Iterable[dict[str, Any]]) -> None:
    """One JSON object a line on standard output."""
    for each in rows:
        sys.stdout.write(json.dumps(each, ensure_ascii=False) + "\n")


def sentences(said: Iterable[str]) -> None:
    for each in said:
        say(each)


def say(sentence: str) -> None:
    """One sentence, as it is: nothing in it is markup, nothing is folded."""
    out.print(Text(sentence), soft_wrap=True)


def complain(sentence: str) -> None:
    """One sentence on standard error, as it is: where a scheduler looks for what failed."""
    err.print(Text(sentence), soft_wrap=True)


def crawled(outcomes: Sequence["Crawled"]) -> None:
    """A line a source: found, new, changed, unreadable, or why it failed."""
    for each in outcomes:
        report = each.report
        if report.failure:
            reason = report.failure.removeprefix(f"{report.source}: ")
            complain(f"{report.source}: failed. {reason[:1].upper()}{reason[1:]} What was known of it stays as it was.")
            continue
        news = f"{each.new} new, {each.changed} changed" if each.new or each.changed else "nothing new or changed"
        cost = f"{report.requests} requests, {report.seconds:.0f} s"
        say(f"{report.source}: {len(report.calls)} calls read, {news} ({cost}).")
        for record in report.unreadable:
            say(f"{report.source}: {record.record} was skipped. {record.reason}")


def matched(outcomes: Sequence["Matched"]) -> None:
    """A line a plan."""
    for each in outcomes:
        how = "matched with" if each.changed else "nothing changed since the last match with"
        items = len(each.plan.projects) + len(each.plan.challenges) + len(each.plan.lines)
        say(f"{each.plan.name()}: {each.candidates} open and forthcoming calls, {how} {items} plan items.")


def digested(told: Sequence["Digested"]) -> None:
    """A line a person who was to be told something."""
    for each in told:
        (complain if each.failure else say)(f"{each.person.name}: {each.said}")
    if not told:
        say("Nobody owns or follows a project: no digest.")


def plans(known: Iterable[Plan]) -> None:
    """The projects of every plan, with their owners."""
    for plan in known:
        grid = Grid(title=plan.name(), title_justify="left", box=None, pad_edge=False, header_style="bold")
        for column in ("project", "title", "owner", "challenges"):
            grid.add_column(column, overflow="fold")
        for each in plan.projects:
            grid.add_row(each.id, Text(_titled(each)), plan.person(each.owner).name, ", ".join(each.challenges))
        out.print(grid)


def calls(known: Sequence["StoredCall"], now: datetime) -> None:
    """The running calls, the next deadline first."""
    grid = Grid(box=None, pad_edge=False, header_style="bold")
    for column in ("next deadline", "status", "identifier", "title"):
        grid.add_column(column, overflow="fold")
    for each in known:
        grid.add_row(
            when(each.call.deadlines.next(now)),
            each.call.status(now).value,
            Text(each.call.identifier),
            Text(each.call.title),
        )
    out.print(grid)
    say(f"{len(known)} open and forthcoming calls.")


def changes(rows: Iterable[dict[str, Any]]) -> None:
    """A line a change, old and new."""
    count = 0
    for each in rows:
        count += 1
        say(f"{each['at'][:16]}  {each['identifier']}: {each['change']}. {each['title']}")
        for name, change in each["fields"].items():
            say(f"    {name}: {_brief(change['old'])} → {_brief(change['new'])}")
    say(f"{count} calls new or changed.")


def tables(found: Sequence["Table"], now: datetime) -> None:
    """A ranked table per plan item."""
    for each in found:
        out.print(_table(each, now))
        worth = sum(each.thresholds.strength(match.score, match.item) != "weak" for match, _ in each.matches)
        more = worth - min(worth, SHOWN)
        hint = f"convoca matches --json {each.item.key}"
        say(f"  and {more} more: {hint}\n" if more else "" if worth else "  No call is strong or worth a look today.\n")


def dismissed(found: Sequence["Table"]) -> None:
    """A line for each call that was turned down for a plan item, with the reason and the way back."""
    count = 0
    for table in found:
        for match, call in table.matches:
            vote = table.turned_down[match.item, match.source, match.reference]
            note = f" {vote.note}" if vote.note else ""
            say(f"{table.item.name()}: {call.title} ({call.identifier}), {vote.said} on {vote.at:%Y-%m-%d}.{note}")
            say(f"    back with: convoca vote {call.reference} {table.item.id} take-back --as {vote.person}")
            count += 1
    say(f"{count} matches are turned down.")


def _table(table: "Table", now: datetime) -> Grid:
    title = Text(_titled(table.item) if isinstance(table.item, Project) else table.item.name(), style="bold")
    grid = Grid(title=title, title_justify="left", box=None, pad_edge=False, header_style="dim", expand=True)
    grid.add_column("score", justify="right", width=6)
    grid.add_column("", width=12)
    grid.add_column("apply", width=7)
    grid.add_column("call", ratio=1)
    for match, call in table.matches[:SHOWN]:
        strength = table.thresholds.strength(match.score, match.item)
        if strength == "weak":
            break
        what = Text.assemble(call.title, (f"\n{call.identifier}, {_next(call, now)}", "dim"))
        verdict = table.verdicts.get((match.source, match.reference))
        may = verdict.answer.value if verdict else ""
        grid.add_row(f"{match.calibrated:.2f}{_moved(match)}", strength.value, may, what)
    return grid


def _moved(match: Match) -> str:
    """An arrow where votes moved a match; the number beside it keeps its meaning."""
    by = round(match.score - match.calibrated, 2)
    return " ↑" if by > 0 else " ↓" if by < 0 else ""


def _next(call: Call, now: datetime) -> str:
    if call.status(now) is Status.FORTHCOMING and call.opens_on:
        return f"opens {call.opens_on:%-d %b %Y}"
    return f"deadline {when(call.deadlines.next(now))}"


def when(deadline: Deadline | None) -> str:
    """A deadline for a table: day, hour where stated, stage; "not known" where there is none."""
    if deadline is None:
        return "not known"
    hour = f" {deadline.at:%H:%M}" if deadline.at else ""
    stage = "" if deadline.kind == "deadline" else f" ({deadline.kind})"
    return f"{deadline.on:%-d %b %Y}{hour}{stage}"


ARROWS = {"rising": "↑", "steady": "→", "falling": "↓"}
"""Beside the word for how the number of calls of a source goes."""


def sources(rows: Iterable[dict[str, Any]]) -> None:
    """A paragraph a source: its state, its last crawl, and how many calls the last good ones found."""
    for each in rows:
        say(f"{each['source']} ({each['funder']}): {each['said']}")
        if each["last_crawl"]:
            found = "{found} calls, {new} new, {changed} changed".format_map(each)
            skipped = f", {len(each['unreadable'])} unreadable" if each["unreadable"] else ""
            say(f"    last read {each['last_crawl'][:16]}: {each['failure'] or found + skipped}")
        if each["last_good_crawl"] and each["failure"]:
            say(f"    last read without a failure {each['last_good_crawl'][:16]}")
        if each["trend"]:
            lately = ", ".join(map(str, each["found_lately"]))
            say(f"    calls found lately: {lately} ({each['trend']} {ARROWS[each['trend']]})")


def _titled(project: Project) -> str:
    return project.name() + (" (illustrative project)" if project.illustrative else "")


def _brief(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:79] + "…"

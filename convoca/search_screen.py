"""What a search says on a terminal: the calls with their sentence, what was understood, what would find more."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from rich.table import Table as Grid
from rich.text import Text

from convoca.screen import out
from convoca.telling import say, when
from db import wire
from domain.search import RUNNING, Facet, Found, FoundCall, Meaning, Quotation

SHOWN = 160
"""Characters of a quotation; --json has all of it."""


def show(found: Found, now: datetime) -> None:
    """The calls of the page, then what was searched."""
    grid = Grid(box=None, pad_edge=False, header_style="bold")
    for column in ("next deadline", "status", "identifier", "title"):
        grid.add_column(column, overflow="fold")
    for each in found.rows:
        call = each.call
        quoted = (f"\n“{_brief(each.quotation)}”", "dim") if each.quotation else ""
        grid.add_row(
            when(call.deadlines.next(now)),
            call.status(now).value,
            Text(call.identifier),
            Text.assemble(call.title, quoted),
        )
    if found.rows:
        out.print(grid)
    for sentence in sentences(found):
        say(sentence)


def _brief(quotation: Quotation) -> str:
    text = " ".join(quotation.text.split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rpartition(' ')[0]}…"


def sentences(found: Found) -> Iterator[str]:
    """Yield what was found among what, how the text was understood, and what would find more."""
    calls = {0: "No call", 1: "1 call"}.get(found.total, f"{found.total} calls")
    page = f", page {found.asked.page} of {found.pages}" if found.pages > 1 else ""
    yield f"{calls} found among {found.searched}{_under(found)}{page}."
    yield from _how(found)
    for each in found.widen:
        yield f"{_without(each.facet)}: {each.count}."
    if not found.total and not found.widen:
        yield "Fewer or other words may find more; convoca calls lists everything that runs."


def _how(found: Found) -> Iterator[str]:
    understood = found.understood
    if understood.english:
        yield f"Searched in English too: {understood.english}."
    if understood.identified:
        yield f"{understood.identified} of all calls have an identifier that is, or begins with, what you typed."
    if understood.any_of:
        yield f"No call has every word; any of these was enough: {', '.join(understood.any_of)}."
    if understood.query.excluded:
        yield f"Left out: calls with {', '.join(understood.query.excluded)}."
    if understood.meaning is Meaning.USED and found.total:
        yield f"{understood.by_words} have the words, {found.total - understood.by_words} are near in meaning."
    if understood.meaning is Meaning.NOT_THERE:
        yield "Words alone were searched: no call has been read for its meaning yet (convoca match does it)."


def _under(found: Found) -> str:
    """What the search was narrowed to."""
    said = [_choice(facet, values) for facet, values in found.asked.filters.items() if values]
    return f", {', '.join(said)}" if said else ""


def _choice(facet: Facet, values: frozenset[str]) -> str:
    if facet is Facet.STATUS and values == frozenset(RUNNING):
        return "open, forthcoming or not known"
    return f"{facet} {' or '.join(sorted(values))}"


def _without(facet: Facet) -> str:
    return (
        "With those that are closed or withdrawn (--status all)" if facet is Facet.STATUS else f"Whatever the {facet}"
    )


def as_json(found: Found, now: datetime) -> Iterator[dict[str, Any]]:
    """One row a call of the page."""
    for each in found.rows:
        yield _row(each, now)


def _row(it: FoundCall, now: datetime) -> dict[str, Any]:
    call = it.call
    return {
        "source": call.source,
        "reference": call.reference,
        "identifier": call.identifier,
        "kind": call.kind.value,
        "title": call.title,
        "url": call.url,
        "status": call.status(now).value,
        "deadlines": wire.plain(call.deadlines),
        "programme": call.programme,
        "version": it.version,
        "first_seen": it.first_seen.isoformat(),
        "score": it.score and round(it.score, 4),
        "item": it.item,
        "verdict": it.verdict,
        "has_words": it.has_words,
        "similarity": it.similarity and round(it.similarity, 4),
        "quotation": wire.plain(it.quotation),
    }

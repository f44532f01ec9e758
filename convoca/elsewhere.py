"""Where else a call is read, and what is said otherwise there: readings that disagree are shown, never averaged."""

from collections.abc import Iterator
from datetime import datetime

from convoca.telling import when
from convoca.wiring import Program
from db import merges
from db.calls import StoredCall
from db.engine import reading
from domain.call import Call, Status
from domain.deadlines import Deadlines


def elsewhere(program: Program, stored: StoredCall) -> Iterator[str]:
    """Yield sentences: which call stands for this one, where else it is read, and where those readings disagree."""
    here = stored.call
    with reading(program.engine) as session:
        others = merges.other_readings(session, stored)
    for each in others:
        if f"{each.source}/{each.reference}" == stored.merged_into:
            yield (
                f"The same call is read at {each.source} as {each.reference}, and that reading stands for it: "
                f"{each.url}. Should they be two, say convoca apart {here.reference}."
            )
        else:
            yield f"Also read at {each.source} as {each.reference}: {each.url}."
        for what, there, ours in _differences(each, here, program.now):
            yield f"  {each.source} says otherwise of the {what}: {there}, and {here.source} {ours}."


def _differences(there: Call, here: Call, now: datetime) -> Iterator[tuple[str, str, str]]:
    """Yield what both say and say differently, as ``(what, there, here)``; who says nothing does not disagree."""
    if there.title.split() != here.title.split():
        yield "title", there.title, here.title
    statuses = there.status(now), here.status(now)
    if Status.UNKNOWN not in statuses and statuses[0] != statuses[1]:
        yield "status", *statuses
    if there.opens_on and here.opens_on and there.opens_on != here.opens_on:
        yield "opening", f"{there.opens_on:%-d %b %Y}", f"{here.opens_on:%-d %b %Y}"
    if there.deadlines and here.deadlines and not _same(there.deadlines, here.deadlines):
        yield "deadlines", _listed(there.deadlines), _listed(here.deadlines)


def _same(some: Deadlines, others: Deadlines) -> bool:
    """Whether the days are the same, and the hours where both state them."""
    pairs = list(zip(some, others, strict=False))
    same_hours = all(one.at == other.at for one, other in pairs if one.at and other.at)
    return [each.on for each in some] == [each.on for each in others] and same_hours


def _listed(deadlines: Deadlines) -> str:
    return "; ".join(when(each) for each in deadlines)

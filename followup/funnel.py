"""From an alert to a grant: how many calls come how far, and how long it takes to say go."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from domain.application import SENT, WON, Stage

Call = tuple[str, str]
"""Source and reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """An application to a call that convoca knows."""

    call: Call
    stage: Stage
    go_at: datetime | None
    """When it was decided to prepare it; ``None`` where that is not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Funnel:
    """Calls that somebody was told of; each step counts some of those before it."""

    told: int
    fitting: int
    """That somebody called relevant, or began an application for."""
    submitted: int
    granted: int
    days_to_go: float | None
    """Between a call being seen first and the decision to prepare an application: the middle one, in days."""
    gone: int
    """How many applications that is the middle of."""


def funnel(
    *, told: Mapping[Call, datetime], relevant: Mapping[Call, datetime], applications: Iterable[Begun]
) -> Funnel:
    """Follow the calls that were told of; ``told`` and ``relevant`` say when that was first so of each."""
    some = list(applications)
    seen = {call: min(each[call] for each in (told, relevant) if call in each) for call in (*told, *relevant)}
    waits = [
        (each.go_at - seen[each.call]).total_seconds() / 86_400
        for each in some
        if each.go_at is not None and each.call in seen and each.go_at >= seen[each.call]
    ]
    return Funnel(
        told=len(told),
        fitting=len(told.keys() & (relevant.keys() | {each.call for each in some})),
        submitted=len(told.keys() & _calls(some, SENT)),
        granted=len(told.keys() & _calls(some, WON)),
        days_to_go=median(waits) if waits else None,
        gone=len(waits),
    )


def _calls(some: Iterable[Begun], stages: Collection[Stage]) -> set[Call]:
    return {each.call for each in some if each.stage in stages}

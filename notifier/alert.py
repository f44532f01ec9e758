"""Decides which calls one person hears of between digests."""

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import UTC, datetime

from domain.alert import AlertEntry
from domain.call import Call
from domain.change import FieldChange
from domain.deadlines import Deadlines
from domain.plan import Project
from notifier.ahead import deadline_soon
from notifier.known import CallKey, Reminder, Told
from notifier.material import material_changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What one person knows of the calls of their projects."""

    told: Mapping[Told, Call]
    """Each call as they know it."""
    reminded: AbstractSet[Reminder] = frozenset()
    """The deadlines that were named to them when they were near."""
    taken_up: AbstractSet[Told] = frozenset()
    """What they said yes to or prepare an application for: they hear of its deadlines, told of it or not."""
    applied_for: AbstractSet[Told] = frozenset()
    """What an application was begun for, whatever stage it is in."""
    sent: AbstractSet[Told] = frozenset()
    """What the application is away for: its deadline is no news."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What this run is for, and what the person wants to hear in it."""

    changes: bool
    """Every material change; else only what was brought forward."""
    deadlines: bool
    """Deadlines that are near."""


def entries(
    known: Known,
    *,
    calls: Mapping[CallKey, Call],
    projects: Mapping[str, Project],
    wanted: Wanted,
    now: datetime,
) -> tuple[AlertEntry, ...]:
    """Return the calls to tell of, each once for the items of which the same is to be said.

    ``calls`` holds each call as it is now, ``projects`` the plan's by key. A call that is told of is told in full: its
    changes with its near deadline, whichever of them was the reason, so that nothing has to be said twice.
    """
    grouped: dict[tuple[CallKey, tuple[FieldChange, ...]], list[Told]] = defaultdict(list)
    for key in sorted({*known.told, *known.taken_up}):
        if key[1:] in calls:
            grouped[key[1:], _changes(known, key, calls[key[1:]], now=now)].append(key)
    made = [_entry(known, keys, changes, calls[call], projects, now=now) for (call, changes), keys in grouped.items()]
    return tuple(sorted((each for each in made if _is_wanted(each, wanted)), key=lambda each: _order(each, now)))


def brought_forward(before: Deadlines, after: Deadlines, *, now: datetime) -> bool:
    """Whether the door shuts earlier than was known: the next deadline, or the last. What was unknown cannot move."""
    if before.rolling and after.dates and not after.rolling:
        return True
    next_before, next_after = before.next(now), after.next(now)
    if next_before is None or not after.dates or after.rolling:
        return False
    if next_after is None:
        return True
    earlier = (next_after, next_before), (after.dates[-1], before.dates[-1])
    return any(new.instant.astimezone(UTC) < old.instant.astimezone(UTC) for new, old in earlier)


def _changes(known: Known, key: Told, call: Call, *, now: datetime) -> tuple[FieldChange, ...]:
    before = known.told.get(key)
    return () if before is None else material_changes(before, call, now=now)


def _entry(
    known: Known,
    keys: list[Told],
    changes: tuple[FieldChange, ...],
    call: Call,
    projects: Mapping[str, Project],
    *,
    now: datetime,
) -> AlertEntry:
    near = deadline_soon(call, now=now)
    said = near and (call.source, call.reference, near.on) in {each[1:] for each in known.reminded}
    moved = [each for each in changes if each.field == "deadlines"]
    return AlertEntry(
        call=call,
        items=tuple(key[0] for key in keys),
        projects=tuple(projects[key[0]] for key in keys if key[0] in projects),
        changes=changes,
        brought_forward=any(brought_forward(each.old, each.new, now=now) for each in moved),
        # Once is enough, whatever project it was said for.
        near=near if not said and any(key not in known.sent for key in keys) else None,
        taken_up=any(key in known.applied_for for key in keys),
    )


def _is_wanted(entry: AlertEntry, wanted: Wanted) -> bool:
    changed = bool(entry.changes) and wanted.changes
    return entry.brought_forward or changed or (entry.near is not None and wanted.deadlines)


def _order(entry: AlertEntry, now: datetime) -> tuple[bool, bool, datetime, str]:
    closes = entry.call.deadlines.next(now)
    at = closes.instant.astimezone(UTC) if closes else datetime.max.replace(tzinfo=UTC)
    return not entry.brought_forward, not entry.changes, at, entry.call.reference

"""What a crawl found, into the memory: new, changed or unchanged, every version kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from db import search_index, wire
from db.call_published import learn, remembered
from db.call_rows import (
    CallRow,
    DeadlineRow,
    PartRow,
    VersionRow,
    calls_of,
    deadline_values,
    part_values,
    version_values,
)
from db.chunks import chunks
from db.errors import Unstorable
from db.lock import one_at_a_time
from db.search_index import Current
from domain.call import Call
from domain.change import FieldChange, differences


class Outcome(StrEnum):
    """What recording a call came to."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """A call as it was recorded."""

    call: Call
    outcome: Outcome
    version: int
    """The number of the version that now is the current one, from 1."""
    changes: tuple[FieldChange, ...] = ()
    """From the version before; empty unless the call has changed."""


Key = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What is known of the current version without reading it."""

    id: int
    version_id: int
    version: int
    fingerprint: str
    published_on: date | None


def record(session: Session, call: Call, *, now: datetime) -> Recorded:
    """Record one call; see :func:`record_all`."""
    return record_all(session, [call], now=now)[0]


def record_all(session: Session, calls: Sequence[Call], *, now: datetime) -> list[Recorded]:
    """Record calls and say, in their order, what became of each.

    A call that differs becomes a new version; one that does not is only seen again at ``now``. Recording twice does
    nothing. Raises :class:`Unstorable` and stores none where a call holds a character that no database takes.
    """
    for source in sorted({each.source for each in calls}):
        one_at_a_time(session.connection(), f"record calls of {source}")
    heads = _heads(session, calls)
    calls = list(remembered(calls, {key: head.published_on for key, head in heads.items()}))
    fingerprints = [_fingerprint(each) for each in calls]
    before = _differing(session, heads, calls, fingerprints)
    recorded = _compare(calls, heads=heads, before=before)
    _store(session, recorded, fingerprints, heads=heads, now=now)
    return recorded


def _fingerprint(call: Call) -> str:
    document = wire.as_json(call)
    del document["published_on"]  # what is learnt of a call makes no new version
    try:
        return wire.fingerprint(document)
    except ValueError as error:
        raise Unstorable(
            f"the call {call.reference!r} of {call.source!r} cannot be stored ({error}): "
            "have its source read that text without the character"
        ) from error


def _heads(session: Session, calls: Sequence[Call]) -> dict[Key, _Head]:
    """The current versions of those calls that are known."""
    at = VersionRow.call_id == CallRow.id
    known = (CallRow.id, VersionRow.id, CallRow.version, CallRow.fingerprint, VersionRow.published_on)
    query = select(CallRow.source, CallRow.reference, *known).join(
        VersionRow, at & (VersionRow.number == CallRow.version)
    )
    found = {}
    for source, references in _by_source(calls).items():
        for some in chunks(references):
            for row in session.execute(query.where(CallRow.source == source, CallRow.reference.in_(some))):
                source_, reference, id, version_id, version, fingerprint, published_on = row
                found[source_, reference] = _Head(
                    id=id, version_id=version_id, version=version, fingerprint=fingerprint, published_on=published_on
                )
    return found


def _by_source(calls: Iterable[Call]) -> dict[str, list[str]]:
    references: dict[str, dict[str, None]] = {}
    for each in calls:
        references.setdefault(each.source, {})[each.reference] = None
    return {source: list(some) for source, some in references.items()}


def _differing(
    session: Session, heads: Mapping[Key, _Head], calls: Sequence[Call], fingerprints: Sequence[str]
) -> dict[Key, Call]:
    """The current versions of the calls whose fingerprint is another one."""
    keys = {
        key
        for call, fingerprint in zip(calls, fingerprints, strict=True)
        if (key := _key(call)) in heads and heads[key].fingerprint != fingerprint
    }
    return {_key(call): call for call in calls_of(session, [heads[key].version_id for key in keys]).values()}


def _compare(
    calls: Sequence[Call],
    *,
    heads: Mapping[Key, _Head],
    before: Mapping[Key, Call],
) -> list[Recorded]:
    """What each call is to the one before it, which may stand earlier in the same list."""
    current = dict(before)
    versions = {key: head.version for key, head in heads.items()}
    recorded = []
    for call in calls:
        key = _key(call)
        # A known call that was not read has the fingerprint of its current version, so it is that version.
        changes = differences(current.get(key, call), call)
        changed = Outcome.CHANGED if changes else Outcome.UNCHANGED
        outcome = changed if key in versions else Outcome.NEW
        if outcome is not Outcome.UNCHANGED:
            versions[key] = versions.get(key, 0) + 1
        current[key] = call
        recorded.append(Recorded(call=call, outcome=outcome, version=versions[key], changes=changes))
    return recorded


def _store(
    session: Session,
    recorded: Sequence[Recorded],
    fingerprints: Sequence[str],
    *,
    heads: Mapping[Key, _Head],
    now: datetime,
) -> None:
    states = {
        _key(each.call): _state(each, fingerprint) for each, fingerprint in zip(recorded, fingerprints, strict=True)
    }
    ids = {key: head.id for key, head in heads.items()}
    for some in chunks(list(ids.values())):
        session.execute(update(CallRow).where(CallRow.id.in_(some)).values(last_seen=now))
    moved = [{"id": ids[key], **state} for key, state in states.items() if key in ids and _moved(heads[key], state)]
    if moved:
        session.execute(update(CallRow), moved)
    days = {(_key(each.call), each.version): day for each in recorded if (day := each.call.published_on)}
    learn(session, _learnt(days, heads))
    ids |= _insert_heads(session, {key: state for key, state in states.items() if key not in ids}, now=now)
    made = [each for each in recorded if each.outcome is not Outcome.UNCHANGED]
    _insert_versions(session, made, ids=ids, days=days, now=now)
    current = {_key(each.call): each for each in made}
    search_index.keep(
        session,
        [Current(id=ids[key], version=each.version, call=each.call) for key, each in current.items()],
    )


def _learnt(days: Mapping[tuple[Key, int], date], heads: Mapping[Key, _Head]) -> dict[int, date]:
    """The days of publication that the current versions of known calls do not have, by the version's id."""
    said = ((head, days.get((key, head.version))) for key, head in heads.items())
    return {head.version_id: day for head, day in said if day and day != head.published_on}


def _state(recorded: Recorded, fingerprint: str) -> dict[str, Any]:
    return {
        "version": recorded.version,
        "fingerprint": fingerprint,
        "folded_identifier": recorded.call.identifier.casefold(),
    }


def _moved(head: _Head, state: Mapping[str, Any]) -> bool:
    return (head.version, head.fingerprint) != (state["version"], state["fingerprint"])


def _insert_heads(session: Session, states: Mapping[Key, Mapping[str, Any]], *, now: datetime) -> dict[Key, int]:
    if not states:
        return {}
    rows = [
        {
            "source": source,
            "reference": reference,
            "folded_reference": reference.casefold(),
            "first_seen": now,
            "last_seen": now,
            **state,
        }
        for (source, reference), state in states.items()
    ]
    ids = session.scalars(insert(CallRow).returning(CallRow.id, sort_by_parameter_order=True), rows)
    return dict(zip(states, ids, strict=True))


def _insert_versions(
    session: Session,
    recorded: Sequence[Recorded],
    *,
    ids: Mapping[Key, int],
    days: Mapping[tuple[Key, int], date],
    now: datetime,
) -> None:
    if not recorded:
        return
    rows = [
        {"call_id": ids[key], "number": each.version, "recorded_at": now, **version_values(each.call)}
        | {"published_on": days.get((key, each.version))}
        for each in recorded
        if (key := _key(each.call))
    ]
    made = session.scalars(insert(VersionRow).returning(VersionRow.id, sort_by_parameter_order=True), rows).all()
    for row_class, values in ((DeadlineRow, deadline_values), (PartRow, part_values)):
        below = [row for id, each in zip(made, recorded, strict=True) for row in values(id, each.call)]
        if below:
            session.execute(insert(row_class), below)


def _key(call: Call) -> Key:
    return call.source, call.reference

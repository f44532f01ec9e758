"""All calls as a search sees them, in memory: their answers to every facet, their next deadline, what they fit."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from db import search_facts
from db.search_facts import Facts, Fit, State
from domain.call import FORGOTTEN, Status
from domain.plan import ItemKind
from domain.search import BANDS, DAYS, RUNNING, Band, Facet, Window
from matcher.facets import Answers, OneAnswer, SeveralAnswers

Ids = NDArray[np.int64]
Rows = NDArray[np.intp]
Seconds = NDArray[np.int64]
NEVER = np.iinfo(np.int64).max
"""In place of the next deadline of a call that has none."""

OF_KIND = {ItemKind.PROJECT: Facet.PROJECT, ItemKind.LINE: Facet.LINE, ItemKind.CHALLENGE: Facet.CHALLENGE}


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """The calls at one state of the database, by id; all arrays have one entry a call."""

    state: State
    ids: Ids
    versions: Ids
    visible: NDArray[np.bool_]
    first_seen: Seconds
    words: OneAnswer
    """What the funder says of the status."""
    rolling: NDArray[np.bool_]
    deadlines: Seconds
    """Of all calls one after the other, each call's in order."""
    ends: Rows
    """Where the deadlines of each call end."""
    published: Ids
    """The day, as Python counts them, of calls of which nothing says that they still run; else :data:`NEVER`."""
    lasting: Mapping[Facet, Answers]
    """The facets whose answers do not depend on the time."""
    fits: Mapping[str, tuple[Rows, NDArray[np.float64]]]
    """By plan item: the calls that match it, and their scores."""

    def rows(self, ids: Ids) -> Rows:
        """Where these calls are; those it does not know are left out."""
        if not self.ids.size:
            return np.zeros(0, np.intp)
        found = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return np.asarray(found[self.ids[found] == ids], np.intp)

    def mask(self, ids: Ids) -> NDArray[np.bool_]:
        found = np.zeros(len(self.ids), bool)
        found[self.rows(ids)] = True
        return found


HOLDS = 60
"""Seconds for which a moment is taken for the present, unless a deadline passes in between."""


@dataclass(frozen=True, slots=True)
class Moment:
    """The same calls at one moment."""

    answers: Mapping[Facet, Answers]
    next_deadline: Seconds
    """:data:`NEVER` where none is ahead."""
    running: NDArray[np.bool_]
    """Whether it can still be applied to, as far as is known."""
    since: int
    until: int
    """From which second to which, excluded, it is taken for the present."""

    def holds(self, now: datetime) -> bool:
        return self.since <= int(now.timestamp()) < self.until


def read(session: Session, *, worth_a_look: float) -> Snapshot:
    """Read everything a search needs to know of all calls."""
    state = search_facts.state(session)
    calls = list(search_facts.facts(session))
    ids = np.array([each.id for each in calls], np.int64)
    return Snapshot(
        state=state,
        ids=ids,
        versions=np.array([each.version for each in calls], np.int64),
        visible=np.array([each.visible for each in calls], bool),
        first_seen=np.array([int(each.first_seen.timestamp()) for each in calls], np.int64),
        words=OneAnswer.of([each.word for each in calls]),
        rolling=np.array([each.rolling for each in calls], bool),
        deadlines=np.array([moment for each in calls for moment in each.deadlines], np.int64),
        ends=np.cumsum([len(each.deadlines) for each in calls], dtype=np.intp),
        published=np.array([_published(each) for each in calls], np.int64),
        lasting=_lasting(calls, search_facts.verdicts(session)),
        fits=_fits(search_facts.fits(session, at_least=worth_a_look), ids),
    )


def _published(call: Facts) -> int:
    """The day on which a call was published of which nothing says that it still runs; else :data:`NEVER`."""
    silent = call.word is Status.UNKNOWN and not call.deadlines and not call.rolling
    return call.published_on.toordinal() if silent and call.published_on else int(NEVER)


def _lasting(calls: Sequence[Facts], verdicts: Mapping[tuple[str, str], str]) -> dict[Facet, Answers]:
    return {
        Facet.VERDICT: OneAnswer.of([verdicts.get((each.source, each.reference)) for each in calls]),
        Facet.PROGRAMME: OneAnswer.of([each.programme for each in calls]),
        Facet.SOURCE: OneAnswer.of([each.source for each in calls]),
        Facet.KIND: OneAnswer.of([each.kind for each in calls]),
        Facet.ACTION: OneAnswer.of([each.type_of_action for each in calls]),
        Facet.BUDGET: OneAnswer.of([_band(each) for each in calls]),
    }


def _band(call: Facts) -> Band:
    amount = call.project_amount
    if amount is None:
        return Band.UNSTATED
    if call.project_currency != "EUR":
        return Band.FOREIGN
    return next((band for limit, band in BANDS if amount < limit), Band.VAST)


def _fits(found: Sequence[Fit], ids: Ids) -> dict[str, tuple[Rows, NDArray[np.float64]]]:
    of_item: dict[str, list[Fit]] = defaultdict(list)
    known = set(ids.tolist())
    for each in found:
        if each.call_id in known:
            of_item[each.item].append(each)
    return {
        item: (
            np.searchsorted(ids, [each.call_id for each in some]).astype(np.intp),
            np.array([each.score for each in some]),
        )
        for item, some in of_item.items()
    }


def at(snapshot: Snapshot, now: datetime) -> Moment:
    """The calls at this moment: closed is what says so, and what is past its last deadline."""
    seconds = int(now.timestamp())
    ahead = _next(snapshot, seconds)
    count = np.diff(snapshot.ends, prepend=0)
    passed = (count > 0) & ~snapshot.rolling & (ahead == NEVER)
    stale = now.date().toordinal() - FORGOTTEN.days > snapshot.published
    status = _status(snapshot.words, passed, stale)
    running = np.isin(status.codes, [_code(status, each) for each in RUNNING])
    answers: dict[Facet, Answers] = {
        **{facet: _matching(snapshot, kind) for kind, facet in OF_KIND.items()},
        Facet.STATUS: status,
        Facet.WINDOW: _windows(ahead, passed, seconds),
        **snapshot.lasting,
    }
    until = min(seconds + HOLDS, int(ahead.min(initial=NEVER)))
    return Moment(answers, ahead, running, seconds, until)


def _next(snapshot: Snapshot, seconds: int) -> Seconds:
    """The first deadline of each call that has not passed."""
    starts = np.concatenate([[0], snapshot.ends[:-1]]).astype(np.intp)
    gone = np.concatenate([[0], np.cumsum(snapshot.deadlines <= seconds)])
    first = starts + (gone[snapshot.ends] - gone[starts])
    known = np.append(snapshot.deadlines, NEVER)
    return np.where(first < snapshot.ends, known[np.minimum(first, len(snapshot.deadlines))], NEVER)


def _status(words: OneAnswer, passed: NDArray[np.bool_], stale: NDArray[np.bool_]) -> OneAnswer:
    """As :meth:`domain.call.Call.status` has it, for all calls; those that are stale have none to be found by."""
    values = words.values if Status.CLOSED in words.values else (*words.values, Status.CLOSED.value)
    known = OneAnswer(values, words.codes)
    closed = passed & (words.codes != _code(known, Status.WITHDRAWN))
    codes = np.where(closed, _code(known, Status.CLOSED), words.codes)
    return OneAnswer(values, np.where(stale, -1, codes).astype(np.int32))


def _code(answers: OneAnswer, value: str) -> int:
    """A code that no call has where nobody answers so."""
    return answers.values.index(value) if value in answers.values else -2


def _windows(ahead: Seconds, passed: NDArray[np.bool_], seconds: int) -> SeveralAnswers:
    known = ahead != NEVER
    day = int(timedelta(days=1).total_seconds())
    left = np.where(known, ahead - seconds, 0)
    masks = {window: known & (left <= days * day) for window, days in DAYS.items()}
    masks[Window.LATER] = known & ~masks[Window.THREE_MONTHS]
    masks[Window.UNKNOWN] = ~known & ~passed
    masks[Window.PASSED] = passed
    return SeveralAnswers(len(ahead), {window: np.flatnonzero(mask) for window, mask in masks.items()})


def _matching(snapshot: Snapshot, kind: ItemKind) -> SeveralAnswers:
    own = {item.partition(":")[2]: rows for item, (rows, _) in snapshot.fits.items() if item.startswith(f"{kind}:")}
    return SeveralAnswers(len(snapshot.ids), own)

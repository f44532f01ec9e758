"""The sentences that made a match: of the plan item and of the call, both verbatim."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from domain.call import Call
from domain.match import Evidence
from domain.plan import PlanItem
from matcher.documents import parts_read
from matcher.passages import sentences
from matcher.scores import Embed

Owner = TypeVar("Owner", bound=Hashable)

VERSION = "2"
"""Raised when a match says something else of itself: stored matches of another version are matched again."""

PAIRS = 3
"""Pairs shown at most: what a reader takes in at a glance."""

FLOOR = 0.35
"""Cosine from which on a sentence is answered. Of the hundred sentences of twenty real matches under the default model,
those below found a sentence on something else in all but a few cases; above, one on the same subject more often than
not. Of calls at the end of the ranking, three sentences in four stay below."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What a call says to a plan item, and to which of its sentences it says nothing."""

    pairs: tuple[Evidence, ...]
    """Most alike first; the first is there however little it says, the others are not below :data:`FLOOR`."""
    uncovered: tuple[str, ...]
    """The item's sentences, in order, that nothing in the call answers and no pair shows."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    part: int | None
    start: int
    text: str


def evidence(wanted: Sequence[tuple[PlanItem, Call]], *, queries: Embed, documents: Embed) -> list[Answered]:
    """Return up to :data:`PAIRS` pairs for each item and call, each sentence at most once, and what is left open."""
    read = {(call.source, call.reference): list(_sentences(call)) for _, call in wanted}
    ours = {item.key: item.sentences or (item.name("en"),) for item, _ in wanted}
    call_vectors = _by_owner({key: [each.text for each in own] for key, own in read.items()}, documents)
    item_vectors = _by_owner(ours, queries)
    return [
        _answered(
            ours[item.key],
            read[call.source, call.reference],
            item_vectors[item.key] @ call_vectors[call.source, call.reference].T,
        )
        for item, call in wanted
    ]


def _sentences(call: Call) -> Iterator[_Sentence]:
    """The title, then every sentence of the parts that are read."""
    yield _Sentence(None, 0, call.title)
    for index, part in parts_read(call):
        for span in sentences(part.text):
            yield _Sentence(index, span.start, span.text)


def _by_owner(texts: Mapping[Owner, Sequence[str]], embed: Embed) -> dict[Owner, NDArray[np.float32]]:
    flat = embed([text for own in texts.values() for text in own])
    ends = np.cumsum([len(own) for own in texts.values()])
    return dict(zip(texts, np.split(flat, ends[:-1]), strict=True)) if texts else {}


def _answered(ours: Sequence[str], theirs: Sequence[_Sentence], alike: NDArray[np.float32]) -> Answered:
    pairs = tuple(_pairs(ours, theirs, alike))
    shown = {each.item_text for each in pairs}
    best = alike.max(axis=1).tolist()
    open_still = [text for text, most in zip(ours, best, strict=True) if most < FLOOR and text not in shown]
    return Answered(pairs, tuple(dict.fromkeys(open_still)))


def _pairs(ours: Sequence[str], theirs: Sequence[_Sentence], alike: NDArray[np.float32]) -> Iterator[Evidence]:
    free = alike.copy()
    for number in range(min(PAIRS, *free.shape)):
        row, column = (int(each) for each in np.unravel_index(int(free.argmax()), free.shape))
        if number and free[row, column] < FLOOR:
            return
        call = theirs[column]
        yield Evidence(ours[row], call.text, float(alike[row, column]), call.part, call.start)
        free[row, :] = free[:, column] = -np.inf

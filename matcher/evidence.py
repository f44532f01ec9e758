"""The sentences that made a match: of the plan item and of the call, both verbatim."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from domain.call import Call
from domain.match import Evidence
from domain.plan import PlanItem
from matcher.documents import READ
from matcher.passages import sentences
from matcher.scores import Embed

Owner = TypeVar("Owner", bound=Hashable)

PAIRS = 3
"""Pairs shown at most: what a reader takes in at a glance."""


@dataclass(frozen=True, slots=True)
class _Sentence:
    part: int | None
    start: int
    text: str


def evidence(
    wanted: Sequence[tuple[PlanItem, Call]], *, queries: Embed, documents: Embed
) -> list[tuple[Evidence, ...]]:
    """Return up to :data:`PAIRS` pairs for each item and call, most alike first; each sentence at most once."""
    read = {(call.source, call.reference): list(_sentences(call)) for _, call in wanted}
    ours = {item.key: item.sentences or (item.name("en"),) for item, _ in wanted}
    call_vectors = _by_owner({key: [each.text for each in own] for key, own in read.items()}, documents)
    item_vectors = _by_owner(ours, queries)
    return [
        _pairs(
            ours[item.key],
            read[call.source, call.reference],
            item_vectors[item.key] @ call_vectors[call.source, call.reference].T,
        )
        for item, call in wanted
    ]


def _sentences(call: Call) -> Iterator[_Sentence]:
    """The title, then every sentence of the parts that are read."""
    yield _Sentence(None, 0, call.title)
    for index, part in enumerate(call.parts):
        if part.kind in READ:
            for span in sentences(part.text):
                yield _Sentence(index, span.start, span.text)


def _by_owner(texts: Mapping[Owner, Sequence[str]], embed: Embed) -> dict[Owner, NDArray[np.float32]]:
    flat = embed([text for own in texts.values() for text in own])
    ends = np.cumsum([len(own) for own in texts.values()])
    return dict(zip(texts, np.split(flat, ends[:-1]), strict=True)) if texts else {}


def _pairs(ours: Sequence[str], theirs: Sequence[_Sentence], alike: NDArray[np.float32]) -> tuple[Evidence, ...]:
    found: list[Evidence] = []
    free = alike.copy()
    for _ in range(min(PAIRS, *free.shape)):
        row, column = (int(each) for each in np.unravel_index(int(free.argmax()), free.shape))
        call = theirs[column]
        found.append(Evidence(ours[row], call.text, float(alike[row, column]), call.part, call.start))
        free[row, :] = free[:, column] = -np.inf
    return tuple(found)

"""Calls near a text in meaning: the passages of all calls in one matrix, a query is one product with it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

from domain.call import Call
from matcher.documents import read
from matcher.embedding import text_hash

Vectors = NDArray[np.float32]
Ids = NDArray[np.int64]

NEAR = 0.35
"""Cosine of a query with a call's best passage from which the call is found by its meaning. Chosen by reading what the
default model finds for seven short queries among a thousand real calls: below it most are about something else."""
NEAREST = 200
"""Calls found by their meaning at most."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A call whose passages have not all been embedded."""

    version: int
    hashes: tuple[str, ...]
    """Of its passages, in order."""


@dataclass(frozen=True, slots=True)
class SemanticIndex:
    """The passages of calls: unit vectors, those of a call together."""

    vectors: Vectors
    """Passages x dimension; read-only, may lie in a file."""
    ids: Ids
    """Of each call, in the order of its passages."""
    versions: Ids
    """The version of each call that was read."""
    counts: Ids
    """How many passages each call has; at least one."""
    waiting: Mapping[int, Waiting] = field(default_factory=dict)
    """By id, calls that cannot be found by their meaning yet."""

    @classmethod
    def empty(cls) -> "SemanticIndex":
        nothing = np.zeros(0, np.int64)
        return cls(np.zeros((0, 0), np.float32), nothing, nothing, nothing)

    @property
    def knows(self) -> bool:
        """Whether any call can be found by its meaning."""
        return bool(self.ids.size)

    def similarities(self, query: Vectors) -> Vectors:
        """The cosine of the best passage of each call with a unit vector."""
        if not self.ids.size:
            return np.zeros(0, np.float32)
        starts = np.concatenate([[0], np.cumsum(self.counts)[:-1]])
        with _blas().limit(limits=1, user_api="blas"):  # memory is what it waits for: a second thread gains nothing
            return np.maximum.reduceat(self.vectors @ query, starts)

    def best_passage(self, query: Vectors, id: int) -> int | None:
        """Which passage of this call is nearest; ``None`` where the call is not in the index."""
        found = np.flatnonzero(self.ids == id)
        if not found.size:
            return None
        return int((self._of(int(found[0])) @ query).argmax())

    def centre(self, id: int) -> Vectors | None:
        """A unit vector in the middle of the passages of this call; ``None`` where it is not in the index."""
        found = np.flatnonzero(self.ids == id)
        if not found.size:
            return None
        mean = self._of(int(found[0])).mean(axis=0)
        length = float(np.linalg.norm(mean))
        return np.asarray(mean / length, np.float32) if length else None

    def _of(self, row: int) -> Vectors:
        start = int(self.counts[:row].sum())
        return self.vectors[start : start + int(self.counts[row])]


@cache
def _blas() -> ThreadpoolController:
    """Found once: looking for the libraries takes longer than a search among a day's calls."""
    return ThreadpoolController()


def renewed(
    index: SemanticIndex,
    current: Mapping[int, int],
    *,
    calls: Callable[[Sequence[int]], Iterable[tuple[int, Call]]],
    vectors: Callable[[Sequence[str]], Mapping[str, Vectors]],
) -> SemanticIndex:
    """The index as the calls now are: ``current`` says of each searchable call at which version it is.

    Only calls that the index does not know in that version are read. Those whose passages have not all been embedded
    wait for the next time. ``calls`` gives calls by id, ``vectors`` vectors by hash.
    """
    pairs = zip(index.ids.tolist(), index.versions.tolist(), strict=True)
    kept = np.fromiter((current.get(id) == version for id, version in pairs), bool, len(index.ids))
    waiting = {id: each for id, each in index.waiting.items() if current.get(id) == each.version}
    unknown = sorted(current.keys() - set(index.ids[kept].tolist()) - waiting.keys())
    waiting |= {id: Waiting(current[id], _hashes(call)) for id, call in calls(unknown)}
    known = vectors(sorted({hash for each in waiting.values() for hash in each.hashes}))
    ready = sorted(id for id, each in waiting.items() if all(hash in known for hash in each.hashes))
    left = {id: each for id, each in waiting.items() if id not in set(ready)}
    if not ready and kept.all():
        return replace(index, waiting=left)
    new = [np.stack([known[hash] for hash in waiting[id].hashes]) for id in ready]
    old = [index.vectors[np.repeat(kept, index.counts)]] if kept.any() else []
    return SemanticIndex(
        np.concatenate([*old, *new]) if old or new else np.zeros((0, 0), np.float32),
        np.concatenate([index.ids[kept], np.array(ready, np.int64)]),
        np.concatenate([index.versions[kept], np.array([current[id] for id in ready], np.int64)]),
        np.concatenate([index.counts[kept], np.array([len(each) for each in new], np.int64)]),
        left,
    )


def _hashes(call: Call) -> tuple[str, ...]:
    return tuple(text_hash(each) for each in read(call).passages)

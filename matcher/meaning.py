"""How alike texts are by their meaning: every sentence of the one finds its best passage in the other."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

BLOCK = 65_536
"""Passages multiplied at once: bounds the memory (a block x 100 sentences is 26 MB) whatever the number of calls."""

Vectors = NDArray[np.float32]


def late_interaction(sentences: Vectors, passages: Vectors, *, items: Sequence[int], calls: Sequence[int]) -> Vectors:
    """Mean over an item's sentences of the cosine with a call's best passage: items x calls, -1 to 1.

    ``items`` and ``calls`` say how many rows of ``sentences`` and ``passages`` (unit vectors) each owns, in order; at
    least one.
    """
    starts = np.concatenate([[0], np.cumsum(items)[:-1]]) if items else np.zeros(0, int)
    scores = np.zeros((len(items), len(calls)), np.float32)
    if not items:
        return scores
    counts = np.asarray(items, np.float32)[:, None]
    with threadpool_limits(1, "blas"):  # hand-off between two threads costs more than it brings at these shapes
        for first, last, rows in _blocks(calls):
            best = np.maximum.reduceat(sentences @ passages[rows].T, _starts(calls[first:last]), axis=1)
            scores[:, first:last] = np.add.reduceat(best, starts, axis=0) / counts
    return scores


def _starts(counts: Sequence[int]) -> NDArray[np.intp]:
    return np.concatenate([[0], np.cumsum(counts)[:-1]]).astype(np.intp)


def _blocks(calls: Sequence[int]) -> Iterator[tuple[int, int, slice]]:
    """Yield runs of whole calls of at most :data:`BLOCK` passages: first call, last call (excluded), their rows."""
    first = begin = end = 0
    for index, count in enumerate(calls):
        if end > begin and end + count - begin > BLOCK:
            yield first, index, slice(begin, end)
            first, begin = index, end
        end += count
    if end > begin:
        yield first, len(calls), slice(begin, end)

"""How alike texts are by their meaning: every sentence of the one finds its best passage in the other."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

BLOCK = 2_048
"""Passages multiplied at once: what comes of it stays in the processor's cache (100 sentences make 0.8 MB), and memory
is bounded whatever the number of calls."""

Vectors = NDArray[np.float32]


def late_interaction(sentences: Vectors, passages: Vectors, *, items: Sequence[int], calls: Sequence[int]) -> Vectors:
    """Mean over an item's sentences of the cosine with a call's best passage: items x calls, -1 to 1.

    ``items`` and ``calls`` say how many rows of ``sentences`` and ``passages`` (unit vectors) each owns, in order; at
    least one.
    """
    scores = np.zeros((len(items), len(calls)), np.float32)
    if not items:
        return scores
    shares = _shares(items)
    with threadpool_limits(1, "blas"):  # hand-off between two threads costs more than it brings at these shapes
        for first, last, rows in _blocks(calls):
            best = _best(passages[rows] @ sentences.T, np.asarray(calls[first:last]))
            scores[:, first:last] = (best @ shares).T
    return scores


def centres(vectors: Vectors, counts: Sequence[int]) -> Vectors:
    """The mean of each text's vectors, one row a text; ``counts`` says how many rows of ``vectors`` each owns."""
    if not counts:
        return np.zeros((0, vectors.shape[1]), np.float32)
    own = np.asarray(counts)
    return np.asarray(np.add.reduceat(vectors, np.cumsum(own) - own, axis=0) / own[:, None], np.float32)


def _best(alike: Vectors, counts: NDArray[np.intp]) -> Vectors:
    """Each call's best passage for each sentence: calls x sentences, of passages x sentences.

    Passage by passage over all calls at once: whole rows, where numpy's ``maximum.reduceat`` takes three times as long.
    """
    starts = np.cumsum(counts) - counts
    best: Vectors = alike[starts]
    for at in range(1, int(counts.max())):
        longer = np.flatnonzero(counts > at)
        best[longer] = np.maximum(best[longer], alike[starts[longer] + at])
    return best


def _shares(items: Sequence[int]) -> Vectors:
    """Sentences x items: one over the item's sentences where the sentence is its own, else 0."""
    own = np.repeat(np.arange(len(items)), items)[:, None] == np.arange(len(items))
    return np.asarray(own / np.asarray(items), np.float32)


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

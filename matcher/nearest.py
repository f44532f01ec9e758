"""The texts nearest in meaning to each call."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.meaning import centres

LEAST = 0.5
"""Cosine from which a text is called like a call."""
KEPT = 20
"""Texts kept a call, at most."""

Vectors = NDArray[np.float32]


def nearest(passages: Vectors, counts: Sequence[int], texts: Vectors) -> list[list[tuple[int, float]]]:
    """For each call the rows of ``texts`` that are like it, the nearest first, each with the cosine.

    ``counts`` says how many rows of ``passages`` each call owns, in order, at least one; all rows are unit vectors. A
    call is where its passages are on average.
    """
    calls = centres(passages, counts)
    calls /= np.maximum(np.linalg.norm(calls, axis=1, keepdims=True), np.finfo(np.float32).tiny)
    return [_best(texts @ each) for each in calls]


def _best(alike: Vectors) -> list[tuple[int, float]]:
    rows = np.flatnonzero(alike >= LEAST)
    order = rows[np.argsort(-alike[rows], kind="stable")[:KEPT]]
    return [(int(row), round(float(alike[row]), 4)) for row in order]

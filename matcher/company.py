"""A call is also known by the company it keeps: how near its text is to those of the calls that stand first.

Few sentences cannot say all that a project is about; the calls nearest to them say more of it. (Pseudo-relevance
feedback, after Rocchio 1971, on the texts' mean vectors.)
"""

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
Scores = NDArray[np.float64]

FIRST = 12
"""Calls that speak for the others."""
AMONG = 25
"""Calls among which one speaks: of a handful nearly all would, and say nothing."""
SHARE = 0.15
"""What company counts beside a call's own likeness."""


def in_company(total: Scores, centres: Vectors) -> Scores:
    """Return ``total`` (queries x calls) with company counted in; ``centres`` holds one vector a call.

    Each of the first speaks by how far it is above those that no longer do, so nothing depends on the order of equals.
    """
    first = min(FIRST, total.shape[1] // AMONG)
    if not first:
        return total
    units = centres / np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-9)
    last = np.partition(total, -first - 1, axis=1)[:, [-first - 1]]
    spoken = np.maximum(total - last, 0).astype(np.float32) @ units
    spoken /= np.maximum(np.linalg.norm(spoken, axis=1, keepdims=True), 1e-9)
    return np.asarray((1 - SHARE) * total + SHARE * (spoken @ units.T), np.float64)

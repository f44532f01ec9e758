"""Several rankings into one: what stands high in any of them stands high (reciprocal rank fusion)."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

K = 60
"""Damping of the first ranks; 60 is the value of Cormack, Clarke and Buettcher (2009)."""


def fused(rankings: Sequence[NDArray[np.int64]], size: int) -> NDArray[np.float64]:
    """The sum of 1 / (K + rank) of each of ``size`` calls over the rankings, each a list of rows, the best first."""
    scores = np.zeros(size)
    for each in rankings:
        scores[each] += 1 / (K + 1 + np.arange(len(each)))
    return scores

"""Words and meaning into one score, with a stated meaning.

How much the words count is decided per query. A text that echoes a call, or that is long, shares telling words with
the right call; a short description of a plan does not, and there meaning has to carry the ranking. So the weight of the
words grows with the query's best TF-IDF cosine and, beyond :data:`LONG` words, with its length. The sum is then read
off a calibrated curve.

The numbers were chosen on 369 funded projects and on nine graded plan descriptions: see ``docs/quality.md``.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Scores = NDArray[np.float64]
"""Double precision: near the ceiling single precision would make ties of what is not."""

VERSION = "1"
"""Raised when scores change: stored matches of another version are matched again."""

ECHO = 6.0
"""Weight of the words per unit of the query's best TF-IDF cosine (0.1 to 0.3 as a rule)."""
LONG = 120
"""Words in a query above which its words count more, in proportion."""
WEIGHT_MAX = 6.0
"""No query trusts its words more than this."""
SLOPE, MIDDLE, CEILING = 15.0, 0.62, 0.85
"""The sum to two readers' grades: of calls with such a sum, the share judged worth a look. Above the largest sums that
were graded nothing is known, so the curve ends at the share found there."""


def word_weights(words: Array, lengths: Sequence[int]) -> Array:
    """Return one weight a query for ``words`` (queries x calls), given the queries' lengths in words."""
    best = words.max(axis=1, initial=0.0)
    longer = np.maximum(1.0, np.asarray(lengths, np.float32) / LONG)
    return np.asarray(np.minimum(ECHO * best * longer, WEIGHT_MAX), np.float32)


def fuse(words: Array, meaning: Array, lengths: Sequence[int]) -> Scores:
    """Return scores, 0 to :data:`CEILING`, of the shape of ``words`` and ``meaning`` (queries x calls).

    A score of 0.4 says: of calls with such a sum, readers judged four in ten worth a look for the plan item. It is not
    the chance of being funded.
    """
    weights = word_weights(words, lengths).astype(np.float64)[:, None]
    total = meaning + weights * words
    return np.asarray(CEILING / (1 + np.exp(-SLOPE * (total - MIDDLE))), np.float64)

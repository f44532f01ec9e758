"""Words and meaning into one score, with a stated meaning.

How much the words count is decided per query. A text that echoes a call, or that is long, shares telling words with
the right call; a short description of a plan does not, and there meaning has to carry the ranking. So the weight of the
words grows with the query's best TF-IDF cosine and, beyond :data:`LONG` words, with its length.

What such a sum is worth depends on how the query is written: a list of key words is nearer to every call than a story.
So a score says how far a call stands out from all the calls that are scored with it, read off a calibrated curve.

The numbers were chosen on 369 funded projects and on nine graded plan descriptions: see ``docs/quality.md``.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Scores = NDArray[np.float64]
"""Double precision: near the ceiling single precision would make ties of what is not."""

VERSION = "2"
"""Raised when scores change: stored matches of another version are matched again."""

ECHO = 6.0
"""Weight of the words per unit of the query's best TF-IDF cosine (0.1 to 0.3 as a rule)."""
LONG = 120
"""Words in a query above which its words count more, in proportion."""
WEIGHT_MAX = 6.0
"""No query trusts its words more than this."""
SLOPE, MIDDLE, CEILING = 2.2, 3.2, 0.85
"""By how many standard deviations a call stands out, to two readers' grades: of calls that stand out so far, the share
judged worth a look. Beyond the farthest that were graded nothing is known, so the curve ends at their share."""
USUAL, SPREAD, HELD = 0.15, 0.09, 20
"""Mean and standard deviation of the sums of a plan item, and for how many calls they count: a handful of calls alone
cannot say what is usual."""


def word_weights(words: Array, lengths: Sequence[int]) -> Array:
    """Return one weight a query for ``words`` (queries x calls), given the queries' lengths in words."""
    best = words.max(axis=1, initial=0.0)
    longer = np.maximum(1.0, np.asarray(lengths, np.float32) / LONG)
    return np.asarray(np.minimum(ECHO * best * longer, WEIGHT_MAX), np.float32)


def fuse(words: Array, meaning: Array, lengths: Sequence[int]) -> Scores:
    """Return scores, 0 to :data:`CEILING`, of the shape of ``words`` and ``meaning`` (queries x calls).

    A score of 0.4 says: of calls that stand out so far, readers judged four in ten worth a look for the plan item. It
    is not the chance of being funded.
    """
    weights = word_weights(words, lengths).astype(np.float64)[:, None]
    return np.asarray(CEILING / (1 + np.exp(-SLOPE * (_standing_out(meaning + weights * words) - MIDDLE))), np.float64)


def _standing_out(total: Scores) -> Scores:
    """By how many standard deviations each call is above the mean of its query; few calls lean on what is usual."""
    count = total.shape[1] + HELD
    mean = (total.sum(axis=1, keepdims=True) + HELD * USUAL) / count
    variance = (((total - mean) ** 2).sum(axis=1, keepdims=True) + HELD * SPREAD**2) / count
    return np.asarray((total - mean) / np.sqrt(variance), np.float64)

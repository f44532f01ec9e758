"""Words and meaning into one score, with a stated meaning.

How much the words count is decided per query. A text that echoes a call, or that tells a project at length, shares
telling words with the right call; a short description of a plan does not, and there meaning has to carry the ranking.
So the weight of the words grows with the query's best TF-IDF cosine and, beyond :data:`LONG` words, with its length.

What such a sum is worth depends on how the query is written: a list of key words is nearer to every call than a story.
So a score says how far a call stands out from all the calls that are scored with it, read off a calibrated curve; but
no farther than its likeness bears, because among calls that have nothing to do with a project some are always nearest.

The numbers were chosen on 369 funded projects and on nine graded plan descriptions: see ``docs/quality.md``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float32]
Scores = NDArray[np.float64]
"""Double precision: near the ceiling single precision would make ties of what is not."""

VERSION = "3"
"""Raised when scores change: stored matches of another version are matched again."""

ECHO = 8.0
"""Weight of the words per unit of the query's best TF-IDF cosine (0.1 to 0.3 as a rule)."""
LONG, TOLD = 120, 4.0
"""Words in a query above which its words count more, and by how much at twice as many; so a plan's description is
scored alike whether it has 40 words or 100."""
WEIGHT_MAX = 8.0
"""No query trusts its words more than this."""
TITLE = 0.1
"""What the words of a call's title count beside those of all that is read of it."""
GIST = 0.3
"""The share of the meaning that whole texts have; the rest is that of the best passages."""
SLOPE, MIDDLE, CEILING = 2.0, 3.35, 0.85
"""By how many standard deviations a call stands out, to two readers' grades: of calls that stand out so far, the share
judged worth a look. Beyond the farthest that were graded nothing is known, so the curve ends at their share."""
USUAL, SPREAD, HELD = 0.2, 0.1, 20
"""Mean and standard deviation of the sums of a plan item, and for how many calls they count: a handful of calls alone
cannot say what is usual."""
BARE, BEARS = 0.30, 0.04
"""The sum at which a call bears no standing out at all, and what each standard deviation takes above it. The nearest
calls to projects that none of them serves (a church organ, a chess club) reach 0.28 to 0.37; those graded 0.42."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Likeness:
    """How alike queries and calls are, each way of looking apart; every array is queries x calls."""

    words: Array
    """TF-IDF cosine with all that is read of a call."""
    titles: Array
    """TF-IDF cosine with its title alone."""
    meaning: Array
    """Mean cosine of the query's sentences with each's best passage."""
    gist: Array
    """Cosine of whole with whole: the mean over all pairs of sentence and passage."""


def word_weights(words: Array, lengths: Sequence[int]) -> Array:
    """Return one weight a query for ``words`` (queries x calls), given the queries' lengths in words."""
    best = words.max(axis=1, initial=0.0)
    longer = np.clip(np.asarray(lengths, np.float32) / LONG - 1, 0, 1)
    return np.asarray(np.minimum(ECHO * best + TOLD * longer, WEIGHT_MAX), np.float32)


def mix(alike: Likeness, lengths: Sequence[int]) -> Scores:
    """Return one sum for each query and call, by which they are ranked; its size means something within a query."""
    weights = word_weights(alike.words, lengths).astype(np.float64)[:, None]
    return (1 - GIST) * alike.meaning + GIST * alike.gist + weights * (alike.words + TITLE * alike.titles)


def fuse(total: Scores) -> Scores:
    """Return scores, 0 to :data:`CEILING`, of the shape of ``total`` (queries x calls) and in its order.

    A score of 0.4 says: of calls that stand out so far, readers judged four in ten worth a look for the plan item. It
    is not the chance of being funded.
    """
    out = np.minimum(_standing_out(total), (total - BARE) / BEARS)
    return np.asarray(CEILING / (1 + np.exp(-SLOPE * (out - MIDDLE))), np.float64)


def _standing_out(total: Scores) -> Scores:
    """By how many standard deviations each call is above the mean of its query; few calls lean on what is usual."""
    count = total.shape[1] + HELD
    mean = (total.sum(axis=1, keepdims=True) + HELD * USUAL) / count
    variance = (((total - mean) ** 2).sum(axis=1, keepdims=True) + HELD * SPREAD**2) / count
    return np.asarray((total - mean) / np.sqrt(variance), np.float64)

"""What a score was worth in the past: of projects with such a score, the share that was funded under this call.

Measured on past projects and the topics that funded them, made monotone and read off between a few known points
(:func:`fit`; ``convoca evaluate --groundtruth DIR --split dev --calibrate`` prints them anew). It is not the chance of
being funded: it says how often *this* call was the one, among the calls of many years, and nothing of the competition.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.evaluation import Asked
from matcher.groundtruth import GroundTruth

Array = NDArray[np.float64]
FOLDS = 5
STEPS = 12
"""Points of the curve: so many groups of funded pairs, some sixty each on the ground truth, are held apart by score."""


@dataclass(frozen=True, slots=True)
class Curve:
    """Shares at rising scores, straight lines between them, level beyond them."""

    scores: tuple[float, ...]
    shares: tuple[float, ...]

    def share(self, score: Array) -> Array:
        """Of past projects with such a score, the share funded under the call; 0 to 1, of the shape of ``score``."""
        return np.asarray(np.interp(score, self.scores, self.shares), np.float64)


FITTED = Curve(
    scores=(
        *(0.0042665, 0.3468643, 0.6669186, 0.7924612, 0.8295500, 0.8443415),
        *(0.8483444, 0.8496447, 0.8499448, 0.8499929, 0.8499995, 0.85),
    ),
    shares=(0.0000, 0.0063, 0.0200, 0.0697, 0.0749, 0.1902, 0.2521, 0.3910, 0.5304, 0.7439, 0.8971, 0.9839),
)
"""Fitted on 369 funded projects of the ground truth's dev split, once with the whole text and once with the title."""


def funded_share(score: float) -> float:
    """Of past projects with such a score, the share that was funded under the call."""
    return float(FITTED.share(np.array([score]))[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Projects and calls, pair by pair."""

    score: Array
    funded: NDArray[np.bool_]
    """Whether the call is the one that funded the project."""
    group: NDArray[np.intp]
    """A number for each call that funded a project: what is fitted and what is judged never share one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """Pairs with scores from ``low`` (included) to ``high``: what was said of them and what was so."""

    low: float
    high: float
    pairs: int
    said: float
    """Mean of the shares that were said, each by a curve that never saw the project's call."""
    was: float
    """Share that was funded under the call."""


def pairs(truth: GroundTruth, asked: Sequence[Asked]) -> Pairs:
    """Every query at every length with every call, flat."""
    names = truth.names
    funding = [max(own, key=lambda name: own[name]) for own in (truth.grades[each.id] for each in truth.queries)]
    right = np.array([[truth.grades[each.id].get(name, 0) >= 1 for name in names] for each in truth.queries])
    group = np.unique(funding, return_inverse=True)[1].repeat(len(names))
    return Pairs(
        score=np.concatenate([each.scores.fused.ravel() for each in asked]),
        funded=np.tile(right.ravel(), len(asked)),
        group=np.tile(group, len(asked)),
    )


def fit(known: Pairs, *, steps: int = STEPS) -> Curve:
    """The share funded, step by step, never falling as the score rises."""
    from sklearn.isotonic import IsotonicRegression  # a second, which an explanation need not spend

    _, step = _steps(known, steps)
    count = np.bincount(step)
    means, shares = np.bincount(step, known.score) / count, np.bincount(step, known.funded) / count
    rising = IsotonicRegression().fit_transform(means, shares, sample_weight=count)
    return Curve(tuple(means.tolist()), tuple(rising.tolist()))


def said(known: Pairs, *, folds: int = FOLDS) -> Array:
    """What a curve fitted without a project's own call says of its pairs."""
    found = np.zeros(len(known.score))
    shuffled = np.random.default_rng(0).permutation(int(known.group.max()) + 1) % folds
    for fold in range(folds):
        held = shuffled[known.group] == fold
        rest = Pairs(score=known.score[~held], funded=known.funded[~held], group=known.group[~held])
        found[held] = fit(rest).share(known.score[held])
    return found


def reliability(known: Pairs, shares: Array, *, steps: int = STEPS) -> list[Bin]:
    """What was said beside what was so, step by step."""
    starts, step = _steps(known, steps)
    count = np.bincount(step)
    said, was = np.bincount(step, shares) / count, np.bincount(step, known.funded) / count
    ends = [*starts[1:].tolist(), 1.0]
    return [
        Bin(low=low, high=high, pairs=pairs, said=expected, was=found)
        for low, high, pairs, expected, found in zip(
            starts.tolist(), ends, count.tolist(), said.tolist(), was.tolist(), strict=True
        )
    ]


def calibration_error(bins: Sequence[Bin]) -> float:
    """Expected calibration error: mean distance of said and was, each bin by its pairs (Naeini and others 2015)."""
    return sum(each.pairs * abs(each.said - each.was) for each in bins) / sum(each.pairs for each in bins)


def _steps(known: Pairs, steps: int) -> tuple[Array, NDArray[np.intp]]:
    """Where each step begins, with equally many funded pairs in each, and the step of every pair."""
    funded = np.sort(known.score[known.funded])
    starts = np.unique([each[0] for each in np.array_split(funded, steps) if len(each)])
    starts[:1] = 0.0
    return starts, np.searchsorted(starts, known.score, side="right") - 1

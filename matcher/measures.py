"""How good a ranking is: the measures of the field, and how sure one can be of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2_000
"""Bootstrap resamples of the queries; enough for a stable second decimal of a 95 % interval."""


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], *, at: int) -> float:
    """Normalised discounted cumulative gain with the grades as gains (Järvelin and Kekäläinen 2002), 0 to 1."""
    discounts = 1 / np.log2(np.arange(2, at + 2))
    gains = np.array([grades.get(each, 0) for each in ranking[:at]], float)
    ideal = np.array(sorted(grades.values(), reverse=True)[:at], float)
    best = float(ideal @ discounts[: len(ideal)])
    return float(gains @ discounts[: len(gains)]) / best if best else 0.0


def precision(ranking: Sequence[str], grades: Mapping[str, int], *, at: int) -> float:
    """Share of the first ``at`` that are relevant."""
    return sum(grades.get(each, 0) >= 1 for each in ranking[:at]) / at


def recall(ranking: Sequence[str], grades: Mapping[str, int], *, at: int) -> float:
    """Share of the relevant that are among the first ``at``."""
    relevant = {each for each, grade in grades.items() if grade >= 1}
    return len(relevant.intersection(ranking[:at])) / len(relevant) if relevant else 0.0


def reciprocal_rank(ranking: Sequence[str], grades: Mapping[str, int], *, at: int) -> float:
    """One over the rank of the first relevant, 0 if it is beyond ``at``."""
    return next((1 / rank for rank, each in enumerate(ranking[:at], 1) if grades.get(each, 0) >= 1), 0.0)


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and its 95 % bootstrap interval."""

    mean: float
    low: float
    high: float


def interval(values: Sequence[float] | NDArray[np.float64]) -> Interval:
    """Mean over queries with a percentile bootstrap; the same values always give the same interval.

    Of the differences of two systems, query by query, it is the paired bootstrap.
    """
    data = np.asarray(values, float)
    chosen = np.random.default_rng(0).integers(0, len(data), (RESAMPLES, len(data)))
    means: NDArray[np.float64] = data[chosen].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    return Interval(float(data.mean()), float(low), float(high))


def interval_of(measure: Callable[[NDArray[np.intp]], float], *, n: int, resamples: int = 500) -> Interval:
    """As :func:`interval`, for what is no mean: ``measure`` is told which of the ``n`` cases count, with repetition."""
    random = np.random.default_rng(0)
    drawn = [measure(random.integers(0, n, n)) for _ in range(resamples)]
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Interval(measure(np.arange(n)), float(low), float(high))


def f1(chosen: NDArray[np.bool_], right: NDArray[np.bool_]) -> NDArray[np.float64]:
    """F1 of each class (classes x calls): twice what is chosen and right over all chosen and all right, 0 to 1."""
    hits = (chosen & right).sum(axis=1)
    return np.asarray(2 * hits / np.maximum(chosen.sum(axis=1) + right.sum(axis=1), 1), np.float64)

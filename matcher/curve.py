"""What a threshold costs: how much is sent, how much of it is worth a look, how much of what matters is found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.evaluation import Asked
from matcher.groundtruth import GroundTruth

THRESHOLDS = (0.05, 0.08, 0.12, 0.16, 0.2, 0.25, 0.33, 0.4, 0.5, 0.6, 0.7)
WORTH_A_LOOK, TO_BE_SENT = 1, 2
"""The grades of graded truths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One threshold; shares over all queries together, ``None`` where there is nothing to take a share of."""

    query: str
    threshold: float
    sent: float
    """Calls a query from the threshold on."""
    worth_a_look: float | None
    """Share of what is sent that was graded 1 or above."""
    found: float | None
    """Share of the calls graded 2 that are sent."""
    silent: float
    """Share of the queries that are sent nothing."""


def is_graded(truth: GroundTruth) -> bool:
    """Whether readers told what is worth a look from what has to be sent."""
    return any(grade >= TO_BE_SENT for own in truth.grades.values() for grade in own.values())


def curve(truth: GroundTruth, asked: Asked, *, thresholds: Sequence[float] = THRESHOLDS) -> Iterator[Point]:
    """Yield a point for each threshold on the product's own score."""
    grades = _grades(truth)
    for threshold in sorted(thresholds):
        sent = asked.scores.fused >= threshold
        yield Point(
            query=asked.query,
            threshold=threshold,
            sent=float(sent.sum(axis=1).mean()),
            worth_a_look=_share((grades >= WORTH_A_LOOK) & sent, sent),
            found=_share((grades >= TO_BE_SENT) & sent, grades >= TO_BE_SENT),
            silent=float((~sent.any(axis=1)).mean()),
        )


def _grades(truth: GroundTruth) -> NDArray[np.int64]:
    """Queries x calls; what nobody graded is a 0, as the measures have it."""
    return np.array([[truth.grades[query.id].get(name, 0) for name in truth.names] for query in truth.queries])


def _share(part: NDArray[np.bool_], whole: NDArray[np.bool_]) -> float | None:
    return float(part.sum() / whole.sum()) if whole.any() else None

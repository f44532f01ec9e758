"""Rankings measured on judged queries: the product's own beside the baselines everybody uses."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.plan import PlanItem
from matcher.groundtruth import GroundTruth, Query
from matcher.measures import interval, ndcg, precision, recall, reciprocal_rank
from matcher.scores import Embed, Scores, score

Array = NDArray[np.float32] | NDArray[np.float64]
DEEPEST = 50
RANK_DAMPING = 60
"""Of reciprocal rank fusion; the value of Cormack, Clarke and Buettcher (2009)."""
ALL = "thematic"
"""The subset every query of a split belongs to unless it says otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One system on one subset at one query length; shares from 0 to 1."""

    system: str
    subset: str
    query: str
    n: int
    ndcg_at_10: float
    ndcg_at_10_low: float
    ndcg_at_10_high: float
    precision_at_10: float
    mrr_at_10: float
    recall_at_5: float
    recall_at_10: float
    recall_at_50: float


def _z(scores: Array) -> Array:
    spread = scores.std(axis=1, keepdims=True)
    return np.asarray((scores - scores.mean(axis=1, keepdims=True)) / np.where(spread > 0, spread, 1), np.float32)


def _reciprocal(scores: Array) -> Array:
    order = np.argsort(-scores, axis=1, kind="stable")
    return np.asarray(1 / (RANK_DAMPING + 1 + np.argsort(order, axis=1, kind="stable")), np.float32)


SYSTEMS: Mapping[str, Callable[[Scores], Array]] = {
    "convoca": lambda scores: scores.fused,
    "tf-idf": lambda scores: scores.words,
    "embeddings": lambda scores: scores.meaning,
    "rank fusion": lambda scores: _reciprocal(scores.words) + _reciprocal(scores.meaning),
    "z-score sum": lambda scores: _z(scores.words) + _z(scores.meaning),
}
"""The product's own ranking, the two halves alone, and the two fusions of the field."""


def evaluate(truth: GroundTruth, *, queries: Embed, documents: Embed) -> Iterator[Measured]:
    """Yield every system on every subset, with whole queries (``full``) and with their titles alone (``title``)."""
    names = [each.reference.upper() for each in truth.calls]
    for length, whole in (("full", True), ("title", False)):
        items: list[PlanItem] = [each.item(full=whole) for each in truth.queries]
        scores = score(items, truth.calls, queries=queries, documents=documents)
        for system, ranked in SYSTEMS.items():
            rankings = _rankings(ranked(scores), names)
            for subset, rows in _subsets(truth.queries).items():
                yield _measured(system, subset, length, truth, rankings, rows)


def _rankings(scores: Array, names: Sequence[str]) -> list[list[str]]:
    order = np.argsort(-scores, axis=1, kind="stable")[:, :DEEPEST]
    return [[names[column] for column in row] for row in order]


def _subsets(queries: Sequence[Query]) -> dict[str, list[int]]:
    names = sorted({name for each in queries for name in each.subsets} | {ALL})
    chosen = {name: [row for row, each in enumerate(queries) if name in each.subsets] for name in names}
    chosen[ALL] = chosen[ALL] or list(range(len(queries)))
    return {name: rows for name, rows in chosen.items() if rows}


def _measured(
    system: str, subset: str, length: str, truth: GroundTruth, rankings: Sequence[Sequence[str]], rows: Sequence[int]
) -> Measured:
    judged = [(rankings[row], truth.grades[truth.queries[row].id]) for row in rows]
    gain = interval([ndcg(*each, at=10) for each in judged])
    return Measured(
        system=system,
        subset=subset,
        query=length,
        n=len(rows),
        ndcg_at_10=gain.mean,
        ndcg_at_10_low=gain.low,
        ndcg_at_10_high=gain.high,
        precision_at_10=float(np.mean([precision(*each, at=10) for each in judged])),
        mrr_at_10=float(np.mean([reciprocal_rank(*each, at=10) for each in judged])),
        recall_at_5=float(np.mean([recall(*each, at=5) for each in judged])),
        recall_at_10=float(np.mean([recall(*each, at=10) for each in judged])),
        recall_at_50=float(np.mean([recall(*each, at=50) for each in judged])),
    )

"""Rankings measured on judged queries: the product's own beside the baselines everybody uses."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from matcher.baselines import OURS, Array, rankings
from matcher.documents import words as as_words
from matcher.groundtruth import GroundTruth, Query
from matcher.measures import interval, ndcg, precision, recall, reciprocal_rank
from matcher.scores import Embed, Scores, asks, score

DEEPEST = 50
LENGTHS: Mapping[str, bool] = {"full": True, "title": False}
"""How much of a query is asked: all of it, or its title alone."""
ALL = "thematic"
"""The subset every query of a split belongs to unless it says otherwise."""

Judged = Sequence[tuple[Sequence[str], Mapping[str, int]]]


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
    ahead: float
    """By how much convoca's nDCG@10 is above this system's, query by query; 0 for convoca itself."""
    ahead_low: float
    ahead_high: float
    """The paired bootstrap's 95 % interval: convoca is better for certain where it lies above 0."""
    precision_at_10: float
    mrr_at_10: float
    recall_at_5: float
    recall_at_10: float
    recall_at_50: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """All queries of a split at one length, scored by every system."""

    query: str
    scores: Scores
    systems: Mapping[str, Array]


def ask(truth: GroundTruth, *, queries: Embed, documents: Embed) -> Iterator[Asked]:
    """Score whole queries (``full``), then their titles alone (``title``)."""
    texts = [as_words(each) for each in truth.calls]
    for length, whole in LENGTHS.items():
        items = [each.item(full=whole) for each in truth.queries]
        scores = score(items, truth.calls, queries=queries, documents=documents)
        words = [". ".join(asks(each)) for each in items]
        yield Asked(query=length, scores=scores, systems=rankings(scores, words, texts))


def evaluate(truth: GroundTruth, *, queries: Embed, documents: Embed) -> Iterator[Measured]:
    """Yield every system on every subset, with whole queries and with their titles alone."""
    for each in ask(truth, queries=queries, documents=documents):
        yield from measure(truth, each)


def measure(truth: GroundTruth, asked: Asked) -> Iterator[Measured]:
    """Yield every system on every subset, at one query length."""
    names = truth.names
    ranked = {system: _rankings(scores, names) for system, scores in asked.systems.items()}
    for subset, rows in _subsets(truth.queries).items():
        judged = {system: _judged(found, truth, rows) for system, found in ranked.items()}
        ours = [ndcg(*each, at=10) for each in judged[OURS]]
        for system, each in judged.items():
            yield _measured(each, system=system, subset=subset, query=asked.query, ours=ours)


def _rankings(scores: Array, names: Sequence[str]) -> list[list[str]]:
    order = np.argsort(-scores, axis=1, kind="stable")[:, :DEEPEST]
    return [[names[column] for column in row] for row in order]


def _judged(ranked: Sequence[Sequence[str]], truth: GroundTruth, rows: Sequence[int]) -> Judged:
    return [(ranked[row], truth.grades[truth.queries[row].id]) for row in rows]


def _subsets(queries: Sequence[Query]) -> dict[str, list[int]]:
    names = sorted({name for each in queries for name in each.subsets} | {ALL})
    chosen = {name: [row for row, each in enumerate(queries) if name in each.subsets] for name in names}
    chosen[ALL] = chosen[ALL] or list(range(len(queries)))
    return {name: rows for name, rows in chosen.items() if rows}


def _measured(judged: Judged, *, system: str, subset: str, query: str, ours: Sequence[float]) -> Measured:
    gains = [ndcg(*each, at=10) for each in judged]
    gain, ahead = interval(gains), interval(np.subtract(ours, gains))
    return Measured(
        system=system,
        subset=subset,
        query=query,
        n=len(judged),
        ndcg_at_10=gain.mean,
        ndcg_at_10_low=gain.low,
        ndcg_at_10_high=gain.high,
        ahead=ahead.mean,
        ahead_low=ahead.low,
        ahead_high=ahead.high,
        precision_at_10=float(np.mean([precision(*each, at=10) for each in judged])),
        mrr_at_10=float(np.mean([reciprocal_rank(*each, at=10) for each in judged])),
        recall_at_5=float(np.mean([recall(*each, at=5) for each in judged])),
        recall_at_10=float(np.mean([recall(*each, at=10) for each in judged])),
        recall_at_50=float(np.mean([recall(*each, at=50) for each in judged])),
    )

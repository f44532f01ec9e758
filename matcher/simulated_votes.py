"""Whether learning from votes helps, and whom it harms: readers' grades cast as votes, the rest ranked anew."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from matcher.evaluation import Asked
from matcher.feedback import Label, Vectors, fit, moved_score, nothing_learnt
from matcher.groundtruth import GroundTruth
from matcher.measures import ndcg

DRAWS = 50
SHOWN = (10, 20)
"""Of how many best calls the votes are cast: people vote on what they are shown."""
VOTES = (4, 8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """So many votes on the best calls of each query, drawn again and again; shares of all draws."""

    query: str
    shown: int
    votes: int
    ndcg_at_10_before: float
    """Of the calls that were not voted on."""
    ndcg_at_10_after: float
    better: float
    worse: float
    unlike: float
    """Share of the draws in which all votes say the same, so that nothing is learnt."""
    worst: float
    """Mean change of the query that loses most."""


def simulate(truth: GroundTruth, asked: Asked, vectors: Vectors, *, draws: int = DRAWS) -> Iterator[Simulated]:
    """Yield a figure for each number of calls shown and of votes cast on them; the same every time."""
    for shown in SHOWN:
        for votes in VOTES:
            yield _simulated(truth, asked, vectors, shown=shown, votes=votes, draws=draws)


def _simulated(truth: GroundTruth, asked: Asked, vectors: Vectors, *, shown: int, votes: int, draws: int) -> Simulated:
    done = np.array(
        [
            [_draw(truth, asked, vectors, query=query, seed=seed, shown=shown, votes=votes) for seed in range(draws)]
            for query in range(len(truth.queries))
        ]
    )
    before, after, unlike = np.moveaxis(done, 2, 0)
    return Simulated(
        query=asked.query,
        shown=shown,
        votes=votes,
        ndcg_at_10_before=float(before.mean()),
        ndcg_at_10_after=float(after.mean()),
        better=float((after > before).mean()),
        worse=float((after < before).mean()),
        unlike=float(unlike.mean()),
        worst=float((after - before).mean(axis=1).min()),
    )


def _draw(
    truth: GroundTruth, asked: Asked, vectors: Vectors, *, query: int, seed: int, shown: int, votes: int
) -> tuple[float, float, float]:
    """nDCG of what was not voted on, before and after, and whether nothing was learnt (1 or 0)."""
    grades, names = truth.grades[truth.queries[query].id], truth.names
    scores = asked.scores.fused[query]
    best = np.argsort(-scores, kind="stable")[:shown]
    chosen = np.sort(np.random.default_rng([query, seed]).choice(best, min(votes, len(best)), replace=False))
    labels = [Label(truth.calls[at], grades.get(names[at], 0) >= 1) for at in chosen]
    rest = np.setdiff1d(np.arange(len(scores)), chosen)
    left = {names[at]: grades[names[at]] for at in rest if names[at] in grades}
    before = _quality(scores[rest], rest, names, left)
    if nothing_learnt(labels):
        return before, before, 1.0
    moved = moved_score(scores[rest], fit(labels, vectors[chosen]).factors(vectors[rest]))
    return before, _quality(moved, rest, names, left), 0.0


def _quality(scores: NDArray[np.float64], rows: NDArray[np.intp], names: list[str], grades: dict[str, int]) -> float:
    return ndcg([names[at] for at in rows[np.argsort(-scores, kind="stable")[:10]]], grades, at=10)

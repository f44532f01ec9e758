"""How well calls are told apart by the challenges they serve, measured on calls that somebody labelled by reading."""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from domain.call import Call
from domain.plan import Plan
from matcher.baselines import OURS
from matcher.challenges import SERVES, nearness
from matcher.documents import words as as_words
from matcher.errors import BadGroundTruth
from matcher.lexical import Lexicon
from matcher.measures import Interval, f1, interval_of
from matcher.scores import Embed, asks

Array = NDArray[np.float32]
Flags = NDArray[np.bool_]
FOLDS, ROUNDS = 10, 10
"""Cross-validation of each threshold: so many folds, cut anew so many times."""
CHOICES = 60
"""Thresholds tried, evenly over the upper half of the scores."""
NONE = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assigned:
    """One way of assigning challenges to calls; shares from 0 to 1."""

    system: str
    n: int
    macro_f1: float
    """Mean over the challenges, each system's threshold chosen on other calls than those it is measured on."""
    ahead: Interval
    """By how much convoca's is above, with a paired bootstrap over the calls."""
    by_challenge: Mapping[str, float]
    threshold: float
    """The one that would be chosen on all labelled calls."""
    with_it: float
    """Macro-F1 on the calls it was chosen on: what a shipped constant reaches at best."""


def labels(path: Path) -> dict[tuple[str, str], frozenset[str]]:
    """Read ``source,reference,challenges``, the challenges' ids as letters or ``-``; by source and reference."""
    try:
        with path.open(encoding="utf-8", newline="") as file:
            return {
                (row["source"], row["reference"]): frozenset(row["challenges"].strip(NONE))
                for row in csv.DictReader(file)
            }
    except (OSError, UnicodeDecodeError, KeyError, AttributeError) as error:
        raise BadGroundTruth(
            f"{path} cannot be read as labelled calls ({error}): expected a table source,reference,challenges."
        ) from error


def assign(
    plan: Plan,
    calls: Sequence[Call],
    right: Mapping[tuple[str, str], frozenset[str]],
    *,
    queries: Embed,
    documents: Embed,
) -> Iterator[Assigned]:
    """Yield the product and each single-text baseline, measured on those of ``calls`` that are labelled."""
    columns = [at for at, each in enumerate(calls) if (each.source, each.reference) in right]
    if not columns:
        raise BadGroundTruth("None of the labelled calls is known here: crawl the day they were labelled on first.")
    own = [right[calls[at].source, calls[at].reference] for at in columns]
    flags = np.array([[each.id in served for served in own] for each in plan.challenges])
    scores = _scores(plan, calls, columns, queries=queries, documents=documents)
    chosen = {name: _chosen(each, flags) for name, each in scores.items()}
    for name, each in scores.items():
        yield _assigned(name, each, flags, chosen, [item.id for item in plan.challenges])


def _scores(
    plan: Plan, calls: Sequence[Call], columns: Sequence[int], *, queries: Embed, documents: Embed
) -> dict[str, Array]:
    """Challenges x labelled calls. Words are weighed by all the calls; the model cuts whole texts at its length."""
    texts = [as_words(each) for each in calls]
    challenges = [". ".join(asks(each)) for each in plan.challenges]
    labelled = [calls[at] for at in columns]
    return {
        OURS: nearness(plan, labelled, queries=queries, documents=documents).nearness,
        "tf-idf": Lexicon(texts).similarity(challenges)[:, columns],
        "embeddings": queries(challenges) @ documents([texts[at] for at in columns]).T,
    }


def _chosen(scores: Array, right: Flags) -> NDArray[np.bool_]:
    """What is assigned in each round, each call by a threshold chosen without it: rounds x challenges x calls."""
    found = np.zeros((ROUNDS, *right.shape), bool)
    for round in range(ROUNDS):
        fold = np.random.default_rng(round).permutation(right.shape[1]) % FOLDS
        for each in range(FOLDS):
            held = fold == each
            found[round][:, held] = scores[:, held] >= _threshold(scores[:, ~held], right[:, ~held])
    return found


def _threshold(scores: Array, right: Flags) -> float:
    tried = np.quantile(scores, np.linspace(0.5, 0.995, CHOICES))
    return float(max(tried, key=lambda each: f1(scores >= each, right).mean()))


def _assigned(
    system: str, scores: Array, right: Flags, chosen: Mapping[str, NDArray[np.bool_]], names: Sequence[str]
) -> Assigned:
    threshold = SERVES if system == OURS else _threshold(scores, right)
    each = np.mean([f1(one, right) for one in chosen[system]], axis=0)
    return Assigned(
        system=system,
        n=right.shape[1],
        macro_f1=float(each.mean()),
        ahead=interval_of(
            lambda calls: _macro(chosen[OURS], right, calls) - _macro(chosen[system], right, calls), n=right.shape[1]
        ),
        by_challenge=dict(zip(names, each.tolist(), strict=True)),
        threshold=threshold,
        with_it=float(f1(scores >= threshold, right).mean()),
    )


def _macro(chosen: NDArray[np.bool_], right: Flags, calls: NDArray[np.intp]) -> float:
    return float(np.mean([f1(one[:, calls], right[:, calls]) for one in chosen]))

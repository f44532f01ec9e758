"""What votes teach: calls like those that were liked move up, calls like those that were turned down move down.

A logistic regression tells liked from turned-down calls by their vectors. It has no intercept, so a call that is like
neither stays where it is. What it says is added to the log odds of the score, by a doubling or a halving of the odds at
most: a handful of votes may settle what is close, never overrule the text. Chosen in ``docs/quality.md``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from domain.call import Call
from domain.match import Learnt, Match, Voted
from domain.vote import Word
from matcher.documents import read
from matcher.scores import Embed

VERSION = "1"
"""Raised when what is learnt from the same votes changes: stored matches of another version are matched again."""

LEAST = 3
"""Votes from which on something is learnt, liked and turned down among them."""
MOST = 2.0
"""The odds of a score are multiplied by this at most, and divided by it at most."""
TRUST = 10.0
"""Inverse of the regression's penalty (scikit-learn's C). Below 10 four votes hardly move anything."""
NEAREST = 2
"""Voted calls named as the reason of a move."""
JUST_BELOW = 20
"""Matches below the threshold among which is explored."""
EXPLORED = 3

Vectors = NDArray[np.float32]
Number = TypeVar("Number", float, NDArray[np.float64])
Key = tuple[str, str]
"""Source and reference."""


@dataclass(frozen=True, slots=True)
class Label:
    """A call that was voted on, and whether it was liked."""

    call: Call
    liked: bool


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learnt from the votes for one plan item."""

    labels: tuple[Label, ...]
    vectors: Vectors
    """A unit vector for each label."""
    direction: NDArray[np.float64]
    """What a call's vector is multiplied with: above 0 where it is more like what was liked."""

    def factors(self, vectors: Vectors) -> NDArray[np.float64]:
        """By what the odds of each call's score are multiplied: 1 / :data:`MOST` to :data:`MOST`."""
        return np.asarray(np.exp(np.clip(vectors @ self.direction, -np.log(MOST), np.log(MOST))), np.float64)

    def because(self, vector: Vectors) -> tuple[Voted, ...]:
        """The voted calls nearest to a call, the nearest first."""
        alike = self.vectors @ vector
        nearest = [(self.labels[at], alike[at]) for at in np.argsort(-alike, kind="stable")[:NEAREST].tolist()]
        return tuple(_voted(label, float(cosine)) for label, cosine in nearest)


def _voted(label: Label, alike: float) -> Voted:
    call, word = label.call, Word.RELEVANT if label.liked else Word.NOT_FOR_US
    return Voted(source=call.source, reference=call.reference, title=call.title, word=word, alike=round(alike, 4))


def nothing_learnt(labels: Sequence[Label]) -> str | None:
    """Why these votes teach nothing, in a clause; ``None`` where they do."""
    liked = sum(each.liked for each in labels)
    if len(labels) < LEAST:
        return f"{len(labels)} of at least {LEAST} votes on the subject"
    if liked in (0, len(labels)):
        return f"all {len(labels)} votes say the same: what is {'not for us' if liked else 'relevant'} is not known yet"
    return None


def learn(labels: Sequence[Label], *, documents: Embed) -> Lesson | None:
    """Learn from the votes for one plan item, whatever their order; ``None`` where they teach nothing."""
    if nothing_learnt(labels):
        return None
    ordered = sorted(labels, key=lambda each: (each.call.source, each.call.reference))
    return fit(ordered, call_vectors([each.call for each in ordered], documents=documents))


def fit(labels: Sequence[Label], vectors: Vectors) -> Lesson:
    """Learn from labels of both signs, whose calls have these unit vectors."""
    from sklearn.linear_model import LogisticRegression  # a second, which nobody without votes need spend

    model = LogisticRegression(C=TRUST, class_weight="balanced", fit_intercept=False)
    with threadpool_limits(1, "blas"):  # as in matcher/meaning.py: on so few rows threads cost eight times the work
        model.fit(vectors.astype(np.float64), [each.liked for each in labels])
    return Lesson(tuple(labels), vectors, np.asarray(model.coef_[0], np.float64))


def call_vectors(calls: Sequence[Call], *, documents: Embed) -> Vectors:
    """A unit vector for each call, the mean of its passages'."""
    passages = [read(each).passages for each in calls]
    if not passages:
        return np.zeros((0, 0), np.float32)
    flat = documents([text for own in passages for text in own])
    starts = np.cumsum([0, *map(len, passages)])[:-1]
    sums = np.add.reduceat(flat, starts, axis=0)
    return np.asarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-12), np.float32)


def adjusted(
    matches: Sequence[Match], lessons: Mapping[str, Lesson], calls: Mapping[Key, Call], *, documents: Embed
) -> list[Match]:
    """Return the matches with the scores of the items that have a lesson moved by it, each item's best first.

    The items keep their order; matches of an item without a lesson stay as they are.
    """
    of_item: dict[str, list[Match]] = {}
    for each in matches:
        of_item.setdefault(each.item, []).append(each)
    found: list[Match] = []
    for item, own in of_item.items():
        lesson = lessons.get(item)
        found += _moved(own, lesson, calls, documents) if lesson else own
    return found


def _moved(matches: Sequence[Match], lesson: Lesson, calls: Mapping[Key, Call], documents: Embed) -> list[Match]:
    vectors = call_vectors([calls[each.source, each.reference] for each in matches], documents=documents)
    moved = [
        replace(each, score=moved_score(each.score, factor), learnt=Learnt(each.score, lesson.because(vector)))
        for each, factor, vector in zip(matches, lesson.factors(vectors).tolist(), vectors, strict=True)
    ]
    return sorted(moved, key=lambda each: (-each.score, each.source, each.reference))


def moved_score(score: Number, factor: Number) -> Number:
    """The score whose odds are ``factor`` times those of ``score``."""
    return factor * score / (1 + (factor - 1) * score)


def explore(
    matches: Sequence[Match], vectors: Mapping[Key, Vectors], voted: Sequence[Vectors], *, threshold: float
) -> list[Match]:
    """Up to three matches just below the threshold that are unlike what was voted on, and unlike each other.

    ``matches`` are one item's, best first, without those that were voted on or dismissed.
    """
    left = [each for each in matches if each.score < threshold][:JUST_BELOW]
    known = list(voted)
    chosen: list[Match] = []
    while left and len(chosen) < EXPLORED:
        likeness = [_likeness(vectors[each.source, each.reference], known) for each in left]
        chosen.append(left.pop(likeness.index(min(likeness))))
        known.append(vectors[chosen[-1].source, chosen[-1].reference])
    return chosen


def _likeness(vector: Vectors, known: Sequence[Vectors]) -> float:
    """Cosine with the most alike of these; without any, all are equally unlike."""
    return max((round(float(vector @ each), 6) for each in known), default=-1.0)

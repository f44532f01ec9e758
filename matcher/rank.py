"""A plan and the calls of the day to ranked matches: what the product is about."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np

from domain.call import SHUT, Call
from domain.match import Match
from domain.plan import ItemKind, Plan, PlanItem
from matcher.evidence import evidence
from matcher.scores import Embed, Scores, score
from matcher.telling_words import Vocabulary, telling_words

KEPT = 50
"""Matches kept an item: far more than anyone is mailed, so that the tail can be looked at."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A call and the version of it that is read."""

    call: Call
    version: int


def learn_words(candidates: Sequence[Candidate], *, now: datetime) -> Vocabulary:
    """Learn what the words of the running calls weigh, for :func:`rank` and :func:`explained`."""
    return Vocabulary.learn([each.call for each in _running(candidates, now)])


def rank(
    plan: Plan,
    candidates: Sequence[Candidate],
    *,
    queries: Embed,
    documents: Embed,
    now: datetime,
    kept: int = KEPT,
    vocabulary: Vocabulary | None = None,
) -> list[Match]:
    """Return at most ``kept`` matches for every item of the plan, best first; ties go by source and reference.

    ``vocabulary`` is what :func:`learn_words` made of the same candidates; without one they are learned here.
    """
    running = _running(candidates, now)
    items = list(plan.items())
    lexicon = vocabulary.lexicon if vocabulary else None
    scores = score(items, [each.call for each in running], queries=queries, documents=documents, lexicon=lexicon)
    return [match for item in items for match in _of_item(item, plan, items, running, scores)[:kept]]


def explained(
    matches: Sequence[Match],
    plan: Plan,
    candidates: Sequence[Candidate],
    *,
    queries: Embed,
    documents: Embed,
    vocabulary: Vocabulary | None = None,
) -> list[Match]:
    """Return the matches with what they rest on, in the same order."""
    if not matches:
        return []
    calls = {(each.call.source, each.call.reference): each.call for each in candidates}
    items = {each.key: each for each in plan.items()}
    wanted = [(items[each.through or each.item], calls[each.source, each.reference]) for each in matches]
    found = evidence(wanted, queries=queries, documents=documents)
    words = telling_words(wanted, vocabulary or Vocabulary.learn([each.call for each in candidates]))
    return [
        replace(each, evidence=answered.pairs, uncovered=answered.uncovered, telling_words=told)
        for each, answered, told in zip(matches, found, words, strict=True)
    ]


def _running(candidates: Sequence[Candidate], now: datetime) -> list[Candidate]:
    return sorted(
        (each for each in candidates if each.call.status(now) not in SHUT),
        key=lambda each: (each.call.source, each.call.reference),
    )


def _of_item(
    item: PlanItem, plan: Plan, items: Sequence[PlanItem], running: Sequence[Candidate], scores: Scores
) -> list[Match]:
    """The item's best calls. A line or challenge takes the better of its own sentences and its projects'."""
    rows = [items.index(item)]
    if item.kind is not ItemKind.PROJECT:
        rows += [items.index(each) for each in plan.projects_of(item)]
    fused = scores.fused[rows]
    by = fused.argmax(axis=0)
    best = fused.max(axis=0, initial=0.0)
    return [
        Match(
            item=item.key,
            source=running[column].call.source,
            reference=running[column].call.reference,
            version=running[column].version,
            score=float(best[column]),
            words=round(float(scores.words[rows[by[column]], column]), 4),
            meaning=round(float(scores.meaning[rows[by[column]], column]), 4),
            through=items[rows[by[column]]].key if by[column] else None,
        )
        for column in np.argsort(-best, kind="stable").tolist()
    ]

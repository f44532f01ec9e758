"""Which challenges of a plan a call serves, and through which of its projects.

A challenge is a list of fields, not a story: a call on housing serves it and says nothing of rivers. So a call is as
near to a challenge as to the two of its sentences that it answers best, not to their mean. A project's sentences speak
for the challenges it serves, but a project serves several, so it has to be nearer than the challenge's own sentences.

The numbers were chosen on 100 calls that were labelled by reading them: see ``docs/quality.md``.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.call import Call
from domain.plan import Plan, PlanItem
from matcher.documents import read
from matcher.meaning import late_interaction
from matcher.scores import Embed, asks

Array = NDArray[np.float32]
ANSWERED = 2
"""Sentences, the title among them, that make a call near."""
DETOUR = 0.1
"""By how much a project has to be nearer than the challenge's own sentences to speak for it."""
SERVES = 0.42
"""From this nearness on a call serves a challenge."""


@dataclass(frozen=True, slots=True)
class Nearness:
    """Of challenges and calls, challenges x calls, in the order given."""

    nearness: Array
    """Mean cosine of the sentences answered best, a project's less :data:`DETOUR`; -1 to 1."""
    through: NDArray[np.intp]
    """Which project of the plan speaks for the challenge; -1 where its own sentences do."""


@dataclass(frozen=True, slots=True)
class Served:
    """A challenge that a call serves."""

    challenge: str
    """The challenge's key."""
    nearness: float
    through: str | None
    """The key of the project that says so, ``None`` where the challenge's own sentences do."""


def challenges_of(plan: Plan, calls: Sequence[Call], *, queries: Embed, documents: Embed) -> list[tuple[Served, ...]]:
    """Return for each call the challenges it serves, nearest first; none for a call that fits none."""
    found = nearness(plan, calls, queries=queries, documents=documents)
    return [_served(plan, found.nearness[:, column], found.through[:, column]) for column in range(len(calls))]


def nearness(plan: Plan, calls: Sequence[Call], *, queries: Embed, documents: Embed) -> Nearness:
    """Compare every challenge of the plan with every call."""
    own = _answered(plan.challenges, calls, queries=queries, documents=documents)
    theirs = _answered(plan.projects, calls, queries=queries, documents=documents) - DETOUR
    serves = np.array([[each.id in project.challenges for project in plan.projects] for each in plan.challenges], bool)
    best, by = own.copy(), np.full(own.shape, -1)
    for row, projects in enumerate(serves.reshape(len(plan.challenges), len(plan.projects))):
        for project in np.flatnonzero(projects):
            nearer = theirs[project] > best[row]
            best[row, nearer], by[row, nearer] = theirs[project, nearer], project
    return Nearness(best, by)


def _served(plan: Plan, near: Array, through: NDArray[np.intp]) -> tuple[Served, ...]:
    rows = [row for row in np.argsort(-near, kind="stable").tolist() if near[row] >= SERVES]
    return tuple(
        Served(
            plan.challenges[row].key,
            float(near[row]),
            plan.projects[through[row]].key if through[row] >= 0 else None,
        )
        for row in rows
    )


def _answered(items: Sequence[PlanItem], calls: Sequence[Call], *, queries: Embed, documents: Embed) -> Array:
    """Mean cosine of each item's best answered sentences with each call: items x calls."""
    if not items or not calls:
        return np.zeros((len(items), len(calls)), np.float32)
    asked = [asks(each) for each in items]
    texts = [read(each).passages for each in calls]
    alike = late_interaction(
        queries([text for each in asked for text in each]),
        documents([text for each in texts for text in each]),
        items=[1] * sum(map(len, asked)),
        calls=[len(each) for each in texts],
    )
    rows = np.split(alike, np.cumsum([len(each) for each in asked])[:-1])
    return np.stack([np.sort(each, axis=0)[-ANSWERED:].mean(axis=0) for each in rows])

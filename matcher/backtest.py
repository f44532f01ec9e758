"""Past projects with the call that funded them hidden: at which place is it found among the calls of its time?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from matcher.baselines import rankings
from matcher.documents import words as as_words
from matcher.groundtruth import GroundTruth, Query
from matcher.scores import Embed, asks, score

YEARS = 1
"""The calls of a project's time are those of its call's own year and of so many years before and after."""
CHANCE = "chance"


@dataclass(frozen=True, slots=True)
class Placed:
    """A project and the place of its call, by system, among the calls of its time."""

    query: str
    reference: str
    calls: int
    places: Mapping[str, int]
    """From 1 on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One system over all projects; shares from 0 to 1."""

    system: str
    n: int
    hit_at_5: float
    hit_at_10: float
    mrr: float
    """Mean of one over the place, however far down."""


def place(truth: GroundTruth, projects: Sequence[Query], *, queries: Embed, documents: Embed) -> Iterator[Placed]:
    """Yield the place of every project's call; a project whose call has no stated year is left out."""
    dated = sorted((truth.years[name], each.id, name) for each in projects if (name := _call(truth, each)))
    known = {each.id: each for each in projects}
    for year, group in groupby(dated, key=lambda each: each[0]):
        asked = [(known[id], name) for _, id, name in group]
        yield from _of_year(truth, year, asked, queries=queries, documents=documents)


def summary(placed: Sequence[Placed]) -> Iterator[Found]:
    """Yield each system's figures, then what drawing calls by lot would come to."""
    for system in placed[0].places if placed else ():
        places = np.array([each.places[system] for each in placed])
        yield Found(
            system=system,
            n=len(placed),
            hit_at_5=float((places <= 5).mean()),
            hit_at_10=float((places <= 10).mean()),
            mrr=float((1 / places).mean()),
        )
    if placed:
        counts = np.array([each.calls for each in placed])
        yield Found(
            system=CHANCE,
            n=len(placed),
            hit_at_5=float(np.minimum(1, 5 / counts).mean()),
            hit_at_10=float(np.minimum(1, 10 / counts).mean()),
            mrr=float(np.mean([(1 / np.arange(1, each + 1)).mean() for each in counts])),
        )


def _call(truth: GroundTruth, project: Query) -> str | None:
    """The call that funded it, where its year is known."""
    grades = truth.grades[project.id]
    return next((each for each in sorted(grades, key=lambda name: -grades[name]) if each in truth.years), None)


def _of_year(
    truth: GroundTruth, year: int, asked: Sequence[tuple[Query, str]], *, queries: Embed, documents: Embed
) -> Iterator[Placed]:
    calls = [each for each in truth.calls if abs(truth.years.get(each.reference.upper(), -9) - year) <= YEARS]
    names = [each.reference.upper() for each in calls]
    items = [each.item(full=True) for each, _ in asked]
    scores = score(items, calls, queries=queries, documents=documents)
    systems = rankings(scores, [". ".join(asks(each)) for each in items], [as_words(each) for each in calls])
    for row, (project, name) in enumerate(asked):
        at = names.index(name)
        places = {system: int((each[row] >= each[row, at]).sum()) for system, each in systems.items()}
        yield Placed(project.id, name, len(calls), places)

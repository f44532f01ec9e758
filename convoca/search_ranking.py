"""A text against all calls: which have its words, its identifier or its meaning, and in which order they stand."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from convoca.search_snapshot import Moment, Rows, Snapshot
from db import search as full_text
from domain.query import Query
from domain.search import Meaning, Understood
from matcher.facets import Mask
from matcher.reciprocal import fused
from matcher.semantic_index import NEAR, NEAREST, SemanticIndex, Vectors


@dataclass(frozen=True, slots=True)
class World:
    """All calls, and the meanings of those that have been embedded."""

    snapshot: Snapshot
    meanings: SemanticIndex
    rows: Rows
    """Of each call of ``meanings``, its row in ``snapshot``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranking:
    """What a text came to; all arrays have one entry a call."""

    mask: Mask
    """The calls that are found."""
    relevance: NDArray[np.float64]
    """Higher is better; 0 for what is not found."""
    has_words: Mask
    similarities: Vectors | None
    """Cosine of the best passage; -1 where a call has not been embedded. ``None`` where meaning was not searched."""
    vector: Vectors | None
    """What the text means, where that was searched."""
    understood: Understood


def everything(world: World) -> Ranking:
    """Every call, none better than another: nothing was typed."""
    nothing = np.zeros(len(world.snapshot.ids), bool)
    relevance = np.zeros(len(nothing))
    return Ranking(
        mask=~nothing, relevance=relevance, has_words=nothing, similarities=None, vector=None, understood=Understood()
    )


def rank(
    session: Session, world: World, moment: Moment, queries: list[Query], *, embed: Callable[[], Vectors]
) -> Ranking:
    """Rank all calls for a text, which is the first of the queries; a second one says the same in English.

    ``embed`` gives what the text means. It is asked only where that is searched: for words that are not all quoted, and
    are no identifier.
    """
    snapshot, asked = world.snapshot, queries[0]
    if not asked.terms:
        ranking = everything(world)
        return replace(ranking, mask=_allowed(session, snapshot, asked), understood=Understood(query=asked))
    identified = snapshot.rows(full_text.identified(session, asked))
    lists, any_of = _words(session, snapshot, queries)
    meaning = _part_of_meaning(asked, world, identified)
    vector = embed() if meaning is Meaning.USED else None
    similarities = None if vector is None else _similarities(world, vector)
    near = np.zeros(0, np.intp) if similarities is None else _near(similarities, snapshot, moment)
    near = near[_having(session, snapshot, asked)[near]]
    rankings = [*lists, near, near] if any_of else [*lists, near]  # words that were loosened count half as much
    relevance = fused(rankings, len(snapshot.ids))
    relevance[identified] = 2 - np.arange(len(identified)) / (len(identified) + 1)
    has_words = np.zeros(len(snapshot.ids), bool)
    for each in (*lists, identified):
        has_words[each] = True
    mask = (relevance > 0) & _allowed(session, snapshot, asked)
    return Ranking(
        mask=mask,
        relevance=relevance,
        has_words=has_words,
        similarities=similarities,
        vector=vector,
        understood=Understood(
            query=asked, any_of=any_of, meaning=meaning, identified=int(np.count_nonzero(mask[identified]))
        ),
    )


def _part_of_meaning(query: Query, world: World, identified: Rows) -> Meaning:
    if not query.means or identified.size:
        return Meaning.NOT_ASKED
    return Meaning.USED if world.meanings.knows else Meaning.NOT_THERE


def like(world: World, moment: Moment, vector: Vectors) -> Ranking:
    """Rank all calls by their meaning alone."""
    ranking, similarities = everything(world), _similarities(world, vector)
    near = _near(similarities, world.snapshot, moment)
    relevance = fused([near], len(world.snapshot.ids))
    understood = Understood(meaning=Meaning.USED)
    return replace(
        ranking,
        mask=relevance > 0,
        relevance=relevance,
        similarities=similarities,
        vector=vector,
        understood=understood,
    )


def _words(session: Session, snapshot: Snapshot, queries: list[Query]) -> tuple[list[Rows], tuple[str, ...]]:
    """The rows that have all words of each query, best first; where there are none, those with a rare one of them."""
    found = [full_text.all_of(session, each) for each in queries]
    if any(each.size for each in found):
        return [snapshot.rows(each) for each in found], ()
    loose = full_text.any_of(session, queries[-1])
    return [snapshot.rows(loose.ids)], loose.any_of


def _similarities(world: World, vector: Vectors) -> Vectors:
    found = np.full(len(world.snapshot.ids), -1, np.float32)
    found[world.rows] = world.meanings.similarities(vector)
    return found


def _near(similarities: Vectors, snapshot: Snapshot, moment: Moment) -> Rows:
    """The rows nearest in meaning, best first: of the calls that are running, and of the others, so many each.

    Filters do not change which these are, so that a facet's counts add up.
    """
    near = (similarities >= NEAR) & snapshot.visible
    rows = np.concatenate([_best(similarities, near & each) for each in (moment.running, ~moment.running)])
    return np.asarray(rows[np.argsort(-similarities[rows], kind="stable")], np.intp)


def _best(similarities: Vectors, mask: Mask) -> Rows:
    rows = np.flatnonzero(mask)
    return rows[np.argsort(-similarities[rows], kind="stable")[:NEAREST]]


def _having(session: Session, snapshot: Snapshot, query: Query) -> Mask:
    """The calls that hold what was quoted."""
    if not query.quoted:
        return np.ones(len(snapshot.ids), bool)
    return snapshot.mask(full_text.having(session, query.quoted))


def _allowed(session: Session, snapshot: Snapshot, query: Query) -> Mask:
    """The calls that hold nothing excluded."""
    if not query.excluded:
        return np.ones(len(snapshot.ids), bool)
    return ~snapshot.mask(full_text.excluded(session, query))

"""One page of what a search found: filtered, sorted, counted, each call with the reason it is there."""

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from convoca.search_ranking import Ranking, World
from convoca.search_snapshot import OF_KIND, Moment, Rows
from db import calls, matches, search_facts
from db.calls import StoredCall
from domain.search import (
    Asked,
    Band,
    Count,
    Facet,
    Filters,
    Found,
    FoundCall,
    Quotation,
    Sort,
    Widening,
    Window,
)
from matcher.facets import Answers, Mask, OneAnswer, narrowed
from matcher.quotation import quotation

Scores = NDArray[np.float64]
Key = tuple[str, str]
"""Source and reference."""
IN_ORDER: Mapping[Facet, Sequence[str]] = {Facet.WINDOW: list(Window), Facet.BUDGET: list(Band)}
"""The facets whose values have an order of their own."""


def page(session: Session, world: World, moment: Moment, ranking: Ranking, asked: Asked) -> Found:
    """What a ranking comes to under the filters of a search."""
    base = ranking.mask & world.snapshot.visible
    mask, without = narrowed(base, moment.answers, _known(asked.filters, moment))
    scores, items = _fit(world, asked.filters)
    found = np.flatnonzero(mask)
    order = found[_order(found, world, moment, ranking, scores, asked.sort)]
    first = (asked.page - 1) * asked.size
    shown = order[first : first + asked.size]
    return Found(
        asked=asked,
        rows=tuple(rows(session, world, ranking, shown, scores=scores, items=items)),
        total=len(found),
        searched=int(np.count_nonzero(world.snapshot.visible)),
        facets={
            facet: _counts(facet, answers, without.get(facet, mask), asked.filters.get(facet, frozenset()))
            for facet, answers in moment.answers.items()
        },
        understood=replace(ranking.understood, by_words=int(np.count_nonzero(mask & ranking.has_words))),
        widen=_widen(without, len(found)),
    )


def anew(
    session: Session, world: World, moment: Moment, ranking: Ranking, asked: Asked, *, known: AbstractSet[Key]
) -> tuple[list[FoundCall], list[Key]]:
    """The first page of what is found and not ``known``, of the calls that can be applied to; and the rest by name."""
    base = ranking.mask & world.snapshot.visible & moment.running
    mask, _ = narrowed(base, moment.answers, _known(asked.filters, moment))
    scores, items = _fit(world, asked.filters)
    found = np.flatnonzero(mask)
    order = found[_order(found, world, moment, ranking, scores, asked.sort)]
    keys = search_facts.keys(session, world.snapshot.ids[order].tolist())
    fresh = [at for at, key in enumerate(keys) if key not in known]
    shown = order[fresh[: asked.size]]
    return list(rows(session, world, ranking, shown, scores=scores, items=items)), [
        keys[at] for at in fresh[asked.size :]
    ]


def _known(filters: Filters, moment: Moment) -> dict[Facet, frozenset[str]]:
    """The choices of facets that can be answered."""
    return {facet: values for facet, values in filters.items() if facet in moment.answers}


def _counts(facet: Facet, answers: Answers, mask: Mask, chosen: frozenset[str]) -> tuple[Count, ...]:
    """The facet's values with their counts; a choice that nothing is left of stays, so that it can be undone."""
    counts = dict.fromkeys(chosen, 0) | answers.counts(mask)
    order = {value: at for at, value in enumerate(IN_ORDER.get(facet, ()))}
    values = sorted(counts, key=lambda each: (order.get(each, 0), -counts[each] if not order else 0, each))
    return tuple(Count(each, counts[each], each in chosen) for each in values)


def _widen(without: Mapping[Facet, Mask], total: int) -> tuple[Widening, ...]:
    found = [Widening(facet, int(np.count_nonzero(mask))) for facet, mask in without.items()]
    return tuple(sorted((each for each in found if each.count > total), key=lambda each: (-each.count, each.facet)))


def _fit(world: World, filters: Filters) -> tuple[Scores, NDArray[np.object_]]:
    """The score of each call's best match among the chosen items, or among all; and the item. 0 where it has none."""
    chosen = {f"{kind}:{value}" for kind, facet in OF_KIND.items() for value in filters.get(facet, ())}
    scores = np.zeros(len(world.snapshot.ids))
    items = np.full(len(world.snapshot.ids), None, object)
    # A line or challenge scores as its best project does: of the two the project says more, and comes first.
    for item, (rows, own) in sorted(world.snapshot.fits.items(), key=lambda each: not each[0].startswith("project:")):
        if not chosen or item in chosen:
            better = own > scores[rows]
            scores[rows[better]] = own[better]
            items[rows[better]] = item
    return scores, items


def _order(found: Rows, world: World, moment: Moment, ranking: Ranking, scores: Scores, sort: Sort) -> Rows:
    """The order of the found calls: by what is asked for, then relevance, then score, then the newest."""
    newest, score = -world.snapshot.first_seen[found], -scores[found]
    keys: list[NDArray[np.generic]] = [newest, score, -ranking.relevance[found]]
    if sort is Sort.NEWEST:
        keys.append(newest)
    elif sort is Sort.DEADLINE:
        keys.append(moment.next_deadline[found])
    elif sort is Sort.SCORE:
        keys.append(score)
    return np.asarray(np.lexsort([world.snapshot.ids[found], *keys]), np.intp)


def rows(
    session: Session,
    world: World,
    ranking: Ranking,
    shown: Rows,
    *,
    scores: Scores,
    items: NDArray[np.object_],
) -> Iterator[FoundCall]:
    """Yield these calls, each with what it was found by."""
    ids = world.snapshot.ids[shown].tolist()
    stored = calls.of_ids(session, ids)
    evidence = _evidence(session, ranking, [items[row] for row in shown.tolist()], [stored[id] for id in ids])
    for row, id, own in zip(shown.tolist(), ids, evidence, strict=True):
        it = stored[id]
        yield FoundCall(
            call=it.call,
            version=it.version,
            first_seen=it.first_seen,
            score=float(scores[row]) if scores[row] else None,
            item=items[row],
            verdict=_verdict(world, row),
            has_words=bool(ranking.has_words[row]),
            similarity=_similarity(ranking, row),
            quotation=own or _quoted(world, it, id, ranking, has_words=bool(ranking.has_words[row])),
        )


def _evidence(
    session: Session, ranking: Ranking, items: Sequence[str | None], stored: Sequence[StoredCall]
) -> list[Quotation | None]:
    """Where no text was asked for: of each call the sentence that fits its item best, if it still stands there."""
    if ranking.understood.query.text:
        return [None] * len(stored)
    wanted = [(item, it.call.source, it.call.reference) for item, it in zip(items, stored, strict=True) if item]
    best = matches.best_evidence(session, wanted)
    found = [
        best.get((item or "", it.call.source, it.call.reference, it.version))
        for item, it in zip(items, stored, strict=True)
    ]
    return [None if each is None else Quotation(each.part, each.start, each.call_text) for each in found]


def _verdict(world: World, row: int) -> str | None:
    answers = world.snapshot.lasting.get(Facet.VERDICT)
    return answers.of_row(row) if isinstance(answers, OneAnswer) else None


def _similarity(ranking: Ranking, row: int) -> float | None:
    similarity = -1.0 if ranking.similarities is None else float(ranking.similarities[row])
    return None if similarity <= -1 else similarity


def _quoted(world: World, it: StoredCall, id: int, ranking: Ranking, *, has_words: bool) -> Quotation | None:
    """A sentence with the words, else one of the passage nearest in meaning; none where an identifier was found."""
    understood = ranking.understood
    if understood.identified:
        return None
    words = [word for each in (understood.any_of or understood.query.terms) for word in each.split()]
    found = quotation(it.call, words) if has_words else None
    if found or ranking.vector is None:
        return found
    passage = world.meanings.best_passage(ranking.vector, id)
    return None if passage is None else quotation(it.call, words, passage=passage)

"""Plan items and calls to scores: the whole ranking in one place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.call import Call
from domain.plan import PlanItem
from matcher.company import in_company
from matcher.documents import read
from matcher.fusion import Likeness, fuse, mix
from matcher.lexical import Lexicon
from matcher.meaning import centres, late_interaction

Array = NDArray[np.float32]
Embed = Callable[[Sequence[str]], Array]
"""Texts to unit vectors, one row a text."""


@dataclass(frozen=True, slots=True)
class Scores:
    """All of it items x calls, in the order given."""

    words: Array
    """TF-IDF cosine, 0 to 1."""
    meaning: Array
    """Mean cosine of the item's sentences with each's best passage, -1 to 1."""
    fused: NDArray[np.float64]
    """The score, 0 to 1; what it means is said in :func:`matcher.fusion.fuse`."""


def asks(item: PlanItem) -> tuple[str, ...]:
    """What an item asks for, sentence by sentence, its English title first."""
    return (item.name("en"), *item.sentences)


def score(
    items: Sequence[PlanItem],
    calls: Sequence[Call],
    *,
    queries: Embed,
    documents: Embed,
    lexicon: Lexicon | None = None,
) -> Scores:
    """Score every item against every call. Vectors depend on no other text.

    ``lexicon`` has learned the words of these calls in this order; without one they are learned here.
    """
    if not items or not calls:
        empty = np.zeros((len(items), len(calls)), np.float32)
        return Scores(empty, empty, empty.astype(np.float64))
    asked = [asks(each) for each in items]
    texts = [read(each) for each in calls]
    whole = [". ".join(each) for each in asked]
    sentences = queries([text for each in asked for text in each])
    passages = documents([text for each in texts for text in each.passages])
    shape = {"items": [len(each) for each in asked], "calls": [len(each.passages) for each in texts]}
    gists = centres(passages, shape["calls"])
    alike = Likeness(
        words=(lexicon or Lexicon([each.words for each in texts])).similarity(whole),
        titles=Lexicon([each.title for each in calls]).similarity(whole),
        meaning=late_interaction(sentences, passages, **shape),
        gist=centres(sentences, shape["items"]) @ gists.T,
    )
    total = mix(alike, [sum(len(text.split()) for text in each) for each in asked])
    return Scores(alike.words, alike.meaning, fuse(in_company(total, gists)))

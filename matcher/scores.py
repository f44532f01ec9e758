"""Plan items and calls to scores: the whole ranking in one place."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.call import Call
from domain.plan import PlanItem
from matcher.documents import read
from matcher.fusion import fuse
from matcher.lexical import Lexicon
from matcher.meaning import late_interaction

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


def score(items: Sequence[PlanItem], calls: Sequence[Call], *, queries: Embed, documents: Embed) -> Scores:
    """Score every item against every call. Vectors depend on no other text."""
    if not items or not calls:
        empty = np.zeros((len(items), len(calls)), np.float32)
        return Scores(empty, empty, empty.astype(np.float64))
    asked = [asks(each) for each in items]
    texts = [read(each) for each in calls]
    words = Lexicon([each.words for each in texts]).similarity([". ".join(each) for each in asked])
    meaning = late_interaction(
        queries([text for each in asked for text in each]),
        documents([text for each in texts for text in each.passages]),
        items=[len(each) for each in asked],
        calls=[len(each.passages) for each in texts],
    )
    return Scores(words, meaning, fuse(words, meaning, [sum(len(text.split()) for text in each) for each in asked]))

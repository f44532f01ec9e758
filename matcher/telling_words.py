"""The call's own words that weighed most in a match, as they stand in its text."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

from domain.call import Call
from domain.plan import PlanItem
from matcher.documents import texts, words
from matcher.lexical import Lexicon, tokens
from matcher.scores import Array, asks

WORDS = 5
"""Words told at most: of a hundred in a description, the first five carry most of what words weigh."""

_FORM = re.compile(r"[^\W_]{2,}")

Forms = Mapping[str, Counter[str]]
"""By stem: how often each form of the word stands in a text, the earliest first."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What the words of the running calls weigh: learned once, for ranking them and for explaining the ranking."""

    lexicon: Lexicon
    columns: Mapping[tuple[str, str], int]
    """Where a call stands in what the lexicon has learned, by source and reference."""

    @classmethod
    def learn(cls, calls: Sequence[Call]) -> "Vocabulary":
        columns = {(each.source, each.reference): column for column, each in enumerate(calls)}
        return cls(Lexicon([words(each) for each in calls]), columns)


def telling_words(wanted: Sequence[tuple[PlanItem, Call]], vocabulary: Vocabulary) -> list[tuple[str, ...]]:
    """Return up to :data:`WORDS` words for each item and call, the weightiest first; none where they share no word."""
    items = {item.key: item for item, _ in wanted}
    columns = {(call.source, call.reference): vocabulary.columns[call.source, call.reference] for _, call in wanted}
    theirs = {(call.source, call.reference): _forms(texts(call)) for _, call in wanted}
    ours = {key: _forms(asks(item)) for key, item in items.items()}
    weights = {key: vocabulary.lexicon.similarity([next(iter(own)) for own in ours[key].values()]) for key in ours}
    found = []
    for item, call in wanted:
        key = call.source, call.reference
        found.append(_weightiest(ours[item.key], theirs[key], weights[item.key][:, columns[key]]))
    return found


def _weightiest(ours: Forms, theirs: Forms, weights: Array) -> tuple[str, ...]:
    """``weights`` holds what each of our words weighs in their text, which is damped count x rarity over a length."""
    products = {
        stem: _damped(ours[stem]) * float(weight) ** 2 / _damped(theirs[stem])
        for stem, weight in zip(ours, weights, strict=True)
        if weight > 0 and stem in theirs
    }
    best = sorted(products, key=lambda stem: (-products[stem], stem))[:WORDS]
    return tuple(theirs[stem].most_common(1)[0][0] for stem in best)


def _damped(forms: Counter[str]) -> float:
    return 1 + log(forms.total())


def _forms(texts: Sequence[str]) -> Forms:
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for stem, form in _words(text):
            found[stem][form] += 1
    return found


def _words(text: str) -> Iterator[tuple[str, str]]:
    for form in _FORM.findall(text):
        for stem in tokens(form)[:1]:
            yield stem, form

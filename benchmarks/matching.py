"""Plan items meet synthetic calls: words, meaning and the whole ranking, beside a library's bare work of that shape."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from threadpoolctl import threadpool_limits

from benchmarks.cost import Cost, apart, cost
from benchmarks.table import Cell, show
from benchmarks.worlds import NOW
from config import plan_file
from convoca.planning import AMB
from domain.call import Call, Kind, Part, PartKind, Status
from domain.deadlines import Deadline, Deadlines
from matcher.documents import read
from matcher.lexical import Lexicon
from matcher.meaning import late_interaction
from matcher.rank import Candidate, rank
from matcher.scores import asks

SIZES = (600, 5_000, 20_000)
NEAREST_OF = 20_000
"""Calls, so 100,000 passages, among which the nearest twenty of each item are looked for."""
PASSAGES, WORDS = 5, 650
"""A call; so many words are cut into so many passages."""
DIMENSION = 384
"""Of the default model."""
VOCABULARY, SENTENCES, LENGTH = 20_000, 40_000, 20
"""Of the made-up language: its words, the sentences that calls are made of, the words in each."""

PLAN = plan_file.load(AMB)
ASKED = [asks(each) for each in PLAN.items()]
Vectors = NDArray[np.float32]


def main() -> None:
    """Print how long each takes; a ratio is to the bare work in the line above it."""
    columns = ("calls", "what", "s", "CPU s", "peak MB", "× bare")
    show(columns, [line for size in SIZES for line in _lines(size)])


def _lines(size: int) -> Iterator[Sequence[Cell]]:
    if size == NEAREST_OF:
        yield from _beside("bare product, 100 sentences", ("meaning, 100 sentences, top 20",), size)
    for bare, names in BARE.items():
        yield from _beside(bare, names, size)


def _beside(bare: str, names: Sequence[str], size: int) -> Iterator[Sequence[Cell]]:
    floor = apart(_measured, bare, size)
    yield size, bare, floor.seconds, floor.cpu, floor.megabytes, None
    for name in names:
        each = apart(_measured, name, size)
        yield size, name, each.seconds, each.cpu, each.megabytes, each.cpu / floor.cpu


def _measured(what: str, size: int) -> Cost:
    with threadpool_limits(1, "blas"):
        return WORKS[what](size)


def _bare_product(size: int) -> Cost:
    sentences, passages = _vectors(sum(map(len, ASKED))), _vectors(size * PASSAGES)
    return cost(lambda: sentences @ passages.T, rounds=5)


def _meaning(size: int) -> Cost:
    sentences, passages = _vectors(sum(map(len, ASKED))), _vectors(size * PASSAGES)
    items, calls = [len(each) for each in ASKED], [PASSAGES] * size
    return cost(lambda: late_interaction(sentences, passages, items=items, calls=calls), rounds=5)


def _hundred(size: int) -> Cost:
    sentences, passages = _vectors(100), _vectors(size * PASSAGES)
    return cost(lambda: sentences @ passages.T, rounds=9)


def _nearest(size: int) -> Cost:
    """Twenty items of five sentences each: the twenty best calls of every item."""
    sentences, passages = _vectors(100), _vectors(size * PASSAGES)

    def work() -> object:
        found = late_interaction(sentences, passages, items=[5] * 20, calls=[PASSAGES] * size)
        return np.argpartition(-found, 20, axis=1)[:, :20]

    return cost(work, rounds=9)


def _bare_words(size: int) -> Cost:
    texts = _texts(size)

    def work() -> object:
        vectorizer = TfidfVectorizer(ngram_range=(1, 2), min_df=2, max_df=0.5, dtype=np.float32)
        documents = vectorizer.fit_transform(texts)
        return (vectorizer.transform([". ".join(each) for each in ASKED]) @ documents.T).todense()

    return cost(work)


def _words(size: int) -> Cost:
    texts = _texts(size)
    return cost(lambda: Lexicon(texts).similarity([". ".join(each) for each in ASKED]))


def _ranking(size: int) -> Cost:
    candidates = [Candidate(_call(at, text), 1) for at, text in enumerate(_texts(size))]
    assert all(len(read(each.call).passages) == PASSAGES for each in candidates[:10])
    ready = {"queries": _vectors(sum(map(len, ASKED))), "documents": _vectors(size * PASSAGES)}
    return cost(
        lambda: rank(
            PLAN, candidates, queries=lambda _: ready["queries"], documents=lambda _: ready["documents"], now=NOW
        )
    )


WORKS: dict[str, Callable[[int], Cost]] = {
    "bare matrix product": _bare_product,
    "meaning": _meaning,
    "bare product, 100 sentences": _hundred,
    "meaning, 100 sentences, top 20": _nearest,
    "bare `TfidfVectorizer`": _bare_words,
    "words": _words,
    "the whole ranking": _ranking,
}
BARE = {"bare matrix product": ("meaning",), "bare `TfidfVectorizer`": ("words", "the whole ranking")}
"""What each is measured beside."""


def _vectors(count: int) -> Vectors:
    """So many random unit vectors, one a row; the same on every call."""
    found = np.random.default_rng(count).standard_normal((count, DIMENSION), np.float32)
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), np.float32)


def _texts(size: int) -> list[str]:
    """So many texts of :data:`WORDS` words, used as unevenly as in any language; sentences recur as in calls."""
    random = np.random.default_rng(size)
    words = np.array([_word(each) for each in range(VOCABULARY)])
    common = 1 / np.arange(1, VOCABULARY + 1)
    drawn = random.choice(words, (SENTENCES, LENGTH), p=common / common.sum())
    pool = [" ".join(each) for each in drawn]
    chosen = random.integers(0, SENTENCES, (size, WORDS // LENGTH + 1))
    return [" ".join(" ".join(pool[at] for at in own).split()[:WORDS]) for own in chosen]


def _word(number: int) -> str:
    """A word of its own for each number, three syllables long."""
    consonants, vowels = "bcdfglmnprstv", "aeiou"
    syllables = [a + b for a in consonants for b in vowels]
    base = len(syllables)
    return "".join(syllables[number // base**place % base] for place in range(3))


def _call(number: int, text: str) -> Call:
    return Call(
        source="synthetic",
        reference=f"{number:06}",
        identifier=f"SYN-{number:06}",
        kind=Kind.CALL,
        title=f"Synthetic call {number}",
        url="https://example.org/",
        word=Status.OPEN,
        deadlines=Deadlines((Deadline((NOW + timedelta(30 + number % 300)).date()),)),
        parts=(Part(PartKind.DESCRIPTION, "", text),),
    )

"""How alike two texts are by their words: TF-IDF over stemmed words and word pairs."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from snowballstemmer import stemmer

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Numbers = NDArray[np.int32]
"""Of words, or the columns of words and pairs."""
Pairs = NDArray[np.int64]
"""Two neighbouring words as one number."""
UNKNOWN, STOP = -1, -2
"""Numbers of what is no word of the documents, and of what is dropped before pairs are made."""

_WORD = re.compile(r"[^\W_]{2,}")
_STEMMER = stemmer("english")


@cache
def _stop_words() -> frozenset[str]:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS  # a second, which an idle run need not spend

    return frozenset(ENGLISH_STOP_WORDS)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The word without its ending, as English has them."""
    return str(_STEMMER.stemWord(word))


def tokens(text: str) -> list[str]:
    """The text's words, folded to lower case, without stop words, stemmed."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[str]:
    stop_words = _stop_words()
    for word in _WORD.findall(text.lower()):
        if word not in stop_words:
            yield stem(word)


class _Numbers(dict[str, int]):
    """A number for each word as it is written; the forms of one word share theirs."""

    def __init__(self) -> None:
        self.stems: dict[str, int] = {}

    def __missing__(self, word: str) -> int:
        self[word] = STOP if word in _stop_words() else self.stems.setdefault(stem(word), len(self.stems))
        return self[word]

    def asked(self, word: str) -> int:
        """As for a word that is learned, but a stem nobody has learned stays unknown."""
        return STOP if word in _stop_words() else self.stems.get(stem(word), UNKNOWN)


class Lexicon:
    """The words and word pairs of a set of documents, and how telling each is there.

    The figures are those of scikit-learn's ``TfidfVectorizer`` (sublinear, smoothed, unit length); words are numbered
    here, and pairs made of their numbers, because building a string for each pair took most of the time of a match.
    """

    def __init__(self, documents: Sequence[str]) -> None:
        """Learn the words of ``documents``; the fewer hold a word, the more it tells."""
        self._numbers = _Numbers()
        texts = [_numbered(each, self._numbers.__getitem__) for each in documents]
        pairs = [_pairs(each) for each in texts]
        self._pairs, found = np.unique(np.concatenate([np.zeros(0, np.int64), *pairs]), return_inverse=True)
        columns: Numbers = (found + len(self._numbers.stems)).astype(np.int32)
        counts = self._counts(texts, np.split(columns, np.cumsum([len(each) for each in pairs]))[: len(texts)])
        del texts, pairs, found, columns  # gigabytes, where calls are many
        held = np.bincount(counts.indices, minlength=counts.shape[1])
        self._rarity = np.log((1 + len(documents)) / (1 + held)) + 1
        self._by_word = self._weighed(counts).T.tocsr()

    def similarity(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """Cosine of each query with each document: queries x documents, 0 to 1; 0 where they share no word."""
        texts = [_numbered(each, self._numbers.asked) for each in queries]
        asked = self._weighed(self._counts(texts, [self._columns(_pairs(each)) for each in texts]))
        return np.asarray((asked @ self._by_word).todense(), np.float32)

    def _columns(self, pairs: Pairs) -> Numbers:
        """The columns of the pairs that were learned, behind those of the words."""
        at = np.searchsorted(self._pairs, pairs)
        known = at < len(self._pairs)
        known[known] = self._pairs[at[known]] == pairs[known]
        return np.asarray(at[known] + len(self._numbers.stems), np.int32)

    def _counts(self, texts: Sequence[Numbers], pairs: Sequence[Numbers]) -> "csr_matrix":
        """How often each known word, then each known pair, stands in each text."""
        from scipy.sparse import csr_matrix  # half a second, which an idle run need not spend

        rows = [np.concatenate([text[text >= 0], own]) for text, own in zip(texts, pairs, strict=True)]
        ends = np.cumsum([0, *map(len, rows)])
        shape = len(texts), len(self._numbers.stems) + len(self._pairs)
        counts = csr_matrix(
            (np.ones(ends[-1], np.float32), np.concatenate([np.zeros(0, np.int32), *rows]), ends), shape
        )
        counts.sum_duplicates()
        return counts

    def _weighed(self, counts: "csr_matrix") -> "csr_matrix":
        """Counts damped, words weighed by how telling they are, rows of length 1."""
        counts.data = ((np.log(counts.data) + 1) * self._rarity[counts.indices]).astype(np.float32)
        lengths = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1), np.float32).ravel())
        counts.data /= np.repeat(np.where(lengths > 0, lengths, 1), np.diff(counts.indptr))
        return counts


def _numbered(text: str, number: Callable[[str], int]) -> Numbers:
    words = _WORD.findall(text.lower())
    numbers = np.fromiter(map(number, words), np.int32, len(words))
    return np.asarray(numbers[numbers != STOP], np.int32)


def _pairs(numbers: Numbers) -> Pairs:
    """Neighbouring words as one number each; none with a word that was not learned."""
    first, second = numbers[:-1], numbers[1:]
    known = (first >= 0) & (second >= 0)
    return np.asarray(first[known].astype(np.int64) << 32 | second[known], np.int64)

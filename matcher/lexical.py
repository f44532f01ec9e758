"""How alike two texts are by their words: TF-IDF over stemmed words and word pairs."""

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from snowballstemmer import stemmer

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_WORD = re.compile(r"[^\W_]{2,}")
_STEMMER = stemmer("english")


@cache
def _stop_words() -> frozenset[str]:
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS  # a second, which an idle run need not spend

    return frozenset(ENGLISH_STOP_WORDS)


@lru_cache(maxsize=100_000)
def _stem(word: str) -> str:
    return str(_STEMMER.stemWord(word))


def tokens(text: str) -> list[str]:
    """The text's words, folded to lower case, without stop words, stemmed."""
    return list(_tokens(text))


def _tokens(text: str) -> Iterator[str]:
    stop_words = _stop_words()
    for word in _WORD.findall(text.lower()):
        if word not in stop_words:
            yield _stem(word)


class Lexicon:
    """The words of a set of documents and how telling each is there."""

    def __init__(self, documents: Sequence[str]) -> None:
        """Learn the words of ``documents``; words of one document only, or of over half, tell nothing."""
        from sklearn.feature_extraction.text import TfidfVectorizer  # as above

        self._vectorizer = TfidfVectorizer(
            analyzer=_features,
            sublinear_tf=True,
            min_df=min(2, len(documents)),
            max_df=0.5 if len(documents) > 3 else 1.0,
            dtype=np.float32,
        )
        try:
            self._documents: csr_matrix | None = self._vectorizer.fit_transform(documents)
        except ValueError:  # scikit-learn's way of saying that no word is left
            self._documents = None
        self._count = len(documents)

    def similarity(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """Cosine of each query with each document: queries x documents, 0 to 1; 0 where they share no word."""
        if self._documents is None or not queries:
            return np.zeros((len(queries), self._count), np.float32)
        product = self._vectorizer.transform(queries) @ self._documents.T
        return np.asarray(product.todense(), np.float32)


def _features(text: str) -> list[str]:
    words = tokens(text)
    return words + [f"{first} {second}" for first, second in pairwise(words)]

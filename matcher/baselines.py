"""Rankings everybody could use instead: what the product has to beat."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matcher.lexical import tokens
from matcher.reciprocal import K
from matcher.scores import Scores

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Array = NDArray[np.float32] | NDArray[np.float64]
K1, B = 1.2, 0.75
"""Of BM25: how soon a repeated word stops counting, how much a long document is marked down; the usual values."""


def bm25(queries: Sequence[str], documents: Sequence[str]) -> NDArray[np.float32]:
    """Okapi BM25 over stemmed words (Robertson and Zaragoza 2009): queries x documents, 0 where no word is shared."""
    vocabulary: dict[str, int] = {}
    counts = _counts(documents, vocabulary)
    asked = _counts(queries, vocabulary)
    counts.resize(len(documents), len(vocabulary))
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    held = np.bincount(counts.indices, minlength=len(vocabulary))
    rarity = np.log1p((len(documents) - held + 0.5) / (held + 0.5))
    longer = 1 - B + B * lengths / (lengths.mean() if lengths.any() else 1)
    damping = np.repeat(K1 * longer, np.diff(counts.indptr))
    counts.data = counts.data * (K1 + 1) / (counts.data + damping) * rarity[counts.indices]
    return np.asarray((asked @ counts.T).todense(), np.float32)


def _counts(texts: Sequence[str], vocabulary: dict[str, int]) -> "csr_matrix":
    """How often each word stands in each text: texts x words; new words are added to ``vocabulary``."""
    from scipy.sparse import csr_matrix  # half a second, which an idle run need not spend

    data, columns, ends = [], [], [0]
    for text in texts:
        for word, count in sorted(Counter(tokens(text)).items()):
            columns.append(vocabulary.setdefault(word, len(vocabulary)))
            data.append(count)
        ends.append(len(columns))
    return csr_matrix((np.asarray(data, np.float64), columns, ends), (len(texts), len(vocabulary)))


def _z(scores: Array) -> Array:
    spread = scores.std(axis=1, keepdims=True)
    return np.asarray((scores - scores.mean(axis=1, keepdims=True)) / np.where(spread > 0, spread, 1), np.float32)


def _reciprocal(scores: Array) -> Array:
    order = np.argsort(-scores, axis=1, kind="stable")
    return np.asarray(1 / (K + 1 + np.argsort(order, axis=1, kind="stable")), np.float32)


OURS = "convoca"
SYSTEMS: Mapping[str, Callable[[Scores], Array]] = {
    OURS: lambda scores: scores.fused,
    "tf-idf": lambda scores: scores.words,
    "embeddings": lambda scores: scores.meaning,
    "rank fusion": lambda scores: _reciprocal(scores.words) + _reciprocal(scores.meaning),
    "z-score sum": lambda scores: _z(scores.words) + _z(scores.meaning),
}
"""The product's own ranking, the two halves alone, and the two fusions of the field."""


def rankings(scores: Scores, queries: Sequence[str], documents: Sequence[str]) -> dict[str, Array]:
    """Every system's scores of the same queries and documents, and BM25's, by name."""
    return {name: system(scores) for name, system in SYSTEMS.items()} | {"bm25": bm25(queries, documents)}

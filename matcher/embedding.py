"""Vectors of many texts, each computed once in the life of a database."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

BATCH = 256
"""Texts encoded before their vectors are put away: what a killed run loses at most."""

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Told after each batch: texts done, texts in all."""


class VectorStore(Protocol):
    """Where vectors are kept, by the hash of their text."""

    def get(self, hashes: Sequence[str]) -> Mapping[str, Vectors]:
        """Those that are there."""

    def put(self, vectors: Mapping[str, Vectors]) -> None:
        """Keep them."""


def silent(_done: int, _total: int) -> None:
    """Progress nobody watches."""


def text_hash(text: str) -> str:
    """The key of a text: the first 128 bits of its SHA-256, in hexadecimal."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def embed(
    texts: Sequence[str], encode: Callable[[Sequence[str]], Vectors], *, store: VectorStore, progress: Progress = silent
) -> Vectors:
    """Return one unit vector a text, in order; only texts the store does not know are encoded, longest last."""
    hashes = [text_hash(each) for each in texts]
    known = dict(store.get(sorted(set(hashes))))
    missing = sorted({(len(text), key, text) for key, text in zip(hashes, texts, strict=True) if key not in known})
    for start in range(0, len(missing), BATCH):
        batch = missing[start : start + BATCH]
        vectors = encode([text for _, _, text in batch])
        fresh = {key: vector for (_, key, _), vector in zip(batch, vectors, strict=True)}
        store.put(fresh)
        known.update(fresh)
        progress(min(start + BATCH, len(missing)), len(missing))
    if not hashes:
        return np.zeros((0, 0), np.float32)
    return np.stack([known[each] for each in hashes])

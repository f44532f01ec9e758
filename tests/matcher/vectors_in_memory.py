"""A store of vectors that forgets with the process."""

from collections.abc import Mapping, Sequence

from matcher.embedding import Vectors


class VectorsInMemory(dict[str, Vectors]):
    """Vectors by the hash of their text."""

    def get(self, hashes: Sequence[str]) -> Mapping[str, Vectors]:  # type: ignore[override]
        return {each: self[each] for each in hashes if each in self}

    def put(self, vectors: Mapping[str, Vectors]) -> None:
        self.update(vectors)

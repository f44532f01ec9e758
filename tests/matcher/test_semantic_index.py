"""The index of meanings finds the nearest passage, and follows the calls as they change."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.call import Call, Kind, Part, PartKind, Status
from matcher.documents import read
from matcher.embedding import text_hash
from matcher.semantic_index import SemanticIndex, Vectors, renewed


def call(reference: str, words: str, times: int = 1) -> Call:
    return Call(
        source="s",
        reference=reference,
        identifier=reference,
        kind=Kind.CALL,
        title=reference,
        url="",
        word=Status.OPEN,
        parts=(Part(PartKind.SCOPE, "", f"{words} " * times),),
    )


def vector(text: str) -> Vectors:
    """Some unit vector, always the same for a text."""
    found = np.random.default_rng(list(text_hash(text).encode())).normal(size=8).astype(np.float32)
    return np.asarray(found / np.linalg.norm(found), np.float32)


class Memory:
    """Calls by id with their versions, and the vectors of those that were embedded."""

    def __init__(self) -> None:
        self.known: dict[int, Call] = {}
        self.current: dict[int, int] = {}
        self.stored: dict[str, Vectors] = {}
        self.read: list[int] = []

    def put(self, id: int, call: Call, *, embedded: bool = True) -> None:
        self.known[id] = call
        self.current[id] = self.current.get(id, 0) + 1
        if embedded:
            self.embed(id)

    def embed(self, id: int) -> None:
        self.stored |= {text_hash(each): vector(each) for each in read(self.known[id]).passages}

    def renew(self, index: SemanticIndex) -> SemanticIndex:
        return renewed(index, self.current, calls=self._calls, vectors=self._vectors)

    def _calls(self, ids: Sequence[int]) -> Iterable[tuple[int, Call]]:
        self.read += ids
        return [(each, self.known[each]) for each in ids]

    def _vectors(self, hashes: Sequence[str]) -> Mapping[str, Vectors]:
        return {each: self.stored[each] for each in hashes if each in self.stored}

    def best(self, id: int, query: Vectors) -> float:
        return max(float(vector(each) @ query) for each in read(self.known[id]).passages)


@pytest.fixture
def memory() -> Memory:
    it = Memory()
    for id, words, times in ((3, "air", 1), (5, "water", 400), (9, "trams", 200)):
        it.put(id, call(f"call {id}", words, times))
    return it


def test_a_call_is_as_near_as_its_best_passage(memory: Memory) -> None:
    index, query = memory.renew(SemanticIndex.empty()), vector("anything")

    assert index.ids.tolist() == [3, 5, 9]
    assert index.similarities(query) == pytest.approx([memory.best(each, query) for each in (3, 5, 9)], abs=1e-6)


def test_the_best_passage_is_named(memory: Memory) -> None:
    index = memory.renew(SemanticIndex.empty())
    passages = read(memory.known[5]).passages

    assert len(passages) > 2
    assert index.best_passage(vector(passages[2]), 5) == 2
    assert index.best_passage(vector("anything"), 4) is None
    assert index.centre(4) is None


def test_a_call_is_read_once_and_again_when_it_changes(memory: Memory) -> None:
    index = memory.renew(memory.renew(SemanticIndex.empty()))
    assert memory.read == [3, 5, 9]

    memory.put(5, call("call 5", "waste"))
    index = memory.renew(index)

    assert memory.read == [3, 5, 9, 5]
    query = vector("anything")
    found = dict(zip(index.ids.tolist(), index.similarities(query).tolist(), strict=True))
    assert found == pytest.approx({each: memory.best(each, query) for each in (3, 5, 9)}, abs=1e-6)


def test_a_call_waits_until_all_its_passages_are_embedded(memory: Memory) -> None:
    memory.put(7, call("call 7", "noise", 400), embedded=False)
    index = memory.renew(SemanticIndex.empty())
    assert 7 not in index.ids
    assert 7 in index.waiting

    memory.embed(7)
    index = memory.renew(index)

    assert 7 in index.ids
    assert not index.waiting
    assert memory.read == [3, 5, 7, 9]


def test_a_call_that_is_hidden_is_no_longer_found(memory: Memory) -> None:
    index = memory.renew(SemanticIndex.empty())
    del memory.current[3]

    assert memory.renew(index).ids.tolist() == [5, 9]


def test_an_empty_index_finds_nothing() -> None:
    index = Memory().renew(SemanticIndex.empty())

    assert not index.knows
    assert index.similarities(vector("anything")).size == 0


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(1, 300), st.booleans()), max_size=8))
def test_an_index_that_followed_every_change_is_one_made_anew(changes: list[tuple[int, int, bool]]) -> None:
    memory, index = Memory(), SemanticIndex.empty()
    for id, times, embedded in changes:
        memory.put(id, call(f"call {id}", "word", times), embedded=embedded)
        index = memory.renew(index)
    anew, query = memory.renew(SemanticIndex.empty()), vector("anything")

    by_id = [dict(zip(each.ids.tolist(), each.similarities(query).tolist(), strict=True)) for each in (index, anew)]
    assert by_id[0] == pytest.approx(by_id[1])
    assert index.waiting.keys() == anew.waiting.keys()

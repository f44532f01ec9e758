"""A text's vector is computed once, and what was computed is kept."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import embedding
from matcher.embedding import Vectors, embed, text_hash
from tests.matcher.vectors_in_memory import VectorsInMemory

Encode = Callable[[Sequence[str]], Vectors]


def lengths(texts: Sequence[str]) -> Vectors:
    """Stands in for the model: a vector that tells its text."""
    return np.array([[len(each), sum(map(ord, each))] for each in texts], np.float32)


def noting(seen: list[list[str]]) -> Encode:
    def encode(texts: Sequence[str]) -> Vectors:
        seen.append(list(texts))
        return lengths(texts)

    return encode


@given(st.lists(st.text(max_size=5), max_size=12), st.lists(st.text(max_size=5), max_size=12), st.integers(1, 4))
def test_every_text_gets_its_vector_in_order_and_none_is_computed_twice(
    first: list[str], second: list[str], batch: int
) -> None:
    seen: list[list[str]] = []
    store = VectorsInMemory()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(embedding, "BATCH", batch)
        for texts in (first, second):
            found = embed(texts, noting(seen), store=store)
            np.testing.assert_array_equal(found, lengths(texts) if texts else np.zeros((0, 0)))

    assert sorted(text for each in seen for text in each) == sorted({*first, *second})
    assert all(0 < len(each) <= batch for each in seen)
    assert set(store) == {text_hash(each) for each in (*first, *second)}


def test_the_same_text_twice_is_encoded_once_and_answered_twice() -> None:
    seen: list[list[str]] = []
    found = embed(["air", "buses", "air"], noting(seen), store=VectorsInMemory())

    assert seen == [["air", "buses"]]
    np.testing.assert_array_equal(found, lengths(["air", "buses", "air"]))


def test_short_texts_are_encoded_together_and_the_longest_last(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "BATCH", 2)
    seen: list[list[str]] = []
    embed(["four", "1", "three", "22"], noting(seen), store=VectorsInMemory())

    assert seen == [["1", "22"], ["four", "three"]]


def test_a_run_killed_in_its_second_batch_keeps_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "BATCH", 2)
    store, texts = VectorsInMemory(), ["1", "22", "333", "4444"]

    def killed(batch: Sequence[str]) -> Vectors:
        if "333" in batch:
            raise KeyboardInterrupt
        return lengths(batch)

    with pytest.raises(KeyboardInterrupt):
        embed(texts, killed, store=store)
    seen: list[list[str]] = []
    found = embed(texts, noting(seen), store=store)

    assert seen == [["333", "4444"]]
    np.testing.assert_array_equal(found, lengths(texts))


def test_progress_is_told_after_each_batch_and_counts_what_is_new_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(embedding, "BATCH", 2)
    told: list[tuple[int, int]] = []
    store = VectorsInMemory()
    embed(["known"], lengths, store=store)
    embed(["known", "1", "22", "333"], lengths, store=store, progress=lambda *each: told.append(each))

    assert told == [(2, 3), (3, 3)]


def test_the_key_of_a_text_is_half_of_its_sha_256() -> None:
    assert text_hash("") == "e3b0c44298fc1c149afbf4c8996fb924"  # of nothing: a known value


def test_a_text_that_is_not_valid_unicode_still_has_a_key() -> None:
    assert text_hash("\ud800") != text_hash("\ud801")

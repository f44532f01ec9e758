"""Every sentence finds its best passage: the fast way and the obvious way agree."""

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import meaning
from matcher.meaning import Vectors, centres, late_interaction

COUNTS = st.lists(st.integers(1, 5), min_size=1, max_size=7)


def unit(rows: int, seed: int, *, dimensions: int = 8) -> Vectors:
    found = np.random.default_rng(seed).normal(size=(rows, dimensions))
    return np.asarray(found / np.linalg.norm(found, axis=1, keepdims=True), np.float32)


def obvious(sentences: Vectors, passages: Vectors, items: Sequence[int], calls: Sequence[int]) -> Vectors:
    found = np.zeros((len(items), len(calls)), np.float32)
    for row, own in enumerate(np.split(sentences, np.cumsum(items)[:-1])):
        for column, read in enumerate(np.split(passages, np.cumsum(calls)[:-1])):
            found[row, column] = np.mean([max(float(a @ b) for b in read) for a in own])
    return found


@given(items=COUNTS, calls=COUNTS, block=st.integers(1, 40), seed=st.integers(0, 2**32 - 1))
def test_blocks_of_any_size_give_what_two_loops_give(items: list[int], calls: list[int], block: int, seed: int) -> None:
    sentences, passages = unit(sum(items), seed), unit(sum(calls), seed + 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(meaning, "BLOCK", block)
        found = late_interaction(sentences, passages, items=items, calls=calls)

    assert found.dtype == np.float32
    np.testing.assert_allclose(found, obvious(sentences, passages, items, calls), atol=1e-5)


def test_calls_are_never_cut_in_two_and_blocks_stay_small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(meaning, "BLOCK", 4)

    assert list(meaning._blocks([2, 2, 1, 9, 3])) == [
        (0, 2, slice(0, 4)),
        (2, 3, slice(4, 5)),
        (3, 4, slice(5, 14)),
        (4, 5, slice(14, 17)),
    ]


def test_one_sentence_and_one_passage_are_compared_by_their_cosine() -> None:
    sentence, passage = unit(1, 1), unit(1, 2)
    found = late_interaction(sentence, passage, items=[1], calls=[1])

    assert found.tolist() == [[pytest.approx(float(sentence[0] @ passage[0]), abs=1e-6)]]


def test_a_sentence_nobody_answers_counts_as_much_as_one_that_is_answered() -> None:
    east, north = np.eye(2, dtype=np.float32)

    assert late_interaction(np.stack([east, north]), east[None], items=[2], calls=[1]).tolist() == [[0.5]]


def test_a_call_is_not_worse_for_passages_that_do_not_answer() -> None:
    east, north = np.eye(2, dtype=np.float32)
    found = late_interaction(east[None], np.stack([east, east, north, -east]), items=[1], calls=[1, 3])

    assert found.tolist() == [[1.0, 1.0]]


@pytest.mark.parametrize(("items", "calls"), [([], [1, 2]), ([2], []), ([], [])])
def test_nothing_asked_or_nothing_to_read_gives_an_empty_table(items: list[int], calls: list[int]) -> None:
    found = late_interaction(unit(sum(items), 0), unit(sum(calls), 0), items=items, calls=calls)

    assert found.shape == (len(items), len(calls))


def test_the_centre_of_a_text_is_the_mean_of_its_own_vectors() -> None:
    vectors = unit(5, 0)

    np.testing.assert_allclose(
        centres(vectors, [2, 1, 2]), [vectors[:2].mean(axis=0), vectors[2], vectors[3:].mean(axis=0)], atol=1e-6
    )
    assert centres(vectors[:0], []).shape == (0, vectors.shape[1])

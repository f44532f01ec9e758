"""What the product is measured beside is what the field means by those names."""

from math import log
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.baselines import SYSTEMS, bm25, rankings
from matcher.lexical import tokens
from matcher.scores import Scores

WORDS = st.lists(st.sampled_from(["air", "bus", "city", "fish", "the", "都市"]), max_size=8).map(" ".join)


def table(**rows: list[float]) -> Any:
    return {name: np.array([row], np.float32) for name, row in rows.items()}


def test_bm25_is_what_one_computes_by_hand() -> None:
    found = bm25(["clean air", "fish"], ["clean air air", "clean water", "fish"])
    rare, shared = log(1 + 2.5 / 1.5), log(1 + 1.5 / 2.5)
    first, second, third = (1.2 * (0.25 + 0.75 * length / 2) for length in (3, 2, 1))

    assert found[0].tolist() == pytest.approx(
        [shared * 2.2 / (1 + first) + rare * 2 * 2.2 / (2 + first), shared * 2.2 / (1 + second), 0], rel=1e-6
    )
    assert found[1].tolist() == pytest.approx([0, 0, rare * 2.2 / (1 + third)], rel=1e-6)


def test_bm25_counts_a_word_asked_twice_twice() -> None:
    documents = ["clean air", "clean water", "fish"]

    np.testing.assert_allclose(bm25(["air air"], documents), 2 * bm25(["air"], documents), rtol=1e-6)


@given(st.lists(WORDS, max_size=4), st.lists(WORDS, max_size=6))
def test_bm25_is_positive_exactly_where_a_word_is_shared(queries: list[str], documents: list[str]) -> None:
    found = bm25(queries, documents)

    assert found.shape == (len(queries), len(documents))
    for row, query in zip(found, queries, strict=True):
        assert [value > 0 for value in row] == [bool(set(tokens(query)) & set(tokens(each))) for each in documents]


def test_every_system_ranks_the_same_calls() -> None:
    scores = Scores(**table(words=[0.1, 0.2], meaning=[0.4, 0.3], fused=[0.9, 0.8]))
    found = rankings(scores, ["air"], ["air", "fish"])

    assert [*found] == [*SYSTEMS, "bm25"]
    assert {each.shape for each in found.values()} == {(1, 2)}


def test_the_two_halves_are_measured_alone() -> None:
    scores = Scores(**table(words=[0.1, 0.2], meaning=[0.4, 0.3], fused=[0.9, 0.8]))

    assert SYSTEMS["convoca"](scores) is scores.fused
    assert SYSTEMS["tf-idf"](scores) is scores.words
    assert SYSTEMS["embeddings"](scores) is scores.meaning


def test_rank_fusion_adds_one_over_sixty_and_the_rank() -> None:
    scores = Scores(**table(words=[0.3, 0.2, 0.1], meaning=[0.1, 0.9, 0.2], fused=[0, 0, 0]))

    assert SYSTEMS["rank fusion"](scores)[0].tolist() == pytest.approx(
        [1 / 61 + 1 / 63, 1 / 62 + 1 / 61, 1 / 63 + 1 / 62]
    )


def test_z_scores_are_added_and_a_half_that_says_nothing_adds_nothing() -> None:
    silent = Scores(**table(words=[0, 0, 0], meaning=[0.2, 0.4, 0.6], fused=[0, 0, 0]))
    both = Scores(**table(words=[0.3, 0.2, 0.1], meaning=[0.2, 0.4, 0.6], fused=[0, 0, 0]))
    spread = 1.5**0.5

    assert SYSTEMS["z-score sum"](silent)[0].tolist() == pytest.approx([-spread, 0, spread], abs=1e-5)
    assert SYSTEMS["z-score sum"](both)[0].tolist() == pytest.approx([0, 0, 0], abs=1e-5)

"""Words and meaning make one score, and neither ever counts against a call."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matcher.fusion import CEILING, LONG, MIDDLE, WEIGHT_MAX, Array, fuse, word_weights

SHAPE = (3, 5)
COSINES = arrays(np.float32, SHAPE, elements=st.floats(0, 1, width=32))
MEANINGS = arrays(np.float32, SHAPE, elements=st.floats(-1, 1, width=32))
LENGTHS = st.lists(st.integers(0, 5000), min_size=3, max_size=3)


@given(COSINES, MEANINGS, LENGTHS)
def test_a_score_is_from_0_to_the_highest_share_graded(words: Array, meaning: Array, lengths: list[int]) -> None:
    found = fuse(words, meaning, lengths)

    assert found.shape == SHAPE
    assert found.dtype == np.float64, "near the ceiling single precision would make ties"
    assert np.all((found >= 0) & (found <= CEILING))


@given(COSINES, MEANINGS, MEANINGS, LENGTHS)
def test_more_meaning_never_lowers_a_score(words: Array, one: Array, other: Array, lengths: list[int]) -> None:
    low, high = fuse(words, np.minimum(one, other), lengths), fuse(words, np.maximum(one, other), lengths)

    assert np.all(low <= high)


@given(COSINES, COSINES, MEANINGS, LENGTHS)
def test_more_shared_words_never_lower_a_score(one: Array, other: Array, meaning: Array, lengths: list[int]) -> None:
    low, high = fuse(np.minimum(one, other), meaning, lengths), fuse(np.maximum(one, other), meaning, lengths)

    assert np.all(low <= high)


@given(COSINES, MEANINGS, LENGTHS)
def test_a_query_is_scored_without_regard_to_the_other_queries(
    words: Array, meaning: Array, lengths: list[int]
) -> None:
    alone = np.concatenate([fuse(words[[row]], meaning[[row]], lengths[row : row + 1]) for row in range(3)])

    np.testing.assert_array_equal(fuse(words, meaning, lengths), alone)


def test_where_no_word_is_shared_meaning_alone_makes_the_score() -> None:
    meaning = np.array([[0.2, MIDDLE, 0.9]], np.float32)
    low, middle, high = fuse(np.zeros_like(meaning), meaning, [60])[0]

    assert middle == pytest.approx(CEILING / 2, abs=1e-5)
    assert low < 0.01 < 0.8 < high < CEILING


def test_a_query_that_echoes_a_call_trusts_its_words_more() -> None:
    quiet, echo = word_weights(np.array([[0.1, 0.0], [0.3, 0.1]], np.float32), [60, 60])

    assert quiet == pytest.approx(0.6)
    assert echo == pytest.approx(1.8)


def test_a_long_query_trusts_its_words_more_up_to_a_bound() -> None:
    words = np.full((4, 1), 0.2, np.float32)

    assert word_weights(words, [1, LONG, 2 * LONG, 500 * LONG]).tolist() == pytest.approx([1.2, 1.2, 2.4, WEIGHT_MAX])


def test_of_two_calls_on_the_subject_the_better_still_comes_first() -> None:
    words, meaning = np.array([[0.25, 0.249]], np.float32), np.array([[0.75, 0.75]], np.float32)
    better, other = fuse(words, meaning, [100])[0]

    assert better > other


def test_without_calls_there_is_nothing_to_score() -> None:
    assert fuse(np.zeros((2, 0), np.float32), np.zeros((2, 0), np.float32), [10, 20]).shape == (2, 0)

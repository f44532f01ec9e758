"""Words and meaning make one score, and neither ever counts against a call."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matcher.fusion import CEILING, LONG, USUAL, WEIGHT_MAX, Array, fuse, word_weights

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


@given(COSINES, MEANINGS, LENGTHS)
def test_within_a_query_more_words_and_meaning_never_score_less(
    words: Array, meaning: Array, lengths: list[int]
) -> None:
    total = meaning + word_weights(words, lengths).astype(np.float64)[:, None] * words
    found = fuse(words, meaning, lengths)

    for row in range(len(total)):
        order = np.argsort(total[row], kind="stable")
        assert np.all(np.diff(found[row][order]) >= 0)


def test_a_query_that_is_near_to_everything_is_scored_like_one_that_is_far_from_everything() -> None:
    far = np.random.default_rng(0).normal(0.1, 0.05, (1, 20_000)).astype(np.float32)
    none = np.zeros_like(far)

    assert fuse(none, far + 0.3, [60]) == pytest.approx(fuse(none, far, [60]), abs=0.01)


def test_a_handful_of_calls_is_scored_by_what_is_usual() -> None:
    meaning = np.array([[USUAL, 0.6]], np.float32)
    usual, outstanding = fuse(np.zeros_like(meaning), meaning, [60])[0]

    assert usual < 0.01
    assert outstanding > 0.3


@given(COSINES, MEANINGS, LENGTHS)
def test_a_query_is_scored_without_regard_to_the_other_queries(
    words: Array, meaning: Array, lengths: list[int]
) -> None:
    alone = np.concatenate([fuse(words[[row]], meaning[[row]], lengths[row : row + 1]) for row in range(3)])

    np.testing.assert_array_equal(fuse(words, meaning, lengths), alone)


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

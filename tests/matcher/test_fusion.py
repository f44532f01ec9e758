"""Words and meaning make one score, and neither ever counts against a call."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from matcher.fusion import BARE, CEILING, LONG, USUAL, WEIGHT_MAX, Array, Likeness, Scores, fuse, mix, word_weights

SHAPE = (3, 5)
COSINES = arrays(np.float32, SHAPE, elements=st.floats(0, 1, width=32))
MEANINGS = arrays(np.float32, SHAPE, elements=st.floats(-1, 1, width=32))
LENGTHS = st.lists(st.integers(0, 5000), min_size=3, max_size=3)


TOTALS = arrays(np.float64, SHAPE, elements=st.floats(-1, 10))


def alike(words: Array, meaning: Array) -> Likeness:
    return Likeness(words=words, titles=words, meaning=meaning, gist=meaning)


@given(TOTALS)
def test_a_score_is_from_0_to_the_highest_share_graded(total: Scores) -> None:
    found = fuse(total)

    assert found.shape == SHAPE
    assert found.dtype == np.float64, "near the ceiling single precision would make ties"
    assert np.all((found >= 0) & (found <= CEILING))


@given(TOTALS)
def test_within_a_query_what_is_more_alike_never_scores_less(total: Scores) -> None:
    found = fuse(total)

    for row in range(len(total)):
        assert np.all(np.diff(found[row][np.argsort(total[row], kind="stable")]) >= 0)


@given(COSINES, MEANINGS, LENGTHS, st.sampled_from(["titles", "meaning", "gist"]))
def test_nothing_alike_ever_counts_against_a_call(words: Array, meaning: Array, lengths: list[int], name: str) -> None:
    before = alike(words, meaning)
    more = {"words": words, "titles": words, "meaning": meaning, "gist": meaning, name: getattr(before, name) + 0.1}

    assert np.all(mix(Likeness(**more), lengths) >= mix(before, lengths))


def test_a_query_that_is_near_to_everything_is_scored_like_one_that_is_nearer_still() -> None:
    near = np.random.default_rng(0).normal(0.4, 0.05, (1, 20_000))

    assert fuse(near + 0.3) == pytest.approx(fuse(near), abs=0.01)


def test_a_project_that_no_call_has_to_do_with_is_left_in_silence() -> None:
    far = np.random.default_rng(0).normal(0.1, 0.05, (1, 500))
    far[0, 7] = BARE + 0.03

    assert fuse(far).max() < 0.01


def test_a_handful_of_calls_is_scored_by_what_is_usual() -> None:
    usual, outstanding = fuse(np.array([[USUAL, 0.7]]))[0]

    assert usual < 0.01
    assert outstanding > 0.3


@given(TOTALS)
def test_a_query_is_scored_without_regard_to_the_other_queries(total: Scores) -> None:
    np.testing.assert_array_equal(fuse(total), np.concatenate([fuse(total[[row]]) for row in range(3)]))


def test_a_query_that_echoes_a_call_trusts_its_words_more() -> None:
    quiet, echo = word_weights(np.array([[0.1, 0.0], [0.3, 0.1]], np.float32), [60, 60])

    assert quiet == pytest.approx(0.8)
    assert echo == pytest.approx(2.4)


def test_a_long_query_trusts_its_words_more_up_to_a_bound() -> None:
    words = np.full((5, 1), 0.2, np.float32)
    lengths = [1, LONG, 3 * LONG // 2, 2 * LONG, 500 * LONG]

    assert word_weights(words, lengths).tolist() == pytest.approx([1.6, 1.6, 3.6, 5.6, 5.6])
    assert word_weights(np.ones((1, 1), np.float32), [500 * LONG]).tolist() == [WEIGHT_MAX]


def test_of_two_calls_on_the_subject_the_better_still_comes_first() -> None:
    words, meaning = np.array([[0.25, 0.249]], np.float32), np.array([[0.75, 0.75]], np.float32)
    better, other = fuse(mix(alike(words, meaning), [100]))[0]

    assert better > other


def test_without_calls_there_is_nothing_to_score() -> None:
    none = np.zeros((2, 0), np.float32)

    assert fuse(mix(alike(none, none), [10, 20])).shape == (2, 0)

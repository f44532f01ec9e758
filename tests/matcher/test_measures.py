"""The measures agree with what one computes by hand, and keep to their bounds."""

from math import log2

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.measures import f1, interval, interval_of, ndcg, precision, recall, reciprocal_rank

NAMES = "abcdefghijklmn"
RANKINGS = st.permutations(NAMES).flatmap(lambda names: st.integers(0, len(names)).map(lambda end: names[:end]))
GRADES = st.dictionaries(st.sampled_from(NAMES), st.integers(0, 2))
SHARES = st.lists(st.floats(0, 1), min_size=1, max_size=40)


def test_gain_is_discounted_by_rank_and_measured_against_the_ideal_order() -> None:
    assert ndcg("axb", {"a": 1, "b": 2}, at=10) == pytest.approx((1 + 2 / log2(4)) / (2 + 1 / log2(3)))


def test_gain_beyond_the_cut_is_not_seen_but_the_ideal_knows_of_it() -> None:
    assert ndcg("abc", {"c": 1}, at=2) == 0
    assert ndcg("abc", {"a": 1, "c": 1}, at=2) == pytest.approx(1 / (1 + 1 / log2(3)))


def test_the_ideal_fits_within_the_cut() -> None:
    assert ndcg("ab", dict.fromkeys("abcd", 1), at=2) == pytest.approx(1)


@given(RANKINGS, GRADES, st.integers(1, 12))
def test_every_measure_is_from_0_to_1(ranking: list[str], grades: dict[str, int], at: int) -> None:
    found = [measure(ranking, grades, at=at) for measure in (ndcg, precision, recall, reciprocal_rank)]

    assert all(0 <= each <= 1 + 1e-12 for each in found)


@given(GRADES, st.integers(1, 12))
def test_the_ideal_order_is_worth_1(grades: dict[str, int], at: int) -> None:
    ideal = sorted(NAMES, key=lambda each: -grades.get(each, 0))

    assert ndcg(ideal, grades, at=at) == pytest.approx(1 if any(grades.values()) else 0)


@given(st.permutations(NAMES), GRADES, st.integers(0, len(NAMES) - 2), st.integers(1, 12))
def test_moving_the_better_of_two_up_never_lowers_a_measure(
    ranking: list[str], grades: dict[str, int], rank: int, at: int
) -> None:
    pair = sorted(ranking[rank : rank + 2], key=lambda each: -grades.get(each, 0))
    better = [*ranking[:rank], *pair, *ranking[rank + 2 :]]

    for measure in (ndcg, precision, recall, reciprocal_rank):
        assert measure(better, grades, at=at) >= measure(ranking, grades, at=at) - 1e-12


def test_precision_is_a_share_of_the_places_even_where_fewer_are_filled() -> None:
    assert precision("abc", {"a": 2, "c": 1, "b": 0}, at=10) == pytest.approx(0.2)


def test_recall_is_a_share_of_what_is_relevant() -> None:
    grades = {"a": 1, "b": 2, "c": 0, "d": 1}

    assert recall("acb", grades, at=2) == pytest.approx(1 / 3)
    assert recall("acb", grades, at=3) == pytest.approx(2 / 3)


def test_reciprocal_rank_tells_where_the_first_relevant_stands() -> None:
    grades = {"c": 1, "d": 2, "b": 0}

    assert reciprocal_rank("abcd", grades, at=10) == pytest.approx(1 / 3)
    assert reciprocal_rank("abcd", grades, at=2) == 0


def test_a_query_without_anything_relevant_is_worth_nothing() -> None:
    assert [measure("ab", {"a": 0}, at=10) for measure in (ndcg, precision, recall, reciprocal_rank)] == [0, 0, 0, 0]


@given(SHARES)
def test_an_interval_holds_its_mean_and_stays_among_the_values(values: list[float]) -> None:
    it = interval(values)

    assert min(values) - 1e-9 <= it.low <= it.mean + 1e-9
    assert it.mean - 1e-9 <= it.high <= max(values) + 1e-9


@given(SHARES)
def test_the_same_values_give_the_same_interval(values: list[float]) -> None:
    assert interval(values) == interval(values)


def test_an_interval_narrows_with_the_number_of_queries() -> None:
    few, many = interval([0.0, 1.0] * 5), interval([0.0, 1.0] * 500)

    assert few.high - few.low > 5 * (many.high - many.low)
    assert many.high - many.low == pytest.approx(2 * 1.96 * 0.5 / 1000**0.5, rel=0.1)


def test_the_paired_interval_of_two_systems_is_narrower_than_either() -> None:
    hard = np.linspace(0, 1, 50)
    better = interval((hard + 0.1) - hard)

    assert (better.low, better.mean, better.high) == pytest.approx((0.1, 0.1, 0.1))
    assert interval(hard).high - interval(hard).low > 0.1


def test_f1_is_of_each_class_and_0_where_nothing_is_chosen_nor_right() -> None:
    chosen = np.array([[1, 1, 0, 0], [0, 0, 0, 0], [1, 0, 0, 1]], bool)
    right = np.array([[1, 0, 1, 0], [0, 0, 0, 0], [1, 0, 0, 1]], bool)

    assert f1(chosen, right).tolist() == [0.5, 0, 1]


def test_an_interval_of_what_is_no_mean_holds_the_measure_of_all_cases() -> None:
    values = np.arange(40.0)
    found = interval_of(lambda chosen: float(np.median(values[chosen])), n=40)

    assert found.mean == 19.5
    assert found.low < 19.5 < found.high
    assert found == interval_of(lambda chosen: float(np.median(values[chosen])), n=40)

"""A threshold is told with what it sends, what of it is worth a look, and what it misses."""

from collections.abc import Callable, Mapping
from itertools import pairwise

import numpy as np
import pytest

from domain.call import Call
from matcher.curve import THRESHOLDS, curve, is_graded
from matcher.evaluation import Asked
from matcher.groundtruth import GroundTruth, Query
from matcher.scores import Scores

FUSED = np.array([[0.9, 0.5, 0.3, 0.1], [0.2, 0.1, 0.05, 0.6]])


def truth(call: Callable[..., Call], grades: Mapping[str, Mapping[str, int]]) -> GroundTruth:
    queries = tuple(Query(each, each, "", ()) for each in grades)
    return GroundTruth(queries, tuple(call(each, each) for each in "ABCD"), grades, {})


@pytest.fixture
def asked() -> Asked:
    empty = np.zeros(FUSED.shape, np.float32)
    return Asked(query="full", scores=Scores(empty, empty, FUSED), systems={})


@pytest.fixture
def graded(call: Callable[..., Call]) -> GroundTruth:
    return truth(call, {"air": {"A": 2, "B": 1, "D": 2}, "bus": {"A": 1}})


def test_what_is_sent_and_what_it_is_worth_are_counted_over_all_queries(asked: Asked, graded: GroundTruth) -> None:
    (it,) = curve(graded, asked, thresholds=[0.5])

    assert it.sent == 1.5
    assert it.worth_a_look == pytest.approx(2 / 3)
    assert it.found == 0.5
    assert it.silent == 0


def test_a_score_at_the_threshold_is_sent(asked: Asked, graded: GroundTruth) -> None:
    assert [each.sent for each in curve(graded, asked, thresholds=[0.6, 0.9, 0.91])] == [1, 0.5, 0]


def test_where_nothing_is_sent_there_is_no_share_of_it(asked: Asked, graded: GroundTruth) -> None:
    (it,) = curve(graded, asked, thresholds=[0.95])

    assert (it.sent, it.worth_a_look, it.found, it.silent) == (0, None, 0, 1)


def test_a_higher_threshold_never_sends_nor_finds_more(asked: Asked, graded: GroundTruth) -> None:
    points = list(curve(graded, asked))

    assert [each.threshold for each in points] == sorted(THRESHOLDS)
    for lower, higher in pairwise(points):
        assert higher.sent <= lower.sent
        assert (higher.found or 0) <= (lower.found or 0)
        assert higher.silent >= lower.silent


def test_a_truth_with_one_grade_cannot_tell_what_has_to_be_sent(call: Callable[..., Call], graded: GroundTruth) -> None:
    assert is_graded(graded)
    assert not is_graded(truth(call, {"air": {"A": 1}}))

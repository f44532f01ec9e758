"""A score is told with what such scores were worth in the past, by curves that never saw the project."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.call import Call
from matcher import calibration
from matcher.calibration import (
    FITTED,
    Bin,
    Pairs,
    calibration_error,
    fit,
    funded_share,
    pairs,
    reliability,
    said,
)
from matcher.evaluation import Asked
from matcher.scores import Scores
from tests.matcher.test_curve import FUSED, truth


def past(share: float = 1.0, *, count: int = 20_000, groups: int = 50, seed: int = 0) -> Pairs:
    """Pairs whose call funds the project with ``share`` times the score as its chance."""
    random = np.random.default_rng(seed)
    score = random.random(count)
    return Pairs(score=score, funded=random.random(count) < share * score, group=random.integers(0, groups, count))


def test_what_is_said_is_what_was_so() -> None:
    curve = fit(past(0.5))

    assert curve.share(np.array([0.2, 0.5, 0.8])).tolist() == pytest.approx([0.1, 0.25, 0.4], abs=0.03)


@given(st.integers(0, 1000), st.integers(1, 30))
def test_a_higher_score_never_says_less(seed: int, steps: int) -> None:
    curve = fit(past(0.1, count=500, seed=seed), steps=steps)
    told = curve.share(np.linspace(0, 1, 101))

    assert np.all(np.diff(told) >= 0)
    assert np.all((told >= 0) & (told <= 1))


def test_the_order_of_the_pairs_does_not_matter() -> None:
    known = past()
    order = np.random.default_rng(1).permutation(len(known.score))

    turned = fit(Pairs(score=known.score[order], funded=known.funded[order], group=known.group[order]))

    assert turned.shares == pytest.approx(fit(known).shares)
    assert turned.scores == pytest.approx(fit(known).scores)


def test_a_project_is_judged_by_a_curve_that_never_saw_its_call() -> None:
    known = past(0.3, groups=5)
    other = known.funded.copy()
    other[known.group == 2] = ~other[known.group == 2]
    changed = Pairs(score=known.score, funded=other, group=known.group)

    own = known.group == 2
    np.testing.assert_array_equal(said(known)[own], said(changed)[own])
    assert not np.array_equal(said(known)[~own], said(changed)[~own])


def test_the_steps_hold_equally_many_funded_pairs_and_every_pair_once() -> None:
    known = past(0.2)
    bins = reliability(known, said(known))
    funded = [each.pairs * each.was for each in bins]

    assert len(bins) == calibration.STEPS
    assert sum(each.pairs for each in bins) == len(known.score)
    assert max(funded) - min(funded) < 2
    assert [each.high for each in bins[:-1]] == [each.low for each in bins[1:]]
    assert calibration_error(bins) < 0.02


def test_the_error_weighs_each_step_by_its_pairs() -> None:
    bins = [Bin(low=0, high=0.5, pairs=3, said=0.2, was=0.1), Bin(low=0.5, high=1, pairs=1, said=0.5, was=0.9)]

    assert calibration_error(bins) == pytest.approx((3 * 0.1 + 0.4) / 4)


def test_the_shipped_curve_rises_and_says_little_of_a_weak_score() -> None:
    assert list(FITTED.scores) == sorted(FITTED.scores)
    assert list(FITTED.shares) == sorted(FITTED.shares)
    assert len(FITTED.scores) == len(FITTED.shares)
    assert funded_share(0.05) < 0.01 < funded_share(1.0) <= 1


def test_every_query_meets_every_call_at_every_length(call: Callable[..., Call]) -> None:
    known = truth(call, {"air": {"A": 1}, "bus": {"D": 1}})
    empty = np.zeros(FUSED.shape, np.float32)
    asked = Asked(query="full", scores=Scores(empty, empty, FUSED), systems={})

    found = pairs(known, [asked, asked])

    assert found.score.tolist() == [*FUSED.ravel(), *FUSED.ravel()]
    assert np.flatnonzero(found.funded).tolist() == [0, 7, 8, 15]
    assert found.group.tolist() == [0] * 4 + [1] * 4 + [0] * 4 + [1] * 4


def test_projects_of_one_call_are_held_together(call: Callable[..., Call]) -> None:
    known = truth(call, {"air": {"A": 1}, "bus": {"A": 1}})
    empty = np.zeros(FUSED.shape, np.float32)

    found = pairs(known, [Asked(query="full", scores=Scores(empty, empty, FUSED), systems={})])

    assert set(found.group) == {0}

"""A call among those that stand first is helped by them, whatever the order they come in."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.company import AMONG, SHARE, in_company

CALLS = 4 * AMONG


def world(seed: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    return random.normal(0.2, 0.1, (3, CALLS)), random.standard_normal((CALLS, 8)).astype(np.float32)


def test_of_two_calls_equally_alike_the_one_among_the_first_in_subject_comes_before() -> None:
    total, centres = world(0)
    total[:, :4], centres[:4] = 0.9, np.eye(8, dtype=np.float32)[0]
    total[:, [10, 11]] = 0.3
    centres[10], centres[11] = np.eye(8, dtype=np.float32)[0], -np.eye(8, dtype=np.float32)[0]
    found = in_company(total, centres)

    assert np.all(found[:, 10] > found[:, 11] + SHARE)


@given(st.integers(0, 50))
def test_nothing_depends_on_the_order_in_which_calls_come(seed: int) -> None:
    total, centres = world(seed)
    total = total.round(1)  # so that many are equal
    order = np.random.default_rng(seed + 1).permutation(CALLS)

    np.testing.assert_allclose(
        in_company(total[:, order], centres[order]), in_company(total, centres)[:, order], atol=1e-5
    )


def test_a_query_is_not_moved_by_the_other_queries() -> None:
    total, centres = world(3)

    np.testing.assert_allclose(in_company(total[:1], centres), in_company(total, centres)[:1], atol=1e-6)


def test_of_a_handful_of_calls_none_speaks_for_the_others() -> None:
    total, centres = world(1)
    few = AMONG - 1

    np.testing.assert_array_equal(in_company(total[:, :few], centres[:few]), total[:, :few])


def test_calls_that_are_all_alike_change_nothing_in_their_order() -> None:
    _, centres = world(2)
    found = in_company(np.full((1, CALLS), 0.4), centres)

    assert len(np.unique(found)) == 1


def test_without_calls_there_is_no_company() -> None:
    assert in_company(np.zeros((2, 0)), np.zeros((0, 8), np.float32)).shape == (2, 0)

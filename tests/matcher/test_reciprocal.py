"""What stands high in any ranking stands high in all of them together."""

import numpy as np

from matcher.reciprocal import K, fused


def test_a_call_that_two_rankings_know_is_before_one_that_leads_a_single_one() -> None:
    scores = fused([np.array([0, 1]), np.array([2, 1])], 4)

    assert scores.argmax() == 1
    assert scores[0] == scores[2] == 1 / (K + 1)
    assert scores[3] == 0

"""The figures of the rules against a person's answers."""

import pytest

from domain.eligibility import Answer
from matcher.eligibility.measure import measured

YES, NO, UNCLEAR = Answer


def test_a_wrong_no_lowers_the_precision_and_a_missed_one_does_not() -> None:
    it = measured([(NO, NO), (YES, NO), (NO, UNCLEAR), (YES, YES)])

    assert (it.precision, it.said_no, it.missed, it.unclear, it.right) == (0.5, 2, 1, 0.25, 0.5)


def test_rules_that_exclude_nothing_have_no_precision() -> None:
    assert measured([(YES, UNCLEAR)]).precision is None


def test_nothing_to_compare_with_is_an_error() -> None:
    with pytest.raises(ValueError, match="no answer"):
        measured([])

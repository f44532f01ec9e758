"""Co-financing: what has been carried before can be carried again; nothing here is ever a no."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.call import Call
from domain.eligibility import Answer, Finding, Rule
from domain.plan import Applicant

Found = Callable[..., Finding]
Asks = Callable[..., Call]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("The funding rate is 70 % of the eligible costs.", Answer.YES),
        ("The funding rate is 100% of the eligible costs.", Answer.YES),
        ("The funding rate is up to 30% of the eligible costs.", Answer.UNCLEAR),
        ("The budget rose by 5 % of what it was.", Answer.UNCLEAR),
    ],
)
def test_the_rate_in_the_text_is_set_against_the_largest_share_carried(
    found: Found, asks: Asks, words: str, answer: Answer
) -> None:
    assert found(Rule.COFINANCING, asks(words)).answer is answer


def test_the_text_comes_before_the_general_rules(found: Found, asks: Asks) -> None:
    less = asks("The funding rate is 30% of the eligible costs.", type_of_action="HORIZON Innovation Actions")

    assert found(Rule.COFINANCING, less).answer is Answer.UNCLEAR


def test_without_a_known_share_only_what_is_paid_in_full_is_a_yes(
    found: Found, asks: Asks, metropolis: Applicant
) -> None:
    unknown = replace(metropolis, own_share=None)

    assert found(Rule.COFINANCING, asks("The funding rate is 90 %."), unknown).answer is Answer.UNCLEAR
    assert found(Rule.COFINANCING, asks("The funding rate is 100 %."), unknown).answer is Answer.YES

"""Budget: too small is what the plan says is too small; too large is never a no."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest

from domain.call import Call
from domain.eligibility import Answer, Finding, Rule
from domain.money import Budget, Money
from domain.plan import Applicant

Found = Callable[..., Finding]


def euros(amount: int) -> Money:
    return Money(Decimal(amount))


@pytest.mark.parametrize(
    ("budget", "answer"),
    [
        (Budget(grant_min=euros(3_000_000), grant_max=euros(4_000_000)), Answer.YES),
        (Budget(total=euros(50_000_000)), Answer.YES),
        (Budget(total=euros(500_000_000), expected_grants=100), Answer.YES),
        (Budget(total=euros(500_000_000)), Answer.UNCLEAR),
        (Budget(grant_min=euros(90_000_000)), Answer.UNCLEAR),
        (Budget(grant_max=Money(Decimal(4_000_000), "SEK")), Answer.UNCLEAR),
        (Budget(), Answer.UNCLEAR),
    ],
)
def test_a_grant_is_set_against_the_largest_project_carried(
    found: Found, call: Callable[..., Call], budget: Budget, answer: Answer
) -> None:
    assert found(Rule.BUDGET, call("X", "A call", budget=budget)).answer is answer


def test_a_grant_below_what_the_plan_finds_worth_the_work_is_a_no(
    found: Found, call: Callable[..., Call], metropolis: Applicant
) -> None:
    small = call("X", "A voucher", budget=Budget(grant_max=euros(5_000)))

    assert found(Rule.BUDGET, small).answer is Answer.YES
    assert found(Rule.BUDGET, small, replace(metropolis, project_least=20_000)).answer is Answer.NO


def test_a_plan_that_says_nothing_of_sizes_leaves_it_open(
    found: Found, call: Callable[..., Call], metropolis: Applicant
) -> None:
    silent = replace(metropolis, project_most=None)

    assert found(Rule.BUDGET, call("X", "A call", budget=Budget(total=euros(9))), silent).answer is Answer.UNCLEAR


def test_what_a_project_passes_on_is_never_too_large_and_may_be_too_small(
    found: Found, call: Callable[..., Call], metropolis: Applicant
) -> None:
    passed_on = call("C", "Open call 2", portal_type="8")

    assert found(Rule.BUDGET, passed_on).answer is Answer.YES
    assert found(Rule.BUDGET, passed_on, replace(metropolis, project_least=20_000)).answer is Answer.UNCLEAR

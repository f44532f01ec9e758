"""What a call has to give is told as the funder prints it."""

from dataclasses import fields
from decimal import Decimal

from domain.money import Budget, Money


def test_a_funder_who_says_nothing_of_money_has_not_said_zero() -> None:
    silent = Budget()

    assert {each.name: getattr(silent, each.name) for each in fields(Budget)} == {
        "total": None,
        "envelope": None,
        "shared_by": 1,
        "grant_min": None,
        "grant_max": None,
        "expected_grants": None,
    }
    assert silent != Budget(total=Money(Decimal(0)))


def test_an_amount_is_in_euro_unless_the_funder_says_otherwise() -> None:
    assert Money(Decimal("1500000")) == Money(Decimal("1500000.00"), "EUR")
    assert Money(Decimal(1)) != Money(Decimal(1), "GBP")

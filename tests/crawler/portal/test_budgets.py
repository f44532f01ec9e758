"""An overview lists a whole call group; a topic finds its own envelope in it and says who shares it."""

import json
from decimal import Decimal
from typing import Any

import pytest

from crawler.portal.budgets import plain_budget, topic_budget
from crawler.portal.row import Row
from domain.money import Budget, Money


def action(identifier: str, years: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"action": f"{identifier} - HORIZON-RIA Research - and Innovation", "budgetYearMap": years, **more}


def read(identifier: str, envelopes: Any) -> Budget:
    packed = json.dumps({"budgetTopicActionMap": envelopes})
    return topic_budget(Row("1SYNen", {"identifier": [identifier], "budgetOverview": [packed]}))


def test_an_envelope_is_summed_over_its_years_whether_they_are_numbers_or_texts() -> None:
    assert read("SYN-01", {"7": [action("SYN-01", {"2026": "1000000", "2027": 500000})]}) == Budget(
        total=Money(Decimal(1_500_000)), envelope="7"
    )


def test_a_shared_envelope_is_said_and_never_added_up() -> None:
    shared = [action(each, {"2026": "900000"}) for each in ("SYN-01", "SYN-02", "SYN-02", "SYN-03")]

    budgets = [read(each, {"8": shared}) for each in ("SYN-01", "SYN-02")]

    assert budgets == [Budget(total=Money(Decimal(900_000)), envelope="8", shared_by=3)] * 2


def test_an_identifier_that_starts_like_another_is_not_that_other() -> None:
    envelopes = {"8": [action("SYN-01-02", {"2026": "900000"})], "9": [action("SYN-01", {"2026": "700000"})]}

    assert read("SYN-01", envelopes) == Budget(total=Money(Decimal(700_000)), envelope="9")
    assert read("SYN", envelopes) == Budget()


def test_nought_and_one_are_not_amounts() -> None:
    entry = action("SYN-01", {"2026": "0"}, minContribution=1, maxContribution=0, expectedGrants=0)

    assert read("SYN-01", {"7": [entry]}) == Budget(envelope="7")


def test_the_size_of_a_grant_and_their_number_are_kept() -> None:
    sizes = {"minContribution": 2_000_000, "maxContribution": 3_000_000, "expectedGrants": 1}
    entry = action("SYN-01", {"2026": 6_000_000}, **sizes)

    budget = read("SYN-01", {"7": [entry]})

    assert (budget.grant_min, budget.grant_max) == (Money(Decimal(2_000_000)), Money(Decimal(3_000_000)))
    assert budget.expected_grants == 1


def test_an_entry_that_is_a_siblings_leaves_the_budget_unknown() -> None:
    assert read("SYN-01", {"7": action("SYN-02", {"2026": "900000"})}) == Budget()


def test_no_overview_is_no_budget() -> None:
    assert topic_budget(Row("1SYNen", {"identifier": ["SYN-01"], "budgetOverview": []})) == Budget()


@pytest.mark.parametrize("packed", ["{", "[]", '{"budgetTopicActionMap": {"1": [{"action": 3}]}}'])
def test_an_overview_that_is_not_understood_is_not_guessed(packed: str) -> None:
    with pytest.raises(ValueError, match=r"^budgetOverview: [^\n]+$"):
        topic_budget(Row("1SYNen", {"identifier": ["SYN-01"], "budgetOverview": [packed]}))


@pytest.mark.parametrize(
    ("fields", "total"),
    [
        ({"budget": ["2290000"]}, Money(Decimal(2_290_000))),
        ({"budget": ["60000"], "currency": ["NOK"]}, Money(Decimal(60_000), "NOK")),
        ({"budget": ["0"], "currency": ["EUR"]}, None),
        ({}, None),
    ],
)
def test_a_single_amount_is_taken_as_printed(fields: dict[str, list[str]], total: Money | None) -> None:
    assert plain_budget(Row("1SYNen", fields)) == Budget(total=total)


@pytest.mark.parametrize("amount", ["a lot", "NaN", "-5"])
def test_an_amount_that_is_not_understood_is_not_guessed(amount: str) -> None:
    with pytest.raises(ValueError, match=amount):
        plain_budget(Row("1SYNen", {"budget": [amount]}))

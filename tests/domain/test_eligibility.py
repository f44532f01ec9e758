"""A verdict: no where one rule says no, unclear never turned into no, and an officer's word over both."""

from dataclasses import replace
from decimal import Decimal

import pytest

from domain.call import Call, Kind, Part, PartKind, Status
from domain.eligibility import DECISIVE, Answer, Finding, Override, Quotation, Rule, Verdict
from domain.money import Budget, Money

CALL = Call(
    source="s",
    reference="r",
    identifier="X",
    kind=Kind.CALL,
    title="A call",
    url="https://example.org",
    word=Status.OPEN,
    type_of_action="LIFE Project Grants",
    budget=Budget(grant_max=Money(Decimal(4000000))),
    parts=(Part(PartKind.CONDITIONS, "", "Only SMEs."),),
)


def verdict(**answers: Answer) -> Verdict:
    return Verdict(tuple(Finding(each, answers.get(each.name, Answer.YES), "because") for each in Rule))


def test_one_no_is_a_no() -> None:
    assert verdict(COUNTRY=Answer.NO, MEMBERSHIP=Answer.UNCLEAR).answer is Answer.NO


@pytest.mark.parametrize("rule", Rule)
def test_unclear_is_never_no_and_what_partners_and_money_mend_does_not_count(rule: Rule) -> None:
    expected = Answer.UNCLEAR if rule in DECISIVE else Answer.YES

    assert verdict(**{rule.name: Answer.UNCLEAR}).answer is expected


def test_an_officers_word_wins_and_the_rules_go_on_saying_what_they_say() -> None:
    it = replace(verdict(COUNTRY=Answer.NO), said=Override(Answer.YES, "Marta"))

    assert (it.answer, it.by_rules) == (Answer.YES, Answer.NO)


def test_what_is_told_first_is_what_excludes_then_what_is_open() -> None:
    told = [
        verdict(MEMBERSHIP=Answer.UNCLEAR, COUNTRY=Answer.NO).telling,
        verdict(MEMBERSHIP=Answer.UNCLEAR).telling,
        verdict().telling,
    ]

    assert [each.rule for each in told if each] == [Rule.COUNTRY, Rule.MEMBERSHIP, Rule.APPLICANT_TYPE]


@pytest.mark.parametrize(
    ("quotation", "stands"),
    [
        (Quotation("SMEs", 0, 5), True),
        (Quotation("SMEs", 0, 4), False),
        (Quotation("SMEs", 3, 5), False),
        (Quotation("Project", None, 5, "type_of_action"), True),
        (Quotation("4000000", None, 0, "budget.grant_max"), True),
        (Quotation("4000000", None, 0, "budget.total"), False),
        (Quotation("", 0, 0), False),
    ],
)
def test_a_quotation_stands_where_it_says_or_nowhere(quotation: Quotation, stands: bool) -> None:
    assert quotation.stands_in(CALL) is stands

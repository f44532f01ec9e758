"""The type of action: a grant for a project, or something that pays others only."""

from collections.abc import Callable

import pytest

from domain.call import Call
from domain.eligibility import Answer, Finding, Rule

Found = Callable[..., Finding]


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("HORIZON Innovation Actions", Answer.YES),
        ("LIFE Project Grants", Answer.YES),
        ("HORIZON EIC Equity Only", Answer.NO),
        ("ERASMUS ECHE Charter", Answer.NO),
        ("LIFE Operating Grants Framework Partnerships", Answer.NO),
        ("HORIZON TMA MSCA Postdoctoral Fellowships - European Fellowships", Answer.UNCLEAR),
        ("A type of next year", Answer.UNCLEAR),
    ],
)
def test_a_type_pays_projects_or_others_or_is_not_known(
    found: Found, call: Callable[..., Call], name: str, answer: Answer
) -> None:
    assert found(Rule.TYPE_OF_ACTION, call("X", "A call", type_of_action=name)).answer is answer


def test_a_beneficiary_that_is_named_beforehand_leaves_no_room(found: Found, call: Callable[..., Call]) -> None:
    it = found(
        Rule.TYPE_OF_ACTION, call("SMP-FOOD-2026-IBA", "A grant to an agency", type_of_action="SMP Project Grants")
    )

    assert it.answer is Answer.NO
    assert it.quotation
    assert it.quotation.field == "identifier"


def test_a_programme_with_one_type_only_says_enough(found: Found, call: Callable[..., Call]) -> None:
    assert found(Rule.TYPE_OF_ACTION, call("I", "Interreg", programme="Interreg POCTEFA")).answer is Answer.YES
    assert found(Rule.TYPE_OF_ACTION, call("I", "A call")).answer is Answer.UNCLEAR

"""A minimum of partners excludes nobody; it is a fact to know before one applies."""

from collections.abc import Callable

import pytest

from domain.call import Call
from domain.eligibility import Answer, Finding, Rule

Found = Callable[..., Finding]
Asks = Callable[..., Call]


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("Applications may only be submitted by one legal entity (mono-beneficiary).", "one may apply alone"),
        ("At least two cities of different Member States must participate as beneficiaries.", "with partners"),
        ("The consortium counts at least three independent entities.", "with partners"),
    ],
)
def test_how_many_must_apply_is_said_and_is_a_yes(found: Found, asks: Asks, words: str, reason: str) -> None:
    it = found(Rule.CONSORTIUM, asks(words))

    assert (it.answer, it.reason) == (Answer.YES, reason)


def test_a_source_that_says_whether_partners_are_needed_is_believed(found: Found, asks: Asks) -> None:
    assert found(Rule.CONSORTIUM, asks("Yes", "Mandatory partnership")).reason == "with partners"
    assert found(Rule.CONSORTIUM, asks("No", "Mandatory partnership")).reason == "alone or with partners"


def test_the_general_rules_hold_where_the_text_is_silent(found: Found, asks: Asks) -> None:
    it = found(Rule.CONSORTIUM, asks("Annex B.", type_of_action="HORIZON Research and Innovation Actions"))

    assert it.reason == "with partners, 3 or more"


def test_silence_is_unclear(found: Found, asks: Asks) -> None:
    assert found(Rule.CONSORTIUM, asks("See section 6.", type_of_action="SMP Project Grants")).answer == "unclear"

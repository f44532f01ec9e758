"""Labels and networks: what the plan does not say of the applicant is unclear, never no."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.call import Call
from domain.eligibility import Answer, Finding, Rule
from domain.plan import Applicant

Found = Callable[..., Finding]
Asks = Callable[..., Call]
LABELLED = "The call is open to cities that have received the EU Mission Label."


def test_a_label_is_asked_of_the_plan(found: Found, asks: Asks, metropolis: Applicant) -> None:
    member = replace(metropolis, memberships=("Mission City",), outside=())
    unknown = replace(metropolis, outside=())

    answers = [found(Rule.MEMBERSHIP, asks(LABELLED), each).answer for each in (metropolis, member, unknown)]

    assert answers == [Answer.NO, Answer.YES, Answer.UNCLEAR]


def test_a_label_that_one_of_several_partners_must_hold_excludes_nobody(found: Found, asks: Asks) -> None:
    text = "At least one of the three cities must be one of the 112 cities selected for the EU Mission."

    assert found(Rule.MEMBERSHIP, asks(text)).reason == "one partner must be a member"


def test_a_network_that_the_plan_names_is_looked_for(found: Found, asks: Asks, metropolis: Applicant) -> None:
    text = "Participation is limited to members of Eurocities."

    assert found(Rule.MEMBERSHIP, asks(text), replace(metropolis, memberships=("Eurocities",))).answer is Answer.YES
    assert found(Rule.MEMBERSHIP, asks(text), replace(metropolis, outside=("Eurocities",))).answer is Answer.NO
    assert found(Rule.MEMBERSHIP, asks(text)).answer is Answer.UNCLEAR


@pytest.mark.parametrize(
    ("text", "answer"), [("Other eligible conditions: none. " * 9, Answer.YES), ("See the page.", Answer.UNCLEAR)]
)
def test_a_silence_counts_only_where_there_is_a_text(found: Found, asks: Asks, text: str, answer: Answer) -> None:
    assert found(Rule.MEMBERSHIP, asks(text)).answer is answer

"""A page is closed when it says so, not when it speaks of closing."""

import pytest

from crawler.parse.closed import CLOSED, says_closed


@pytest.mark.parametrize(
    "text", ["The call is now closed.", "Thank you. The CALL HAS CLOSED", "We are not accepting applications."]
)
def test_a_sentence_that_states_it_closes_the_call(text: str) -> None:
    assert says_closed(text, CLOSED)


@pytest.mark.parametrize(
    "text",
    [
        "Once the call is closed, experts read the proposals.",
        "It is not true that the call is closed.",
        "A closed circle of cities",
        "The road is closed. The call is open.",
    ],
)
def test_a_closing_to_come_closes_nothing(text: str) -> None:
    assert not says_closed(text, CLOSED)


def test_what_another_sentence_says_before_does_not_matter() -> None:
    assert says_closed("Come back when you can. The call is closed.", CLOSED)


def test_a_form_names_its_own_words() -> None:
    assert says_closed("Convocatoria cerrada desde mayo", ["convocatoria cerrada"])
    assert not says_closed("Cuando la convocatoria cerrada se resuelva", ["convocatoria cerrada"])

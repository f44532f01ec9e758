"""What is named on the command line is understood, or said to be wrong."""

from typing import get_args

import pytest

from convoca.commands.search import Order
from convoca.search_choices import NoSuchChoice, choices
from domain.search import Facet, Sort

LIFE = "Programme for the Environment and Climate Action (LIFE)"
KNOWN = dict.fromkeys(Facet, ()) | {Facet.PROGRAMME: (LIFE, "CEF"), Facet.PROJECT: ("clean-air",)}


def test_a_programme_is_named_by_a_part_of_its_name_in_any_case() -> None:
    assert choices({Facet.PROGRAMME: ["life"]}, KNOWN) == {Facet.PROGRAMME: frozenset({LIFE})}


def test_several_values_of_a_facet_widen_it() -> None:
    assert choices({Facet.STATUS: ["open", "CLOSED"]}, KNOWN) == {Facet.STATUS: frozenset({"open", "closed"})}


def test_a_facet_that_is_not_named_narrows_nothing() -> None:
    assert choices({Facet.STATUS: []}, KNOWN) == {}


@pytest.mark.parametrize(
    ("facet", "said", "listed"),
    [
        (Facet.STATUS, "opne", "forthcoming"),
        (Facet.PROJECT, "clean", "clean-air"),
        (Facet.LINE, "funds", "match first"),
    ],
)
def test_what_no_call_has_is_said_with_what_there_is(facet: Facet, said: str, listed: str) -> None:
    with pytest.raises(NoSuchChoice, match=f"{facet} '{said}'; .*{listed}"):
        choices({facet: [said]}, KNOWN)


def test_the_orders_that_can_be_asked_for_are_those_there_are() -> None:
    assert get_args(Order) == tuple(Sort)

"""Where one must be established: "no" only for a closed list that was understood to its end."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.call import Call, Part, PartKind
from domain.eligibility import Answer, Finding, Rule
from domain.plan import Applicant

Found = Callable[..., Finding]
Asks = Callable[..., Call]
LIST = "Regions / countries for funding"


@pytest.mark.parametrize(
    ("listed", "answer"),
    [
        ("Germany (Deutschland), Poland (Polska)", Answer.NO),
        ("Czechia; Poland", Answer.NO),
        ("EU Member States, Overseas Countries and Territories (OCT) Moldova (Moldova)", Answer.YES),
        ("France, Portugal, Spain (España)", Answer.YES),
        ("Cohesion Countries", Answer.UNCLEAR),
        ("Germany, Ruritania", Answer.UNCLEAR),
    ],
)
def test_a_list_excludes_only_if_every_name_in_it_is_known(
    found: Found, asks: Asks, listed: str, answer: Answer
) -> None:
    assert found(Rule.COUNTRY, asks(listed, LIST)).answer is answer


def test_in_a_long_list_the_name_of_the_country_is_quoted(found: Found, asks: Asks) -> None:
    it = found(Rule.COUNTRY, asks("Austria, Belgium, Spain (España), Sweden", LIST))

    assert it.quotation
    assert it.quotation.text == "Spain (España)"


def test_an_interreg_area_may_hold_a_part_of_the_country_only(found: Found, asks: Asks) -> None:
    atlantic = asks("Ireland; Spain; France", "Eligible countries", programme="Interreg Atlantic Area")
    pyrenees = asks("Spain; France", "Eligible countries", programme="Interreg POCTEFA")

    assert found(Rule.COUNTRY, atlantic).answer is Answer.UNCLEAR
    assert found(Rule.COUNTRY, pyrenees).answer is Answer.YES


def test_a_list_of_regions_covers_what_lies_in_them(found: Found, asks: Asks) -> None:
    assert found(Rule.COUNTRY, asks("ES111; ES51", "Eligible regions (NUTS)")).answer is Answer.YES
    assert found(Rule.COUNTRY, asks("ES111; FRK11", "Eligible regions (NUTS)")).answer is Answer.UNCLEAR


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("The host organisation must be located in a Widening country.", Answer.NO),
        ("At least one of the beneficiaries must be established in a Widening country.", Answer.YES),
        (
            "Participation as coordinators is limited: coordinators are limited to legal entities established in "
            "Widening countries.",
            Answer.UNCLEAR,
        ),
        ("Applicants must be established in one of the following countries: Kenya, Poland.", Answer.UNCLEAR),
        ("Applicants must be established in one of the following countries: Poland, Ukraine.", Answer.NO),
        ("Applicants must be established in one of the following countries: the Member States of the EU.", Answer.YES),
    ],
)
def test_what_sentences_say_comes_before_the_programme(found: Found, asks: Asks, words: str, answer: Answer) -> None:
    assert found(Rule.COUNTRY, asks(words, type_of_action="HORIZON Innovation Actions")).answer is answer


def test_an_applicant_of_a_widening_country_may_host(found: Found, asks: Asks, metropolis: Applicant) -> None:
    porto = replace(metropolis, country="PT", nuts=("PT11A",))
    hosts = asks("The host organisation must be located in a Widening country.", type_of_action="HORIZON ERC Grants")

    assert found(Rule.COUNTRY, hosts, porto).answer is Answer.YES


def test_a_programme_of_the_union_is_open_to_members_and_external_action_is_unclear(
    found: Found, call: Callable[..., Call]
) -> None:
    conditions = (Part(PartKind.CONDITIONS, "", "See the call document."),)

    assert (
        found(Rule.COUNTRY, call("L", "LIFE", type_of_action="LIFE Project Grants", parts=conditions)).answer == "yes"
    )
    assert found(Rule.COUNTRY, call("E", "Support to civil society in Kenya", portal_type="2")).answer == "unclear"

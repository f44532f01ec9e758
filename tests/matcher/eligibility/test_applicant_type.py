"""Who may apply: "no" only where the words shut a public authority out."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from domain.call import Call
from domain.eligibility import Answer, Finding, Rule
from domain.plan import Applicant

Found = Callable[..., Finding]
Asks = Callable[..., Call]
TYPE = Rule.APPLICANT_TYPE


@pytest.mark.parametrize(
    "words",
    [
        "Participation is limited to SMEs, including start-ups.",
        "Beneficiaries must be a small and medium enterprise (SME).",
        "In order to be eligible, the applicant must:\nbe a higher education institution (HEI) and run courses.",
        "Only civil society organisations are eligible to apply.",
        "The applicants must:be a natural person;live in the Union.",
        "Entities eligible for funding shall be the competent national authorities.",
        "Exclusively universities may participate.",
    ],
)
def test_words_that_shut_a_public_authority_out_are_a_no_and_are_quoted(found: Found, asks: Asks, words: str) -> None:
    it = found(TYPE, asks(f"Something else. {words} And more."))

    assert it.answer is Answer.NO
    assert it.quotation
    assert it.quotation.text in words


@pytest.mark.parametrize(
    "words",
    [
        "Support to third parties is limited to SMEs and start-up companies.",
        "Beneficiaries give grants to third parties. Beneficiaries must be SMEs to get one of them.",
        "At least one of the beneficiaries must be an SME.",
        "Applicants must be SMEs, universities or public bodies.",
        "The applicants must be a natural person or a legal person.",
        "Only SMEs are eligible for the higher rate.",
        "The call is not limited to SMEs.",
        "Proposals are limited to universities' buildings in scope.",
    ],
)
def test_what_is_asked_of_others_or_of_some_is_no_no(found: Found, asks: Asks, words: str) -> None:
    assert found(TYPE, asks(words)).answer is not Answer.NO


def test_a_page_that_says_both_is_unclear(found: Found, asks: Asks) -> None:
    both = asks("Applicants must be SMEs. The topic is open to any public or private entity of the area.")

    assert found(TYPE, both).answer is Answer.UNCLEAR


@pytest.mark.parametrize(
    ("listed", "answer"),
    [
        (
            "Small and medium-sized enterprise (SME), Public Body (national, regional and local; incl. EGTCs)",
            Answer.YES,
        ),
        ("Local public authority; Regional public authority", Answer.YES),
        ("Education and training institution, Research Institution incl. University", Answer.NO),
        ("Research Institution incl. University, Other", Answer.UNCLEAR),
        ("Guilds of bakers", Answer.UNCLEAR),
    ],
)
def test_a_list_is_complete_unless_it_says_otherwise(found: Found, asks: Asks, listed: str, answer: Answer) -> None:
    assert found(TYPE, asks(listed, "eligible entities")).answer is answer


def test_a_programme_that_is_open_to_any_legal_entity_is_open_to_a_public_one(found: Found, asks: Asks) -> None:
    it = found(TYPE, asks("See Annex B.", type_of_action="HORIZON Innovation Actions"))

    assert it.answer is Answer.YES
    assert it.quotation
    assert it.quotation.field == "type_of_action"


def test_authorities_that_are_not_expected_to_take_part_are_told_that_it_is_unclear(found: Found, asks: Asks) -> None:
    text = "Regional and local authorities are the target group and are not expected to participate directly."

    assert found(TYPE, asks(text, type_of_action="HORIZON Innovation Actions")).answer is Answer.UNCLEAR


def test_silence_is_unclear(found: Found, asks: Asks) -> None:
    assert found(TYPE, asks("Described in section 6.", type_of_action="SMP Project Grants")).answer is Answer.UNCLEAR


def test_an_applicant_of_unknown_kind_is_never_shut_out(found: Found, asks: Asks, metropolis: Applicant) -> None:
    unknown = replace(metropolis, kind="consorci")

    assert found(TYPE, asks("Applicants must be SMEs."), unknown).answer is Answer.UNCLEAR


@pytest.mark.parametrize(
    ("title", "answer"),
    [
        ("A Scholarship Call of a university", Answer.NO),
        ("Call for Financial Support for SMEs under a project", Answer.NO),
        ("Booster Call for Startups and SMEs", Answer.NO),
        ("Open Call for municipalities and SMEs", Answer.UNCLEAR),
        ("Partnership on Innovative SMEs: joint transnational call", Answer.UNCLEAR),
        ("Second Open Call", Answer.UNCLEAR),
    ],
)
def test_the_title_of_a_cascade_call_may_name_the_only_ones_who_may_apply(
    found: Found, call: Callable[..., Call], title: str, answer: Answer
) -> None:
    assert found(TYPE, call("X", title, portal_type="8")).answer is answer
    assert found(TYPE, call("X", title, portal_type="1")).answer is Answer.UNCLEAR

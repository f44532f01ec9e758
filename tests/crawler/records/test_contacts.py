"""Nobody's name, mailbox or telephone number is stored; what is to be done is."""

import pytest

from crawler.records.contacts import without_contacts

TASK = "The consultant will count passengers on all lines of the network and propose a plan of priority lanes."


@pytest.mark.parametrize(
    "contact",
    [
        "Attn: Invented Person",
        "Contact: Invented Person",
        "Mr. Invented Person",
        "Mme Personne Inventée",
        "Tel: 00 000",
        "+216 00 000 000",
        "E-mail below",
        "persona@example.org",
        "Firmante: Persona Inventada",
        "À l'attention de : Personne Inventée",
        "Persona de contacte: Persona Inventada",
    ],
)
def test_an_address_is_dropped_whole_with_the_contact_in_it(contact: str) -> None:
    notice = f"<p>{TASK}</p><div>Project unit<br>1 Invented Street<br>{contact}</div><p>{TASK}</p>"

    assert without_contacts(notice) == f"{TASK}\n{TASK}"


@pytest.mark.parametrize(
    "sentence",
    [
        "Questions go to Mr. Invented Person, in writing, during the hours in which the office is open.",
        "Questions go to M. Person and will be answered in the order in which they have arrived there.",
        "Please write to invented.person@example.org and mention the number of this notice in the subject line.",
        "You can reach the unit under +33 1 00 00 00 00 on every day of the week but Sunday and Monday.",
    ],
)
def test_a_sentence_with_a_contact_is_dropped_and_its_neighbours_stay(sentence: str) -> None:
    assert without_contacts(f"<p>{TASK} {sentence} {TASK}</p>") == f"{TASK} {TASK}"


@pytest.mark.parametrize(
    "fact",
    [
        "NAME OF PROJECT: Bus lanes",
        "COUNTRY: Tunisia",
        "Budget: 2,000,000.00 EUR",
        "Deadline: 2026-06-19 17:00",
        "Hotel",
    ],
)
def test_a_fact_on_a_line_of_its_own_stays(fact: str) -> None:
    assert without_contacts(f"<p>{fact}</p><p>{TASK}</p>") == f"{fact}\n{TASK}"

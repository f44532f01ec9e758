"""A query in Catalan or Spanish gets an English shadow; an English one stays what it is; no word is lost."""

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.glossary import Glossary, words_of
from matcher.query import SMALL, language, understood

SHIPPED = Glossary.read(Path(__file__).parents[2] / "config" / "glossary.csv")
TYPED = Path(__file__).with_name("typed_queries.csv")
WORDS = ["mobilitat", "sostenible", "de", "la", "qualitat", "aire", "Llobregat", "l'aigua", "plan", "urban", "H-1"]
QUERIES = st.lists(st.sampled_from(WORDS) | st.text(max_size=12), max_size=12).map(" ".join)


def typed() -> list[tuple[str, str]]:
    with TYPED.open(encoding="utf-8", newline="") as file:
        return [(row["language"], row["query"]) for row in csv.DictReader(file)]


def test_a_catalan_query_is_understood() -> None:
    found = understood("Comunitats energètiques al Prat de Llobregat", SHIPPED)

    assert found.language == "ca"
    assert found.english == "energy communities Prat Llobregat"
    assert found.terms == (("Comunitats energètiques", "energy communities"),)
    assert found.unknown == ("Prat", "Llobregat")
    assert found.text == found.english


def test_a_spanish_query_is_understood() -> None:
    found = understood("subvenciones para la rehabilitación de edificios", SHIPPED)

    assert (found.language, found.english) == ("es", "grant renovation of buildings")
    assert found.unknown == ()


@pytest.mark.parametrize(("said", "query"), typed())
def test_what_people_type_is_put_into_english_unless_it_is_english(said: str, query: str) -> None:
    found = understood(query, SHIPPED)

    assert (found.english is None) == (said == "en")
    assert found.text == (found.english or query)


def test_catalan_and_spanish_are_mostly_told_apart() -> None:
    said = [(expected, understood(query, SHIPPED).language) for expected, query in typed() if expected != "en"]

    assert sum(expected == found for expected, found in said) / len(said) >= 0.9


def test_a_catalan_query_of_unknown_words_is_searched_as_it_is() -> None:
    found = understood("els castellers de Vilafranca pugen", SHIPPED, recognise=lambda _: "ca")

    assert (found.english, found.text) == (None, "els castellers de Vilafranca pugen")


def test_another_language_stays_as_it_is() -> None:
    assert understood("mobilité urbaine durable pour les villes", SHIPPED).english is None


@pytest.mark.parametrize("text", ["", " ", "1234", "🚲", "\x00", "交通", "a" * 100_000])
def test_what_has_no_language_is_searched_as_it_is(text: str) -> None:
    assert understood(text, SHIPPED).text == text
    assert isinstance(language(text), str)


@given(QUERIES)
def test_an_english_query_is_unchanged(query: str) -> None:
    found = understood(query, SHIPPED, recognise=lambda _: "en")

    assert (found.text, found.english, found.terms) == (query, None, ())


@given(
    st.lists(st.sampled_from(WORDS) | st.text(max_size=12), max_size=12).map(" ".join), st.sampled_from(["ca", "es"])
)
def test_no_word_is_lost(query: str, recognised: str) -> None:
    found = understood(query, SHIPPED, recognise=lambda _: recognised)

    if found.english is None:
        assert found.text == query
    else:
        explained = [word for words, _ in found.terms for word in words_of(words)] + list(found.unknown)
        left = list(words_of(query))
        for word in explained:
            left.remove(word)
        assert all(each.casefold() in SMALL for each in left)
        assert all(each in found.english for each in (*found.unknown, *(english for _, english in found.terms)))

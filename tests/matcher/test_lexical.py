"""Words tell two texts alike as far as they are telling."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from matcher.lexical import Lexicon, tokens

FILLER = ("Something else altogether", "Fisheries and oceans", "Fisheries and harbours", "Harbours and oceans")
WORDS = st.text(st.sampled_from("abcdeñçàжλ都 \u0301-'"), max_size=40)


def alike(query: str, *documents: str) -> list[float]:
    return [round(float(each), 4) for each in Lexicon(documents).similarity([query])[0]]


def test_stop_words_and_single_letters_are_dropped_and_the_rest_folded_and_stemmed() -> None:
    assert tokens("The Cities of a Metropolis, and their PLANNING (x)") == ["citi", "metropoli", "plan"]


def test_an_underscore_and_a_hyphen_part_words() -> None:
    assert tokens("climate-neutral net_zero") == ["climat", "neutral", "net", "zero"]


@pytest.mark.parametrize("text", ["Міста майбутнього", "Πόλεις μέλλοντος", "città intelligenti", "ciutats habitables"])
def test_words_of_other_scripts_and_languages_are_words(text: str) -> None:
    assert len(tokens(text)) == 2
    assert alike(text, text, text, *FILLER)[:2] == [1.0, 1.0]


def test_another_form_of_a_word_is_the_same_word() -> None:
    first, second, *others = alike("plans", "planning", "planned", *FILLER)

    assert (first, second) == (1.0, 1.0)
    assert others == [0, 0, 0, 0]


def test_words_side_by_side_count_for_more_than_the_same_words_apart() -> None:
    together, _, apart, _ = alike(
        "air quality", "air quality", "air quality", "quality of water and air", "quality of wood and air", *FILLER
    )[:4]

    assert together > apart > 0


def test_a_word_said_four_times_does_not_count_four_times() -> None:
    once, often, *_ = alike("buses", "buses. air", "buses. air air air air", *FILLER)

    assert once > often > once / 3


def test_a_rarer_shared_word_tells_more() -> None:
    documents = ("hydrogen bus", "hydrogen tram", "city bus", "city tram", "city ferry", "ferry tram", "ferry bus")
    found = alike("hydrogen city", *documents)

    assert found[0] > found[2]


def test_a_word_of_every_document_tells_least() -> None:
    found = alike("proposals air", "proposals buses", "proposals air", "proposals trams", "proposals ferries")

    assert 0 < found[0] < found[1] / 2


def test_a_word_of_one_document_only_tells_most() -> None:
    found = alike("hydrogen air", "hydrogen buses", "air trams", "air ferries", "air harbours")

    assert found[0] == max(found) > found[1] > 0


def test_a_query_that_shares_no_word_is_alike_to_nothing() -> None:
    assert alike("nuclear fusion", *FILLER) == [0, 0, 0, 0]
    assert alike("", *FILLER) == [0, 0, 0, 0]


def test_no_documents_give_no_column() -> None:
    assert Lexicon([]).similarity(["air", "buses"]).shape == (2, 0)


def test_no_queries_give_no_row() -> None:
    assert Lexicon(FILLER).similarity([]).shape == (0, 4)


def test_one_document_is_compared_by_all_its_words() -> None:
    assert alike("clean air", "clean air") == [1.0]
    assert 0 < alike("clean air", "clean air for the cities")[0] < 1


def test_three_documents_are_compared_by_the_words_they_share() -> None:
    same, some, none = alike("air quality", "air quality", "air buses", "trams")

    assert same == 1
    assert 0 < some < same
    assert none == 0


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_documents_without_a_word_are_alike_to_nothing(count: int) -> None:
    assert alike("air", *["the of and"] * count) == [0] * count


@given(st.lists(WORDS, max_size=8), st.lists(WORDS, max_size=4))
def test_likeness_is_from_0_to_1_and_0_where_no_word_is_shared(documents: list[str], queries: list[str]) -> None:
    found = Lexicon(documents).similarity(queries)

    assert found.shape == (len(queries), len(documents))
    assert found.dtype == np.float32
    assert np.all((found >= 0) & (found <= 1 + 1e-6))
    for row, query in zip(found, queries, strict=True):
        strangers = [not set(tokens(query)) & set(tokens(each)) for each in documents]
        assert not row[strangers].any()


@given(st.lists(WORDS, max_size=9), st.lists(WORDS, min_size=1, max_size=4))
def test_the_figures_are_those_of_scikit_learns_vectoriser(documents: list[str], queries: list[str]) -> None:
    vectorizer = TfidfVectorizer(
        analyzer=lambda text: [*tokens(text), *map(" ".join, pairwise(tokens(text)))],
        sublinear_tf=True,
    )
    try:
        theirs = (vectorizer.fit_transform(documents) @ vectorizer.transform(queries).T).toarray().T
    except ValueError:  # no word is left
        theirs = np.zeros((len(queries), len(documents)))

    np.testing.assert_allclose(Lexicon(documents).similarity(queries), theirs, atol=1e-6)

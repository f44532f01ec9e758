"""What somebody typed is understood, whatever it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.query import LONG, READ, squashed, understand, words_of


def test_words_are_found_whatever_their_case_and_accents() -> None:
    assert understand("Mobilitat ÀREA metropolitana").words == ("mobilitat", "area", "metropolitana")


def test_what_every_text_has_is_left_out_unless_it_is_all_there_is() -> None:
    assert understand("the air of the cities").words == ("air", "cities")
    assert understand("the").words == ("the",)


def test_a_quoted_phrase_stays_together_even_in_curly_quotes() -> None:
    query = understand("“clean air” cities")

    assert (query.quoted, query.words) == (("clean air",), ("cities",))


def test_a_quote_that_is_never_closed_ends_with_the_text() -> None:
    assert understand('cities "clean air').quoted == ("clean air",)


def test_what_a_hyphen_holds_together_is_looked_for_together() -> None:
    assert understand("climate-neutral").compounds == ("climate neutral",)


def test_a_minus_excludes_a_word_or_a_phrase_and_a_hyphen_does_not() -> None:
    query = understand('air -industry -"big data" sub-urban')

    assert query.excluded == ("industry", "big data")
    assert query.compounds == ("sub urban",)


def test_a_star_asks_for_the_beginning_of_a_word() -> None:
    assert understand("metropol*").beginnings == ("metropol",)


@pytest.mark.parametrize("text", ["HORIZON-MISS-2027-04", "horizon miss 2027 04", "  Horizon_Miss/2027-04 "])
def test_an_identifier_is_the_same_however_it_is_typed(text: str) -> None:
    assert understand(text).identifier == squashed("HORIZON-MISS-2027-04")


def test_a_pasted_paragraph_is_told_from_a_query() -> None:
    assert understand(" ".join(f"word{each}" for each in range(LONG + 1))).is_long
    assert not understand("clean air for the cities of the whole of Europe").is_long


def test_a_search_for_a_quotation_alone_wants_nothing_that_merely_means_the_same() -> None:
    assert not understand('"clean air"').means
    assert understand('"clean air" cities').means


@given(st.text(max_size=300))
def test_whatever_is_typed_comes_to_plain_words(text: str) -> None:
    query = understand(text)

    for each in (*query.terms, *query.excluded):
        assert each
        assert each.split(" ") == words_of(each)
    assert query.text.isprintable()


def test_ten_thousand_characters_are_enough() -> None:
    assert len(understand("a b " * READ).text) <= READ


def test_what_is_excluded_is_no_part_of_what_is_wanted() -> None:
    assert understand('clean -"big data" air -industry sub-urban').wanted == "clean air sub-urban"

"""The address of a search holds all of it."""

from hypothesis import given
from hypothesis import strategies as st

from domain.search import Asked, Facet, Sort
from domain.search_address import address, asked

WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
SEARCHES = st.builds(
    Asked,
    text=WORDS | st.just(""),
    filters=st.dictionaries(st.sampled_from(Facet), st.frozensets(WORDS, min_size=1, max_size=3)),
    sort=st.sampled_from(Sort),
    page=st.integers(1, 9999),
)


@given(SEARCHES)
def test_a_search_is_read_back_from_its_address(it: Asked) -> None:
    assert asked(address(it)) == it


def test_the_address_of_everything_is_empty() -> None:
    assert address(Asked()) == ""


@given(st.text())
def test_any_address_is_some_search(text: str) -> None:
    assert asked(text).page >= 1


def test_what_an_address_says_and_we_do_not_know_is_ignored() -> None:
    assert asked("q=air&sort=luck&page=-3&colour=red&status=open") == Asked(
        text="air", filters={Facet.STATUS: frozenset({"open"})}
    )


def test_a_choice_that_is_dropped_leads_to_the_first_page_of_more() -> None:
    filters = {Facet.STATUS: frozenset({"open"}), Facet.KIND: frozenset({"prize"})}

    wider = Asked(text="air", filters=filters, page=3).without(Facet.KIND)

    assert address(wider) == "q=air&status=open"

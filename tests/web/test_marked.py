"""A text that is marked in places still says what it says."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from web.marked import Piece, marked

SPANS = st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)))


def test_a_quotation_is_marked_where_it_stands() -> None:
    text = "One two.\nThree four five."

    assert list(marked(text, [(15, 19)])) == [
        (Piece("One two.", marked=False),),
        (Piece("Three ", marked=False), Piece("four", marked=True), Piece(" five.", marked=False)),
    ]


@given(text=st.text(max_size=50), spans=SPANS)
def test_the_pieces_say_what_the_text_says(text: str, spans: list[tuple[int, int]]) -> None:
    paragraphs = ["".join(piece.text for piece in each) for each in marked(text, spans)]

    assert paragraphs == [each for each in text.split("\n") if each.strip()]


@given(text=st.text(max_size=50), spans=SPANS)
def test_no_two_neighbours_are_alike_and_none_is_empty(text: str, spans: list[tuple[int, int]]) -> None:
    for paragraph in marked(text, spans):
        assert all(each.text for each in paragraph)
        assert all(one.marked != other.marked for one, other in pairwise(paragraph))

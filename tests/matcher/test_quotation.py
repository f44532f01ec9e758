"""The sentence that shows why a call was found stands in the call."""

from hypothesis import given
from hypothesis import strategies as st

from domain.call import Call, Kind, Part, PartKind, Status
from matcher.documents import read
from matcher.quotation import LONGEST, quotation


def call(*parts: Part) -> Call:
    return Call(
        source="s",
        reference="r",
        identifier="i",
        kind=Kind.CALL,
        title="A title",
        url="",
        word=Status.OPEN,
        parts=parts,
    )


SCOPE = Part(
    PartKind.SCOPE,
    "Scope",
    "Cities measure what people breathe every day. Busy streets come before quiet ones. Trams carry many people home.",
)
CONDITIONS = Part(PartKind.CONDITIONS, "Conditions", "Only public bodies of the streets of Europe may apply for it.")


def test_the_sentence_with_most_of_the_words_is_quoted() -> None:
    found = quotation(call(CONDITIONS, SCOPE), ["trams", "people"])

    assert found is not None
    assert (found.part, found.text) == (1, "Trams carry many people home.")


def test_an_ending_does_not_hide_a_word() -> None:
    found = quotation(call(SCOPE), ["city", "measures"])

    assert found is not None
    assert found.text.startswith("Cities measure")


def test_what_the_call_is_about_is_quoted_before_its_conditions() -> None:
    found = quotation(call(CONDITIONS, SCOPE), ["streets"])

    assert found is not None
    assert found.part == 1


def test_a_call_without_the_words_is_shown_by_the_nearest_passage() -> None:
    assert quotation(call(SCOPE), ["zzzz"]) is None
    found = quotation(call(SCOPE), ["zzzz"], passage=0)

    assert found is not None
    assert found.start == 0


TEXT = st.text(st.sampled_from("ab .\nA"), max_size=300) | st.just("word " * 500)
PARTS = st.lists(st.builds(Part, st.sampled_from(PartKind), st.just(""), TEXT), max_size=3)


@given(PARTS, st.lists(st.sampled_from(["a", "b", "ab", "word"]), max_size=3), st.integers(0, 5))
def test_every_quotation_stands_where_it_says(parts: list[Part], words: list[str], passage: int) -> None:
    it = call(*parts)
    for near in (None, passage if passage < len(read(it).passages) else None):
        found = quotation(it, words, passage=near)
        if found is not None:
            assert found.part is not None
            assert parts[found.part].text[found.start :].startswith(found.text)
            assert len(found.text) <= LONGEST

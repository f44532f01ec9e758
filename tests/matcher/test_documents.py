"""A call is read for what it is about, title first."""

from collections.abc import Callable

from domain.call import Call, Part, PartKind
from matcher.documents import read

MakeCall = Callable[..., Call]


def test_a_call_without_text_is_read_by_its_title(call: MakeCall) -> None:
    assert read(call("A", "Clean buses")).passages == ("Clean buses",)


def test_a_call_whose_text_is_blank_is_read_by_its_title(call: MakeCall) -> None:
    assert read(call("A", "Clean buses", " \n ")).passages == ("Clean buses",)


def test_every_passage_carries_the_title(call: MakeCall) -> None:
    found = read(call("A", "Clean buses", "word " * 500)).passages

    assert len(found) == 4
    assert all(each.startswith("Clean buses. word") for each in found)


def test_conditions_and_destination_say_nothing_of_the_subject(call: MakeCall) -> None:
    it = read(
        call(
            "A",
            "Clean buses",
            parts=(
                Part(PartKind.DESTINATION, "Destination", "Hydrogen everywhere."),
                Part(PartKind.OUTCOME, "Expected outcome", "Quiet streets."),
                Part(PartKind.SCOPE, "Scope", "Electric fleets."),
                Part(PartKind.CONDITIONS, "Conditions", "Three legal entities."),
            ),
        )
    )

    assert it.words == "Clean buses. Quiet streets.. Electric fleets."
    assert it.passages == ("Clean buses. Quiet streets.", "Clean buses. Electric fleets.")

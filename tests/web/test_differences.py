"""What a version changed reads as a person would say it: the words that went and came, a little of what is around."""

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine

from db import calls
from db.engine import transaction
from domain.call import Part, PartKind
from tests.web.opened import CALL, Opened
from web.differences import How, by_words

TEXTS = st.lists(st.sampled_from(["air ", "water ", "clean\n", "street. ", "  ", "\n", "10 "]), max_size=40).map(
    "".join
)
LATER = datetime(2026, 11, 25, 6, tzinfo=UTC)


def said(old: str, new: str) -> list[tuple[str, str]]:
    return [(each.how.value, each.text) for each in by_words(old, new)]


def test_only_the_words_that_changed_are_marked() -> None:
    assert said("Cities measure the air.", "Cities measure the water.") == [
        ("same", "Cities measure the"),
        ("gone", " air."),
        ("new", " water."),
    ]


def test_long_stretches_that_stayed_are_left_out() -> None:
    long = " ".join(f"word{number}" for number in range(100))
    found = said(f"{long} old {long}", f"{long} new {long}")

    assert [how for how, _ in found] == ["left out", "same", "gone", "new", "same", "left out"]
    assert found[1][1].split() == [f"word{number}" for number in range(92, 100)]


@given(TEXTS, TEXTS)
def test_what_stayed_and_went_is_the_old_text_what_stayed_and_came_the_new_one(old: str, new: str) -> None:
    found = [*by_words(old, new)]

    assert "".join("".join(each.text for each in found if each.how is not How.NEW).split()) == "".join(old.split())
    assert "".join("".join(each.text for each in found if each.how is not How.GONE).split()) == "".join(new.split())


def test_the_page_of_a_call_shows_each_field_before_and_now(opened: Opened, engine: Engine) -> None:
    text = "Cities measure what people drink.\nBusy streets come first."
    changed = replace(CALL, programme="LIFE", parts=(Part(PartKind.SCOPE, "Scope", text),))
    with transaction(engine) as session:
        calls.record(session, changed, now=LATER)
    page = opened.as_("anna").get(f"/calls/{CALL.source}/{CALL.reference}").text.partition('id="versions"')[2]

    assert page.index("Programme") < page.index("Horizon Europe</bdi></del>") < page.index("LIFE</bdi></ins>")
    assert " breathe.</bdi></del>" in page
    assert " drink.</bdi></ins>" in page

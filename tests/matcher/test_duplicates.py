"""A wrong merge hides a call: what looks alike is merged only where it must be the same."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.call import Call, Kind, Part, PartKind, Status
from domain.deadlines import Deadline, DeadlineKind, Deadlines
from matcher.duplicates import duplicates

TITLE = "Cool shelters for dense neighbourhoods"


def entry(
    source: str, reference: str = "1", *, on: date | None = date(2026, 9, 15), text: str = "", **what: Any
) -> Call:
    """A call as one source has it."""
    usual = {"identifier": reference, "title": TITLE, "url": "", "programme": "Interreg Euro-MED"}
    return Call(
        source=source,
        reference=reference,
        kind=Kind.CALL,
        word=Status.OPEN,
        deadlines=Deadlines((Deadline(on),)) if on else Deadlines(),
        parts=(Part(PartKind.DESCRIPTION, "", text),) if text else (),
        **usual | what,
    )


def test_the_same_official_page_is_the_same_call() -> None:
    one = entry("eu_portal", url="https://www.example.org/calls/cool/", title="One")
    other = entry("euroaccess", url="http://example.org/calls/Cool", title="Another", on=None)

    assert duplicates([one, other], secondary=["euroaccess"]) == {("euroaccess", "1"): ("eu_portal", "1")}


def test_the_front_page_of_a_site_identifies_nothing() -> None:
    one, other = (entry(source, url="https://example.org/calls", title=source) for source in ("a", "b"))

    assert duplicates([one, other]) == {}


def test_the_same_identifier_is_the_same_call_and_a_bare_number_is_not() -> None:
    named = [entry(source, identifier="LIFE-2026 cool", title=source) for source in ("a", "b")]
    numbered = [entry(source, identifier="10401", title=source) for source in ("a", "b")]

    assert duplicates(named) == {("b", "1"): ("a", "1")}
    assert duplicates(numbered) == {}


@pytest.mark.parametrize(("day", "same"), [(13, True), (17, True), (18, False), (12, False)])
def test_the_same_title_is_the_same_call_if_the_deadlines_are_two_days_apart_at_most(day: int, same: bool) -> None:
    assert bool(duplicates([entry("a"), entry("b", on=date(2026, 9, day))])) is same


def test_titles_are_compared_without_case_accents_and_punctuation() -> None:
    one, other = (
        entry("a", title="Àrees més fresques: refugis climàtics"),
        entry("b", title="ÀREES MES FRESQUES refugis climatics"),
    )

    assert duplicates([one, other]) == {("b", "1"): ("a", "1")}


def test_a_short_title_or_an_unknown_deadline_is_no_sign() -> None:
    assert duplicates([entry("a", title="Open call"), entry("b", title="Open call")]) == {}
    assert duplicates([entry("a", on=None), entry("b", on=None)]) == {}


def test_the_same_title_of_another_programme_is_another_call() -> None:
    assert duplicates([entry("a"), entry("b", programme="European Urban Initiative")]) == {}
    assert duplicates([entry("a"), entry("b", programme="MED programme of Interreg")]) == {("b", "1"): ("a", "1")}


def test_two_entries_of_one_source_with_different_deadlines_are_never_one_not_even_through_a_third() -> None:
    url = "https://example.org/calls/cool"
    first, second = entry("a", "1", url=url), entry("a", "2", url=url, on=date(2027, 3, 1))
    third = entry("b", url=url)
    merged = duplicates([first, second, third])

    assert ("a", "1") not in merged
    assert ("a", "2") not in merged
    assert merged == {("b", "1"): ("a", "1")}


def test_one_call_listed_twice_by_a_source_is_one() -> None:
    assert duplicates([entry("a", "1"), entry("a", "2")]) == {("a", "2"): ("a", "1")}


@pytest.mark.parametrize("told", [{"group": "TOPIC-2"}, {"text": "For another."}, {"opens_on": date(2026, 5, 1)}])
def test_two_entries_of_one_source_that_differ_in_more_than_their_number_are_never_one(told: dict[str, Any]) -> None:
    """Cascade calls share a title and a deadline, each fed by another topic."""
    url = "https://example.org/calls/cool"
    first, second = (
        entry("a", "1", group="TOPIC-1", url=url),
        entry("a", "2", **{"group": "TOPIC-1", "url": url} | told),
    )

    assert duplicates([first, second]) == {}
    assert set(duplicates([first, second, entry("b")])) == {("b", "1")}, "not even through a third"


def test_different_identifiers_tell_calls_of_one_title_and_deadline_apart() -> None:
    """Cohesion and general envelope, actual costs and lump sum."""
    one, other = entry("a", identifier="CEF-2024-COEN"), entry("b", identifier="CEF-2024-GEN")

    assert duplicates([one, other]) == {}
    assert duplicates([one, entry("b", identifier="cef-2024 -coen")]) == {("b", "1"): ("a", "1")}
    assert duplicates([one, entry("b", "B-1", identifier="B-1")]) == {("b", "B-1"): ("a", "1")}, "not the funder's"


@pytest.mark.parametrize("quoted", ["DUT Call 2025", "Cool shelters: call of 2026"])
def test_a_title_in_place_of_an_identifier_tells_nothing_apart(quoted: str) -> None:
    own: dict[str, Any] = {"title": "DUT Call 2025"}
    one, other = entry("a", identifier=quoted, **own), entry("b", identifier="DUT-2025", **own)

    assert duplicates([one, other]) == {("b", "1"): ("a", "1")}


def test_a_programme_of_common_words_only_is_known_by_them() -> None:
    one, other = entry("a", programme="Interreg Europe"), entry("b", programme="The Interreg Europe Programme")

    assert duplicates([one, other]) == {("b", "1"): ("a", "1")}


def test_the_page_of_a_programme_with_several_calls_identifies_none_of_them() -> None:
    url = "https://example.org/programme/calls"
    listed = [entry("a", "1", url=url, title="On water"), entry("a", "2", url=url, title="On air")]

    assert duplicates([*listed, entry("b", url=url, title="Something else")]) == {}


def test_a_page_that_is_used_again_next_year_and_a_topic_quoted_by_what_it_feeds_are_no_sign() -> None:
    signs: list[dict[str, Any]] = [{"url": "https://example.org/calls/cool"}, {"identifier": "COOL-2026-01"}]
    for sign in signs:
        one, other = entry("a", title="Cool Call 2026", **sign), entry("b", title="Open call", **sign, on=None)
        assert duplicates([one, other]) == {("b", "1"): ("a", "1")}
        assert duplicates([one, entry("b", title="Cool Call 2025", **sign, on=date(2025, 9, 15))]) == {}


def test_a_deadline_that_moved_at_one_source_only_does_not_make_two_calls() -> None:
    moved = entry("primary", identifier="COOL-2026-01", on=date(2026, 10, 20))
    stale = entry("late", identifier="COOL-2026-01", title=f"{TITLE} (third cut-off)")

    assert duplicates([moved, stale], secondary=["late"]) == {("late", "1"): ("primary", "1")}


def test_a_call_is_never_hidden_behind_one_that_closes_before() -> None:
    known = entry("primary", identifier="COOL-2026-01")
    later = entry("other", identifier="COOL-2026-01", on=date(2027, 1, 26))

    assert duplicates([known, later], secondary=["other"]) == {}


def test_who_knows_the_second_stage_too_does_not_close_later() -> None:
    first = Deadline(date(2026, 9, 15), kind=DeadlineKind.STAGE_1)
    second = Deadline(date(2027, 3, 1), kind=DeadlineKind.STAGE_2)
    both = replace(entry("other"), deadlines=Deadlines((first, second)))

    assert duplicates([entry("primary"), both], secondary=["other"]) == {("other", "1"): ("primary", "1")}


def test_a_short_title_with_a_number_counts_within_one_programme_and_between_two_sources() -> None:
    one = entry("a", title="DUT Call 2025", programme="Driving Urban Transitions")

    def read(**what: Any) -> Call:
        return entry(
            "b", **{"title": "DUT Call 2025", "programme": "Driving Urban Transitions Partnership (DUT)"} | what
        )

    assert duplicates([one, read()]) == {("b", "1"): ("a", "1")}
    assert duplicates([one, read(title="DUT Call 2026")]) == {}
    assert duplicates([one, read(programme=None)]) == {}
    assert duplicates([one, read(programme="Urban Innovations")]) == {}


def test_two_programmes_of_interreg_call_alike() -> None:
    one, other = (entry(source, programme=f"Interreg {source}", title="Third call for proposals") for source in "ab")

    assert duplicates([one, other]) == {}


def test_a_primary_source_stands_for_a_secondary_one_however_much_that_says() -> None:
    rich, poor = entry("z_secondary", text="Much text. " * 50), entry("primary")

    assert duplicates([rich, poor], secondary=["z_secondary"]) == {("z_secondary", "1"): ("primary", "1")}


def test_among_equals_the_one_with_the_most_text_stands_for_both() -> None:
    assert duplicates([entry("a"), entry("b", text="What to do.")]) == {("a", "1"): ("b", "1")}


def test_what_a_person_told_apart_stays_apart() -> None:
    assert duplicates([entry("a"), entry("b")], alone=[("b", "1")]) == {}


@given(st.permutations(range(6)))
def test_the_order_of_arrival_decides_nothing(order: list[int]) -> None:
    url = "https://example.org/calls/cool"
    make: list[Callable[[], Call]] = [
        lambda: entry("a", "1", url=url),
        lambda: entry("a", "2", on=date(2027, 3, 1)),
        lambda: entry("b", "1"),
        lambda: entry("c", "1", url=url, title="Other words altogether here"),
        lambda: entry("d", "1", title="Other words altogether here"),
        lambda: entry("e", "1", title="Nothing in common with it"),
    ]
    merged = duplicates([make[each]() for each in order])

    assert merged == dict.fromkeys([("b", "1"), ("c", "1"), ("d", "1")], ("a", "1"))

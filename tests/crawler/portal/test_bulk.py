"""An object of the bulk file is a fact, a tender, or named as what could not be read."""

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.errors import CrawlError, Incomplete, LayoutChanged, NotJson, TooFew
from crawler.portal.bulk import AT_LEAST, Fact, fact_of, read
from domain.call import Status
from tests.crawler.small_bulk import DAY, MIDNIGHT, bulk, topic

ON = date(2026, 9, 22)


def fact(**different: Any) -> Fact:
    found = fact_of(topic(7, **different))
    assert found is not None
    return found


def in_pieces(file: bytes, size: int = 1000) -> list[bytes]:
    return [file[start : start + size] for start in range(0, len(file), size)]


def test_a_topic_has_its_number_its_identifier_its_word_and_its_days() -> None:
    assert fact(title=" Cool\nstreets ") == Fact(
        number="7",
        identifier="SYN-2026-7",
        title="Cool streets",
        word=Status.OPEN,
        opens_on=date(2026, 6, 14),
        deadlines=(ON,),
    )


def test_a_tender_is_none_of_ours() -> None:
    assert fact_of({"type": 0, "identifier": "NEAR/1", "deadlineDatesLong": []}) is None


@pytest.mark.parametrize(
    ("milliseconds", "day"),
    [(MIDNIGHT, ON), (MIDNIGHT - 2 * 3_600_000, ON), (MIDNIGHT + 79_140_000, ON), (MIDNIGHT - DAY, date(2026, 9, 21))],
    ids=["midnight in UTC", "midnight in Brussels", "the last minute in Brussels", "the day before"],
)
def test_a_day_is_the_one_that_the_portal_prints(milliseconds: int, day: date) -> None:
    assert fact(deadlineDatesLong=[milliseconds]).deadlines == (day,)


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2099, 12, 31)))
def test_midnight_in_utc_is_that_day_in_summer_and_winter(day: date) -> None:
    milliseconds = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp()) * 1000

    assert fact(deadlineDatesLong=[milliseconds]).deadlines == (day,)


@pytest.mark.parametrize("empty", [None, []])
def test_days_that_only_the_actions_name_are_read_as_texts(empty: object) -> None:
    actions = [
        {"plannedOpeningDate": str(MIDNIGHT - DAY), "deadlineDates": [str(MIDNIGHT + DAY), str(MIDNIGHT)]},
        {"plannedOpeningDate": "", "deadlineDates": [str(MIDNIGHT)]},
    ]
    found = fact(plannedOpeningDateLong=None, deadlineDatesLong=empty, actions=actions)

    assert (found.opens_on, found.deadlines) == (date(2026, 9, 21), (ON, date(2026, 9, 23)))


def test_a_topic_without_dates_says_so_and_stands_as_the_portal_says() -> None:
    found = fact(plannedOpeningDateLong=None, deadlineDatesLong=[])

    assert (found.opens_on, found.deadlines) == (None, ())
    assert found.status(datetime(2099, 1, 1, tzinfo=UTC)) is Status.OPEN


def test_a_topic_is_closed_once_its_last_day_is_over_whatever_the_portal_says() -> None:
    found = fact(deadlineDatesLong=[MIDNIGHT - DAY, MIDNIGHT])

    assert found.status(datetime(2026, 9, 22, 21, 59, tzinfo=UTC)) is Status.OPEN
    assert found.status(datetime(2026, 9, 22, 22, tzinfo=UTC)) is Status.CLOSED


@pytest.mark.parametrize(
    ("different", "says"),
    [
        ({"type": 3}, "type 3"),
        ({"type": "1"}, "type '1'"),
        ({"status": {"id": 1}}, "status {'id': 1}"),
        ({"status": None}, "status None"),
        ({"ccm2Id": 0}, "ccm2Id 0"),
        ({"ccm2Id": None}, "ccm2Id None"),
        ({"identifier": " "}, "identifier is missing"),
        ({"title": None}, "title is missing"),
        ({"deadlineDatesLong": [0]}, "1970"),
        ({"deadlineDatesLong": ["soon"]}, "'soon' is no date"),
        ({"deadlineDatesLong": [1.5]}, "1.5 is no date"),
        ({"plannedOpeningDateLong": 10**18}, "is no date"),
    ],
)
def test_what_is_not_understood_is_said_and_never_guessed(different: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says.replace("{", r"\{")):
        fact(**different)


def test_an_object_that_cannot_be_read_is_named_and_stops_no_other() -> None:
    file = read(in_pieces(bulk(topic(1), topic(2, status={}), "no object", topic(3))))

    assert [each.identifier for each in file.facts[:2]] == ["SYN-2026-1", "SYN-2026-3"]
    assert [each.record for each in file.unreadable] == ["SYN-2026-2", "object 3"]


@given(st.integers(min_value=1, max_value=5000))
def test_a_file_says_the_same_in_whatever_pieces_it_arrives(size: int) -> None:
    file = bulk(topic(1, title="Città più verdi – 🌳"))

    assert read(in_pieces(file, size)) == read([file])


BROKEN: dict[str, tuple[bytes, type[CrawlError], str]] = {
    "nothing": (b"", Incomplete, "cut off"),
    "cut off in an object": (bulk(topic(1))[:500], Incomplete, "cut off"),
    "cut off between two objects": (bulk().rpartition(b"},\n")[0] + b"},\n", Incomplete, "cut off"),
    "cut off before the last bracket": (bulk().rstrip()[:-1], Incomplete, "cut off"),
    "a page": (b"<!DOCTYPE html><html>", NotJson, "not JSON"),
    "noise": (bytes(range(256)) * 4, NotJson, "not JSON"),
    "two files": (bulk() + bulk(), NotJson, "not JSON"),
    "half a character": (bulk(topic(1)).replace(b"Cool streets 1", b"\xc3("), NotJson, "not JSON"),
    "half a surrogate pair": (bulk(topic(1)).replace(b"Cool streets 1", rb"\udfff"), NotJson, "not JSON"),
    "a number without an end": (bulk(topic(1)).replace(b": 1,", b": " + b"1" * 5000 + b","), NotJson, "not JSON"),
    "another layout": (bulk().replace(b"GrantTenderObj", b"Objects"), LayoutChanged, "no objects under"),
    "another kind of list": (b'{"fundingData": {"GrantTenderObj": {}}}', LayoutChanged, "no objects under"),
    "an empty list": (b'{"fundingData": {"GrantTenderObj": []}}', LayoutChanged, "no objects under"),
    "other names in its objects": (bulk().replace(b"ccm2Id", b"id"), LayoutChanged, "ccm2Id"),
    "few topics": (
        json.dumps({"fundingData": {"GrantTenderObj": [topic(each) for each in range(1, AT_LEAST)]}}).encode(),
        TooFew,
        f"has {AT_LEAST - 1} topics",
    ),
}


@pytest.mark.parametrize("case", list(BROKEN))
def test_a_file_that_cannot_be_believed_is_refused_in_one_message(case: str) -> None:
    file, kind, says = BROKEN[case]

    with pytest.raises(kind, match=says) as caught:
        read(in_pieces(file))
    assert str(caught.value).startswith("eu_portal: ")
    assert "\n" not in str(caught.value)

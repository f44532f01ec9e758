"""A field is absent, understood, or named as what is not understood."""

from datetime import date

import pytest

from crawler.records.fields import day, in_order, must, texts
from domain.deadlines import Deadline


@pytest.mark.parametrize(
    "wire", ["2026-06-28", "2026-06-28T00:00:00Z", "2026-06-28+02:00", "2026-06-28T00:00:00.000+02:00"]
)
def test_the_day_that_is_printed_counts_whatever_offset_stands_behind_it(wire: str) -> None:
    assert day({"last": wire}, "last") == date(2026, 6, 28)


@pytest.mark.parametrize("wire", ["28/06/2026", "0099-12-31", "9999-12-31", "2026-06-28 or later", "2026-02-30"])
def test_a_placeholder_or_another_way_of_writing_is_no_date(wire: str) -> None:
    with pytest.raises(ValueError, match=r"last|day is out of range"):
        day({"last": wire}, "last")


def test_an_absent_day_is_unknown() -> None:
    assert day({}, "last") is None
    assert day({"last": " "}, "last") is None


def test_what_has_to_be_there_is_named_where_it_is_not() -> None:
    with pytest.raises(ValueError, match="title is missing"):
        must({"title": "  "}, "title")


def test_texts_come_once_each_and_in_order() -> None:
    assert texts({"codes": ["b", "a", "b", " "]}, "codes") == ("b", "a")


def test_a_deadline_before_the_opening_is_not_guessed_at() -> None:
    with pytest.raises(ValueError, match="lies before the opening"):
        in_order(date(2026, 8, 28), (Deadline(date(2026, 5, 4)),))

"""The three types of record mean three things by the same wire format."""

from datetime import date, time

import pytest

from crawler.portal.dates import deadlines, opening, topic_day
from crawler.portal.row import Row
from domain.deadlines import BRUSSELS, Deadline, DeadlineKind

DAY = DeadlineKind.DEADLINE


def read(portal_type: str, *wires: str, model: str | None = None) -> tuple[Deadline, ...]:
    fields = {"type": [portal_type], "deadlineDate": list(wires), "deadlineModel": [model] if model else []}
    return deadlines(Row("1SYNen", fields)).dates


@pytest.mark.parametrize(
    ("wire", "day"),
    [
        ("2027-04-08T00:00:00.000+0000", date(2027, 4, 8)),
        ("2025-02-13T00:00:00.000+0100", date(2025, 2, 13)),
        ("2024-04-18T19:00:00.000+0200", date(2024, 4, 18)),
        ("2025-01-20T23:00:00.000+0000", date(2025, 1, 21)),
        ("2025-07-20T22:00:00.000+0000", date(2025, 7, 21)),
        ("2025-01-20T22:59:00.000+0000", date(2025, 1, 20)),
    ],
)
def test_a_topic_has_a_day_whichever_way_the_portal_writes_it(wire: str, day: date) -> None:
    assert topic_day(wire) == day
    assert read("1", wire) == (Deadline(day, None, BRUSSELS, DAY),)


def test_an_external_action_call_has_an_hour_in_utc_without_the_seconds_that_jitter() -> None:
    assert read("2", "2026-06-14T10:00:54.000+0000") == read("2", "2026-06-14T10:00:09.000+0000")
    assert read("2", "2026-06-14T10:00:54.000+0000") == (Deadline(date(2026, 6, 14), time(10), "UTC", DAY),)


def test_a_cascade_call_prints_what_a_clock_in_brussels_shows() -> None:
    assert read("8", "2026-07-31T23:59:00.000+0000") == (Deadline(date(2026, 7, 31), time(23, 59), BRUSSELS, DAY),)


@pytest.mark.parametrize(("portal_type", "zone"), [("2", "UTC"), ("8", BRUSSELS)])
def test_midnight_is_no_hour(portal_type: str, zone: str) -> None:
    assert read(portal_type, "2026-07-31T00:00:00.000+0000") == (Deadline(date(2026, 7, 31), None, zone, DAY),)


def test_two_stages_are_told_apart_even_where_the_second_is_not_announced() -> None:
    first, second = "2027-04-08T00:00:00.000+0000", "2027-09-14T00:00:00.000+0000"

    assert read("1", second, first, model="two-stage") == (
        Deadline(date(2027, 4, 8), kind=DeadlineKind.STAGE_1),
        Deadline(date(2027, 9, 14), kind=DeadlineKind.STAGE_2),
    )
    assert [each.kind for each in read("1", first, model="two-stage")] == ["stage 1"]


def test_each_of_several_cut_offs_is_kept() -> None:
    days = [f"2026-{month:02}-10T00:00:00.000+0000" for month in (3, 6, 9)]

    assert [each.kind for each in read("1", *days, model="multiple cut-off")] == ["cut-off"] * 3


def test_no_date_is_no_deadline() -> None:
    assert read("1", model="single-stage") == ()
    assert opening(Row("1SYNen", {"type": ["1"], "startDate": []})) is None


def test_an_opening_is_a_day_too() -> None:
    late = "2026-03-31T22:00:00.000+0000"

    assert opening(Row("1SYNen", {"type": ["1"], "startDate": [late]})) == date(2026, 4, 1)
    assert opening(Row("1SYNen", {"type": ["2"], "startDate": [late]})) == date(2026, 3, 31)


@pytest.mark.parametrize(
    "wire", ["soon", "11 July 2024", "2026-09-21", "9999-12-31T23:00:00.000+0000", "0001-01-01T00:00:00.000+0000"]
)
def test_a_date_that_is_not_understood_is_not_guessed(wire: str) -> None:
    with pytest.raises(ValueError):
        read("1", wire)


def test_a_model_that_is_not_understood_is_not_guessed() -> None:
    with pytest.raises(ValueError, match="lottery"):
        read("1", "2027-04-08T00:00:00.000+0000", model="lottery")
    with pytest.raises(ValueError, match="two-stage"):
        read("1", *(f"2027-0{month}-08T00:00:00.000+0000" for month in (1, 2, 3)), model="two-stage")

"""A date is what the funder prints, read by a named format, or not a date."""

import locale
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.parse.dates import YEARS, Printed, day, deadline, printed
from domain.deadlines import BRUSSELS, Deadline, DeadlineKind
from domain.months import MONTHS

DAYS = st.dates(date(YEARS.start, 1, 1), date(YEARS.stop - 1, 12, 31))


@pytest.mark.parametrize(
    ("text", "form", "read"),
    [
        ("7 April 2026", "%d %B %Y", date(2026, 4, 7)),
        ("  7\u00a0April\n2026 ", "%d %B %Y", date(2026, 4, 7)),
        ("1st Sept. 2026", "%d %B %Y", date(2026, 9, 1)),
        ("15 de septiembre de 2026", "%d de %B de %Y", date(2026, 9, 15)),
        ("1er août 2026", "%d %B %Y", date(2026, 8, 1)),
        ("3 de març del 2026", "%d de %B del %Y", date(2026, 3, 3)),
        ("30 d'abril de 2026", "%d d'%B de %Y", date(2026, 4, 30)),
        ("15/06/2026", "%d/%m/%Y", date(2026, 6, 15)),
        ("03.10.2025", "%d.%m.%Y", date(2025, 10, 3)),
    ],
)
def test_a_day_is_read_as_it_is_printed(text: str, form: str, read: date) -> None:
    assert day(text, form) == read


def test_the_hour_and_the_zone_count_where_they_are_printed() -> None:
    forms = ("%d %B %Y, %H:%M (%Z)", "%d %B %Y, %H:%M", "%d %B %Y")

    assert printed("16 September 2026, 17:00 (CEST)", *forms) == Printed(date(2026, 9, 16), time(17), BRUSSELS)
    assert printed("16 September 2026, 9:30 (UTC)", *forms) == Printed(date(2026, 9, 16), time(9, 30), "UTC")
    assert printed("16 September 2026, 17:00", *forms) == Printed(date(2026, 9, 16), time(17), None)
    assert printed("16 September 2026", *forms) == Printed(date(2026, 9, 16), None, None)


def test_a_deadline_without_a_zone_has_that_of_the_funder() -> None:
    form, kind = "%d.%m.%Y %H:%M", DeadlineKind.CUT_OFF

    assert deadline("27.01.2026 17:00", form) == Deadline(date(2026, 1, 27), time(17), BRUSSELS)
    assert deadline("27.01.2026 17:00", form, zone="Europe/Madrid", kind=kind) == Deadline(
        date(2026, 1, 27), time(17), "Europe/Madrid", kind
    )


def test_twenty_four_hours_are_the_end_of_the_day() -> None:
    assert printed("27.01.2026 24:00", "%d.%m.%Y %H:%M") == Printed(date(2026, 1, 27))


@pytest.mark.parametrize(
    "text",
    [
        *("31.12.0099", "31.12.9999", "31.12.99", "31.13.2026", "30.02.2026", "00.01.2026", "2026-01-27"),
        *("", "soon", "27.01.2026 or later", "from 27.01.2026", "127.01.2026", "27.01.20261", "27.01.2026 25:00"),
        *("31 Brumaire 2026", "27.01.2026 17:00 (Mars time)"),
    ],
)
def test_what_is_no_date_is_refused_with_its_words(text: str) -> None:
    with pytest.raises(ValueError, match=r"is not a date|no year|names no month") as refused:
        printed(text, "%d.%m.%Y %H:%M (%Z)", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%d %B %Y")

    assert repr(text) in str(refused.value)


@given(DAYS, st.sampled_from(sorted(MONTHS)))
def test_every_month_of_four_languages_has_its_number(on: date, name: str) -> None:
    expected = (MONTHS[name], on.year)
    read = day(f"1 {name.upper()} {on.year}", "%d %B %Y")

    assert (read.month, read.year) == expected


@given(DAYS, st.times(), st.sampled_from(["%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%Y-%m-%d"]))
def test_what_is_printed_is_read_back(on: date, at: time, form: str) -> None:
    at = at.replace(second=0, microsecond=0, tzinfo=None)
    assert locale.setlocale(locale.LC_TIME) == "C", "strftime prints English names in this test"

    assert printed(on.strftime(form), form) == Printed(on)
    assert printed(f"{on.strftime(form)} {at:%H:%M}", f"{form} %H:%M") == Printed(on, at)


@given(st.text(st.sampled_from("0123456789./ :()aeMrZ"), max_size=24))
def test_any_text_is_a_date_in_range_or_refused(text: str) -> None:
    try:
        read = printed(text, "%d.%m.%Y", "%d/%m/%Y %H:%M", "%d %B %Y")
    except ValueError:
        return

    assert read.on.year in YEARS

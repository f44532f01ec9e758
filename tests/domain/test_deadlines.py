"""Deadlines stand in order, and what is not known is said."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.deadlines import Deadline, DeadlineKind, Deadlines

ONE = st.builds(
    Deadline,
    st.dates(date(2026, 3, 27), date(2026, 3, 31)) | st.dates(date(2026, 10, 23), date(2026, 10, 27)),
    st.none() | st.times(),
    st.sampled_from(["Europe/Brussels", "Europe/London", "America/New_York", "Asia/Tokyo"]),
    st.sampled_from(DeadlineKind),
)


@settings(deadline=None)
@given(st.data())
def test_deadlines_stand_in_one_order_however_the_funder_lists_them(data: st.DataObject) -> None:
    dates = tuple(data.draw(st.lists(ONE, max_size=6, unique=True)))
    shuffled = tuple(data.draw(st.permutations(dates)))
    instants = [each.instant.astimezone(UTC) for each in Deadlines(dates)]

    assert instants == sorted(instants)
    assert [each.astimezone(UTC) for each in (it.instant for it in Deadlines(shuffled))] == instants
    assert sorted(map(repr, Deadlines(shuffled))) == sorted(map(repr, dates))


def test_stages_are_ordered_by_day_not_by_the_order_given() -> None:
    second = Deadline(date(2026, 9, 1), time(17), kind=DeadlineKind.STAGE_2)
    first = Deadline(date(2026, 3, 1), time(17), kind=DeadlineKind.STAGE_1)

    assert tuple(Deadlines((second, first))) == (first, second)
    assert Deadlines((second, first)) == Deadlines((first, second))


def test_a_day_without_hour_ends_after_every_hour_of_it() -> None:
    whole, late = Deadline(date(2026, 9, 1)), Deadline(date(2026, 9, 1), time(23, 59, 59))

    assert tuple(Deadlines((whole, late))) == (late, whole)


def test_a_whole_day_and_an_hour_elsewhere_may_be_the_same_instant() -> None:
    whole = Deadline(date(2026, 7, 1))
    london = Deadline(date(2026, 7, 1), time(23), "Europe/London")

    assert whole.instant == london.instant
    assert Deadlines((whole, london)) == Deadlines((london, whole))


def test_the_next_deadline_is_the_first_that_has_not_passed() -> None:
    first, second = Deadline(date(2026, 3, 1)), Deadline(date(2026, 9, 1))
    it = Deadlines((second, first))

    assert it.next(datetime(2026, 2, 1, tzinfo=UTC)) == first
    assert it.next(first.instant) == second
    assert it.next(second.instant) is None


def test_unknown_deadlines_are_neither_ahead_nor_passed() -> None:
    it = Deadlines()

    assert len(it) == 0
    assert it.next(datetime(2026, 1, 1, tzinfo=UTC)) is None
    assert not it.all_passed(datetime(2099, 1, 1, tzinfo=UTC))


def test_a_deadline_in_the_hour_that_comes_twice_passes_the_first_time() -> None:
    it = Deadline(date(2026, 10, 25), time(2, 30))
    again = datetime(2026, 10, 25, 2, 15, tzinfo=ZoneInfo("Europe/Brussels"), fold=1)

    assert it.passed(again)
    assert not it.passed(again.astimezone(UTC) - timedelta(hours=1))


def test_a_zone_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        Deadlines((Deadline(date(2026, 7, 1), zone="Europe/Atlantis"),))

"""When each job is due, in the institution's time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from convoca.jobs import LATEST, jobs
from domain.plan import INSTITUTION_ZONE

BY_NAME = {each.name: each for each in jobs()}
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@pytest.mark.parametrize(
    ("monday", "utc"),
    [
        (datetime(2026, 3, 23, tzinfo=UTC), 6),
        (datetime(2026, 3, 30, tzinfo=UTC), 5),
        (datetime(2026, 10, 19, tzinfo=UTC), 5),
        (datetime(2026, 10, 26, tzinfo=UTC), 6),
    ],
)
def test_the_digest_goes_out_at_seven_in_summer_and_in_winter(monday: datetime, utc: int) -> None:
    due = BY_NAME["digest"].next(monday)

    assert due == monday.replace(hour=utc)
    assert due.astimezone(INSTITUTION_ZONE).hour == 7


def test_the_hour_that_comes_twice_strikes_once_for_a_job_that_is_due_in_it() -> None:
    night = datetime(2026, 10, 24, 23, 0, tzinfo=UTC)
    struck = set()
    for minute in range(0, 6 * 60, 5):
        due = BY_NAME["reconcile"].due(night + timedelta(minutes=minute))
        if due is not None and due > night:
            struck.add(due)

    assert len(struck) == 1


def test_what_was_missed_is_made_up_for_within_three_days_and_not_later() -> None:
    sunday = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
    weekly = BY_NAME["crawl-weekly"]

    assert weekly.due(sunday) == weekly.due(sunday + LATEST) == sunday
    assert weekly.due(sunday - timedelta(seconds=1)) is None
    assert weekly.due(sunday + LATEST + timedelta(seconds=1)) is None


def test_the_digest_step_runs_every_day_for_those_whose_day_it_is() -> None:
    monday = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)

    assert BY_NAME["digest"].next(monday) - monday == timedelta(days=1)


@given(now=INSTANTS, name=st.sampled_from(sorted(BY_NAME)))
def test_the_last_due_time_is_not_ahead_and_the_next_one_is(now: datetime, name: str) -> None:
    job = BY_NAME[name]
    due, following = job.due(now), job.next(now)

    assert due is None or now - LATEST <= due <= now
    assert following > now
    assert job.due(following) == following

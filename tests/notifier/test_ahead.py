"""How far off a deadline is."""

from datetime import UTC, date, datetime, time

import pytest

from domain.deadlines import Deadline
from notifier.ahead import days_left


@pytest.mark.parametrize(
    ("now", "days"),
    [
        (datetime(2026, 9, 15, 21, 59, tzinfo=UTC), 1),
        (datetime(2026, 9, 15, 22, 0, tzinfo=UTC), 0),
        (datetime(2026, 9, 16, 21, 59, tzinfo=UTC), 0),
    ],
)
def test_days_are_counted_by_the_calendar_of_the_funder(now: datetime, days: int) -> None:
    assert days_left(Deadline(date(2026, 9, 16), time(17)), now) == days

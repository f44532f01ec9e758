"""A source is judged by its crawls: whether they end well, whether anything moves, whether it says less than it did."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.health import PATIENCE, CrawlHistory, Health, State, Trend, health

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
YESTERDAY = NOW - timedelta(days=1)


def judged(*, cadence: str = "daily", **said: object) -> Health:
    given: dict[str, object] = {"last": NOW, "last_good": NOW, "found": (50,), "moved_on": NOW.date()}
    return health(CrawlHistory(**(given | said)), cadence=cadence, now=NOW)  # type: ignore[arg-type]


def test_a_source_that_was_never_read_is_not_called_healthy() -> None:
    assert health(CrawlHistory(), cadence="daily", now=NOW) == Health(state=State.NEVER_READ)


def test_a_source_that_was_read_and_moves_is_healthy() -> None:
    assert str(judged()) == "healthy"


def test_a_source_fails_since_the_first_crawl_after_the_last_good_one() -> None:
    it = judged(last_good=YESTERDAY, failing_since=NOW)

    assert (it.state, str(it)) == (State.FAILING, "failing since 2026-11-24")


@pytest.mark.parametrize("cadence", PATIENCE)
def test_a_source_whose_dates_are_frozen_is_silent_although_every_crawl_ends_well(cadence: str) -> None:
    long_ago = NOW.date() - PATIENCE[cadence]

    assert judged(cadence=cadence, moved_on=long_ago).state is State.HEALTHY
    silent = judged(cadence=cadence, moved_on=long_ago - timedelta(days=1))
    assert (silent.state, silent.since) == (State.SILENT, long_ago - timedelta(days=1))
    assert str(silent).startswith("silent: none of its dates has moved since ")


def test_a_failure_is_told_before_the_silence_it_explains() -> None:
    assert judged(failing_since=YESTERDAY, moved_on=date(2020, 1, 1)).state is State.FAILING


@pytest.mark.parametrize(
    ("found", "trend"),
    [
        ((), None),
        ((50,), None),
        ((50, 55), Trend.STEADY),
        ((50, 56), Trend.RISING),
        ((50, 50, 10, 44), Trend.FALLING),
        ((0, 0), Trend.STEADY),
        ((0, 1), Trend.RISING),
    ],
)
def test_the_last_number_is_compared_with_the_usual_one(found: tuple[int, ...], trend: Trend | None) -> None:
    assert judged(found=found).trend is trend


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=8), st.integers(0, 10_000))
def test_a_source_that_finds_more_is_never_said_to_fall(before: list[int], more: int) -> None:
    assert judged(found=(*before, max(before) + more)).trend is not Trend.FALLING

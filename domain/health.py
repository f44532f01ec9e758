"""How a source is: whether its crawls end well, whether what it says still moves, and whether it says less."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from statistics import median
from types import MappingProxyType

PATIENCE: Mapping[str, timedelta] = MappingProxyType({"daily": timedelta(days=60), "weekly": timedelta(days=400)})
"""How long nothing may move, by cadence. What is worth reading every day announces something every other month, August
and Christmas included; what is read once a week may call once a year, and a little late. Longer than that, somebody
should look whether the site has moved or serves an old page: a crawl of it ends well every time."""

NOTEWORTHY = 0.1
"""The share by which the number of calls differs from the usual one before it is said to rise or fall."""


class State(StrEnum):
    """A source in a word."""

    NEVER_READ = "never read"
    HEALTHY = "healthy"
    FAILING = "failing"
    """Its last crawl failed; what was known before is kept."""
    SILENT = "silent"
    """Its crawls end well, and none of its dates has moved for longer than its cadence allows."""


class Trend(StrEnum):
    """How many calls the last crawl found, beside the ones before it."""

    RISING = "rising"
    STEADY = "steady"
    FALLING = "falling"


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlHistory:
    """What is remembered of the crawls of one source."""

    last: datetime | None = None
    last_good: datetime | None = None
    failing_since: datetime | None = None
    """The first crawl after the last good one, where the last one failed."""
    found: tuple[int, ...] = ()
    """How many calls the last good crawls found, the oldest first."""
    moved_on: date | None = None
    """The newest day of a publication, or on which a crawl after the first found anything new or changed; where there
    is neither, the day of the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """The judgement on a source."""

    state: State
    since: date | None = None
    """Of a failure, its first day; of silence, the last day on which something moved."""
    trend: Trend | None = None
    """``None`` while there is nothing to compare with."""

    def __str__(self) -> str:
        match self.state:
            case State.SILENT:
                return f"silent: none of its dates has moved since {self.since}"
            case State.FAILING:
                return f"failing since {self.since}"
            case _:
                return self.state.value


def health(history: CrawlHistory, *, cadence: str, now: datetime) -> Health:
    """Judge a source by its crawls; ``cadence`` is a key of :data:`PATIENCE`."""
    trend = _trend(history.found)
    if history.last is None:
        return Health(state=State.NEVER_READ)
    if history.failing_since:
        return Health(state=State.FAILING, since=history.failing_since.date(), trend=trend)
    if history.moved_on and now.date() - history.moved_on > PATIENCE[cadence]:
        return Health(state=State.SILENT, since=history.moved_on, trend=trend)
    return Health(state=State.HEALTHY, trend=trend)


def _trend(found: Sequence[int]) -> Trend | None:
    if len(found) < 2:
        return None
    *before, last = found
    usual = median(before)
    if abs(last - usual) <= NOTEWORTHY * usual:
        return Trend.STEADY
    return Trend.RISING if last > usual else Trend.FALLING

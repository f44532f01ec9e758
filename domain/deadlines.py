"""When the door shuts: deadlines, cut-offs and stages, with the hour and the zone the funder names."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

BRUSSELS = "Europe/Brussels"


class DeadlineKind(StrEnum):
    """What happens on the day."""

    DEADLINE = "deadline"
    CUT_OFF = "cut-off"
    STAGE_1 = "stage 1"
    STAGE_2 = "stage 2"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One moment a funder names. Without an hour the whole day counts, in the funder's zone."""

    on: date
    at: time | None = None
    zone: str = BRUSSELS
    kind: DeadlineKind = DeadlineKind.DEADLINE

    @property
    def instant(self) -> datetime:
        """The first aware instant at which it is too late."""
        zone = ZoneInfo(self.zone)
        if self.at is None:
            return datetime.combine(self.on + timedelta(days=1), time(0), zone)
        return datetime.combine(self.on, self.at, zone)

    def passed(self, now: datetime) -> bool:
        return self.instant.astimezone(UTC) <= now


@dataclass(frozen=True, slots=True)
class Deadlines:
    """The moments a funder names, in order.

    No dates and not rolling means that we do not know; it is said rather than guessed.
    """

    dates: tuple[Deadline, ...] = ()
    rolling: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "dates", tuple(sorted(self.dates, key=_order)))

    def __iter__(self) -> Iterator[Deadline]:
        return iter(self.dates)

    def __len__(self) -> int:
        return len(self.dates)

    def next(self, now: datetime) -> Deadline | None:
        """The first that has not passed, if any."""
        return next((each for each in self.dates if not each.passed(now)), None)

    def all_passed(self, now: datetime) -> bool:
        """Whether dates are known and the last of them is behind us."""
        return bool(self.dates) and not self.rolling and self.dates[-1].passed(now)


def _order(deadline: Deadline) -> tuple[datetime, date, str, DeadlineKind]:
    # In UTC: two instants of one zone are compared by their wall clocks, wrongly where clocks are put back.
    return deadline.instant.astimezone(UTC), deadline.on, deadline.zone, deadline.kind

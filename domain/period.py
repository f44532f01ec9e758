"""From a day to a day: a year, a mandate, the time of a plan."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From a day to a day, both in it; ``None``: open on that side."""

    since: date | None = None
    until: date | None = None

    @property
    def years(self) -> tuple[int, int] | None:
        """The first and the last year, where the period is made of whole ones."""
        if self.since is None or self.until is None:
            return None
        whole = (self.since.month, self.since.day, self.until.month, self.until.day) == (1, 1, 12, 31)
        return (self.since.year, self.until.year) if whole else None

    def moments(self, zone: tzinfo) -> tuple[datetime | None, datetime | None]:
        """When it begins and when it is over, in a zone; ``None`` on a side that is open."""
        after = self.until + timedelta(days=1) if self.until else None
        since, until = (datetime.combine(day, time(), zone) if day else None for day in (self.since, after))
        return since, until


def period(since: str, until: str) -> Period:
    """Read a period from two texts, each a year, a day such as 2019-06-17, or nothing; raise :class:`ValueError`."""
    found = Period(since=_day(since.strip(), "01-01"), until=_day(until.strip(), "12-31"))
    if found.since and found.until and found.until < found.since:
        raise ValueError(f"{until} is before {since}")
    return found


def _day(text: str, of_year: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(f"{text}-{of_year}" if re.fullmatch(r"\d{4}", text, re.ASCII) else text)
    except ValueError as error:
        raise ValueError(f"{text} is neither a year nor a day") from error

"""Dates as funders print them, read by a format that the source's form names: never guessed, whatever the locale."""

import re
from dataclasses import dataclass
from datetime import date, time
from functools import lru_cache

from crawler.parse.html import plain
from domain.deadlines import BRUSSELS, Deadline, DeadlineKind
from domain.months import MONTHS

YEARS = range(1990, 2100)
"""A year outside is a placeholder or a slip, not a date."""

ZONES = {
    **dict.fromkeys(("cet", "cest", "met", "brussels", "brussels time", "brussels local time"), BRUSSELS),
    **dict.fromkeys(("utc", "gmt"), "UTC"),
    "paris time": "Europe/Paris",
    "madrid time": "Europe/Madrid",
}
"""How zones are printed. CET and CEST stand for the clock in Brussels: funders write the one or the other all year."""

TOKENS = {
    "%d": r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?",
    "%m": r"(?P<month>\d{1,2})",
    "%B": r"(?P<name>[^\W\d_]+)\.?",
    "%Y": r"(?P<year>\d{4})",
    "%H": r"(?P<hour>\d{1,2})",
    "%M": r"(?P<minute>\d{2})",
    "%Z": r"(?P<zone>[^\W\d_]+(?: [^\W\d_]+)*)",
}
"""What may stand in a format, as in ``strptime``, with ``%B`` a month by its name and ``%Z`` one of :data:`ZONES`."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A day, with the hour and the zone (an IANA name) where they are printed."""

    on: date
    at: time | None = None
    zone: str | None = None


def printed(text: str, *formats: str) -> Printed:
    """Read a text that is a date and nothing else; ``ValueError`` where it fits none of the formats."""
    said = plain(text)
    for each in formats:
        if found := _pattern(each).fullmatch(said):
            return _value(found.groupdict(), said)
    raise ValueError(f"{said!r} is not a date as {' or '.join(formats)}")


def day(text: str, *formats: str) -> date:
    """Read a text that is a date and nothing else, as a day."""
    return printed(text, *formats).on


def deadline(text: str, *formats: str, zone: str = BRUSSELS, kind: DeadlineKind = DeadlineKind.DEADLINE) -> Deadline:
    """Read a text that is a date and nothing else, as a deadline; ``zone`` is the funder's where none is printed."""
    it = printed(text, *formats)
    return Deadline(it.on, it.at, it.zone or zone, kind)


@lru_cache(maxsize=64)
def _pattern(form: str) -> re.Pattern[str]:
    pieces = re.split(r"(%[a-zA-Z]|\s+)", form)
    return re.compile("".join(_piece(each) for each in pieces), re.IGNORECASE)


def _piece(form: str) -> str:
    return r"\s+" if form.isspace() else TOKENS.get(form) or re.escape(form)


def _value(found: dict[str, str | None], said: str) -> Printed:
    year, name = int(found["year"] or 0), found.get("name")
    if year not in YEARS:
        raise ValueError(f"{said!r} has no year that can be meant")
    if name is not None and name.lower() not in MONTHS:
        raise ValueError(f"{said!r} names no month that is known")
    month = MONTHS[name.lower()] if name else int(found["month"] or 0)
    try:
        return Printed(date(year, month, int(found["day"] or 0)), _hour(found), _zone(found.get("zone")))
    except ValueError as error:
        raise ValueError(f"{said!r} is not a date: {error}") from None


def _hour(found: dict[str, str | None]) -> time | None:
    """Return the hour; 24:00 is the end of the day, which is what no hour means."""
    hour, minute = found.get("hour"), int(found.get("minute") or 0)
    if hour is None or (int(hour), minute) == (24, 0):
        return None
    return time(int(hour), minute)


def _zone(name: str | None) -> str | None:
    if name is None:
        return None
    if name.lower() not in ZONES:
        raise ValueError(f"the zone {name!r} is not known")
    return ZONES[name.lower()]

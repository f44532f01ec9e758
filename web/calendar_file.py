"""Deadlines as a calendar that programs subscribe to (RFC 5545, RFC 7986)."""

from datetime import UTC, timedelta
from functools import lru_cache

from icalendar import Calendar, Event

from domain.plain_text import link, plain
from followup.agenda import Entry

PROGRAM = "-//convoca//feed//EN"
KIND = "text/calendar; charset=utf-8"
FRESH = timedelta(hours=6)
"""How often a calendar program is asked to come: crawls are daily."""


Said = tuple[Entry, str, tuple[str, ...]]
"""An entry, its headline, its further lines."""


@lru_cache(maxsize=100)
def calendar_file(entries: tuple[Said, ...], *, name: str) -> bytes:
    """The calendar of that name. Kept for a while: many programs read the same one often, and never say that they have.

    Moments are in UTC, which every calendar program shows in the zone of who looks; a deadline without an hour is the
    whole day. Nothing in it depends on when it is made.
    """
    made = Calendar()
    made.add("PRODID", PROGRAM)
    made.add("VERSION", "2.0")
    made.add("NAME", plain(name))
    made.add("X-WR-CALNAME", plain(name))
    made.add("REFRESH-INTERVAL", FRESH, parameters={"VALUE": "DURATION"})
    made.add("X-PUBLISHED-TTL", "PT6H")
    for entry, headline, lines in entries:
        made.add_component(_event(entry, headline, lines))
    return bytes(made.to_ical())


def _event(entry: Entry, headline: str, lines: tuple[str, ...]) -> Event:
    event = Event()
    event.add("UID", entry.uid)
    event.add("DTSTAMP", entry.changed_at)
    event.add("LAST-MODIFIED", entry.changed_at)
    event.add("SEQUENCE", entry.sequence)
    # A moment, not a meeting: no end, and nobody counts as busy.
    event.add("DTSTART", entry.deadline.instant.astimezone(UTC) if entry.deadline.at else entry.deadline.on)
    event.add("TRANSP", "TRANSPARENT")
    event.add("STATUS", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("SUMMARY", plain(headline))
    event.add("DESCRIPTION", "\n".join(plain(each) for each in lines if each))
    if entry.url and (address := link(entry.url)):
        event.add("URL", address)
    return event

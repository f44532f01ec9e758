"""The deadlines of a mail as a calendar that programs take in (RFC 5545)."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from icalendar import Calendar, Event

from domain.call import Call
from domain.deadlines import Deadline
from followup.agenda import uid_of
from notifier.plain import link, plain
from notifier.sentences import sentences

PROGRAM = "-//convoca//digest//EN"
YEAR = timedelta(days=366)


def calendar(calls: Sequence[Call], *, language: str, now: datetime) -> str:
    """Return the deadlines still to come, each once; empty where there is none.

    An event has the funder's hour and zone, or is the whole day where no hour is stated. A later mail about the same
    deadline has the same UID and a higher SEQUENCE, so that it moves the event instead of adding one.
    """
    say = sentences(language)
    events = {
        str(event["UID"]): event
        for call in calls
        for deadline in call.deadlines
        if not deadline.passed(now)
        for event in [_event(call, deadline, say, now=now)]
    }
    if not events:
        return ""
    last = max(deadline.on for call in calls for deadline in call.deadlines)
    made = Calendar()
    made.add("PRODID", PROGRAM)
    made.add("VERSION", "2.0")
    for each in events.values():
        made.add_component(each)
    # Its own choice is every change of clocks from 1970 on.
    made.add_missing_timezones(first_date=now.date() - YEAR, last_date=last + YEAR)
    return str(made.to_ical().decode())


def _event(call: Call, deadline: Deadline, say: Any, *, now: datetime) -> Event:  # noqa: ANN401
    event = Event()
    event.add("UID", uid_of(call.source, call.reference, deadline, call.deadlines))
    event.add("DTSTAMP", now)
    event.add("SEQUENCE", now.toordinal())
    # A moment, not a meeting: no end, and nobody counts as busy.
    event.add("DTSTART", deadline.instant if deadline.at else deadline.on)
    event.add("TRANSP", "TRANSPARENT")
    event.add("SUMMARY", f"{say.deadline_label(deadline.kind)}: {plain(call.title)}")
    event.add("DESCRIPTION", "\n".join(_facts(call, deadline, say)))
    if url := link(call.url):
        event.add("URL", url)
    return event


def _facts(call: Call, deadline: Deadline, say: Any) -> Iterator[str]:  # noqa: ANN401
    yield ", ".join(plain(each) for each in (call.programme, call.identifier) if each)
    if deadline.at is None:
        yield plain(say.closing_time(deadline, call))

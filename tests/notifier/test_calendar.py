"""The deadlines of a mail, as a calendar program reads them."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from domain.call import Call
from domain.deadlines import Deadline, DeadlineKind, Deadlines
from notifier.calendar import calendar
from tests.notifier.examples import NOW, make_call

SOON = make_call("LIFE-2026-CET", programme="LIFE", deadlines=Deadlines((Deadline(date(2026, 9, 16), time(17)),)))


def read(*calls: Call, language: str = "en", now: datetime = NOW) -> Calendar:
    made = Calendar.from_ical(calendar(calls, language=language, now=now))
    assert isinstance(made, Calendar)
    return made


def events(*calls: Call, language: str = "en", now: datetime = NOW) -> list[Event]:
    return list(read(*calls, language=language, now=now).events)


def test_a_deadline_has_the_hour_and_the_zone_that_the_funder_names() -> None:
    london = replace(SOON, deadlines=Deadlines((Deadline(date(2026, 9, 16), time(23, 59), "Europe/London"),)))
    (event,) = events(london)

    assert event.start == datetime(2026, 9, 16, 23, 59, tzinfo=ZoneInfo("Europe/London"))
    assert event["DTSTART"].params["TZID"] == "Europe/London"
    assert [each.tz_name for each in read(london).timezones] == ["Europe/London"]


def test_without_an_hour_it_is_the_whole_day_and_says_that_none_is_stated() -> None:
    (event,) = events(replace(SOON, deadlines=Deadlines((Deadline(date(2026, 9, 16)),))))

    assert event.start == date(2026, 9, 16)
    assert not isinstance(event.start, datetime)
    assert event.description == "LIFE, LIFE-2026-CET\nno hour stated by the funder, usually 17:00 Brussels time"


def test_an_event_names_the_call_and_leads_to_it() -> None:
    (event,) = events(SOON)

    assert event["SUMMARY"] == "Deadline: The title of LIFE-2026-CET"
    assert event["DESCRIPTION"] == "LIFE, LIFE-2026-CET"
    assert event["URL"] == SOON.url
    assert event["TRANSP"] == "TRANSPARENT"


def test_an_event_speaks_the_language_of_the_mail() -> None:
    stages = Deadlines((Deadline(date(2026, 10, 1), kind=DeadlineKind.CUT_OFF), Deadline(date(2026, 12, 1))))

    assert [str(each["SUMMARY"]).split(":")[0] for each in events(replace(SOON, deadlines=stages), language="ca")] == [
        "Data de tall",
        "Termini",
    ]


def test_a_moved_deadline_is_the_same_event_in_a_later_revision() -> None:
    moved = replace(SOON, deadlines=Deadlines((Deadline(date(2026, 10, 1), time(12)),)))
    (before,), (after,) = events(SOON), events(moved, now=NOW + timedelta(days=7))

    assert before["UID"] == after["UID"]
    assert after.sequence > before.sequence


def test_other_calls_stages_and_cut_offs_are_events_of_their_own() -> None:
    cut_offs = [Deadline(date(2026, month, 1), kind=DeadlineKind.CUT_OFF) for month in (10, 11)]
    others = (DeadlineKind.DEADLINE, DeadlineKind.STAGE_1, DeadlineKind.STAGE_2)
    stages = [Deadline(date(2027, 1, 1), kind=kind) for kind in others]
    many = replace(SOON, deadlines=Deadlines((*cut_offs, *stages)))
    found = events(many, replace(many, source="gb_ukri"), replace(many, reference="OTHER"))

    assert len({each["UID"] for each in found}) == len(found) == 15


def test_a_call_of_two_projects_is_one_event() -> None:
    assert len(events(SOON, SOON)) == 1


def test_what_has_passed_is_left_out_and_without_deadlines_there_is_no_calendar() -> None:
    stages = Deadlines((Deadline(date(2026, 9, 1), kind=DeadlineKind.STAGE_1), Deadline(date(2027, 2, 1))))

    assert [each.start for each in events(replace(SOON, deadlines=stages))] == [date(2027, 2, 1)]
    assert calendar([make_call(deadlines=Deadlines(rolling=True))], language="en", now=NOW) == ""


def test_nobody_is_invited_and_nothing_is_asked() -> None:
    made = read(SOON)

    assert "METHOD" not in made
    assert "ATTENDEE" not in made.events[0]
    assert made["VERSION"] == "2.0"


def test_hostile_text_makes_no_line_of_its_own() -> None:
    evil = replace(SOON, title="x\r\nATTENDEE:mailto:all@example.org\u202e", url="javascript:alert(1)")
    (event,) = events(evil)

    assert event["SUMMARY"] == "Deadline: x ATTENDEE:mailto:all@example.org"
    assert "ATTENDEE" not in event
    assert "URL" not in event


def test_the_same_mail_has_the_same_calendar() -> None:
    assert calendar([SOON], language="ca", now=NOW) == calendar([SOON], language="ca", now=NOW)

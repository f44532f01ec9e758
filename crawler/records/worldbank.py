"""A procurement notice of the World Bank becomes a call: what a borrower will buy, and until when one may offer."""

import re
from datetime import date, datetime, time

from crawler.parse.html import line
from crawler.records.contacts import without_contacts
from crawler.records.fields import Record, day, in_order, must, text
from domain.call import Call, Kind, Part, PartKind, Status
from domain.deadlines import Deadline

PAGES = "https://projects.worldbank.org/en/projects-operations/procurement-detail/"

COUNTRIES = {
    "Morocco": "Africa/Casablanca",
    "Tunisia": "Africa/Tunis",
    "Egypt, Arab Republic of": "Africa/Cairo",
    "Lebanon": "Asia/Beirut",
    "Jordan": "Asia/Amman",
    "Algeria": "Africa/Algiers",
    "Albania": "Europe/Tirane",
    "Bosnia and Herzegovina": "Europe/Sarajevo",
}
"""The countries we ask for, as the Bank spells them, and the zone of their hours. A name with an apostrophe would have
to come first: anywhere else the Bank drops it without a word."""

TYPES = ("Request for Expression of Interest", "Invitation for Bids", "General Procurement Notice")
"""The notices that come before a contract; three in four of the archive are awards."""

LANGUAGES = {"English": "en", "French": "fr", "Spanish": "es", "Arabic": "ar", "Portuguese": "pt"}

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def call_of(record: Record) -> Call:
    """Return the call; ``ValueError`` says what is not understood, or was not asked for: filters are easily ignored."""
    reference, country, notice = must(record, "id"), must(record, "project_ctry_name"), must(record, "notice_type")
    if country not in COUNTRIES or notice not in TYPES:
        raise ValueError(f"{notice!r} of {country!r} was not asked for")
    if (status := must(record, "notice_status")) != "Published":
        raise ValueError(f"notice_status {status!r} is not understood")
    last = _deadline(record, COUNTRIES[country])
    body = without_contacts(text(record, "notice_text") or "")
    return Call(
        source="worldbank",
        reference=reference,
        identifier=text(record, "bid_reference_no") or reference,
        kind=Kind.TENDER,
        title=line(text(record, "bid_description") or must(record, "project_name")),
        url=f"{PAGES}{reference}",
        # a general notice announces what will be bought; only an invitation with a day opens a door
        word=Status.OPEN if last else Status.UNKNOWN,
        published_on=published(record),
        deadlines=in_order(published(record), (last,) if last else (), of="publication"),
        group=text(record, "project_id"),
        group_title=line(text(record, "project_name") or "") or None,
        type_of_action=notice,
        parts=(Part(PartKind.DESCRIPTION, "", body),) if body else (),
        keywords=(country,),
        language=_language(must(record, "notice_lang_name")),
    )


def published(record: Record) -> date:
    """Read ``12-Jun-2026``, in English whatever the locale of the process."""
    wire = must(record, "noticedate")
    printed = re.fullmatch(r"(\d\d)-([A-Z][a-z]{2})-(20\d\d)", wire)
    if printed is None or printed.group(2) not in MONTHS:
        raise ValueError(f"noticedate {wire!r} is not a date")
    return date(int(printed.group(3)), MONTHS.index(printed.group(2)) + 1, int(printed.group(1)))


def _deadline(record: Record, zone: str) -> Deadline | None:
    last, hour = day(record, "submission_deadline_date"), text(record, "submission_deadline_time")
    if last is None:
        return None
    return Deadline(last, _hour(hour) if hour else None, zone)


def _hour(wire: str) -> time:
    try:
        return datetime.strptime(wire, "%H:%M").time()  # noqa: DTZ007  an hour has no zone of its own
    except ValueError:
        raise ValueError(f"submission_deadline_time {wire!r} is not an hour") from None


def _language(name: str) -> str:
    if name not in LANGUAGES:
        raise ValueError(f"notice_lang_name {name!r} is not understood")
    return LANGUAGES[name]

"""A page of interreg.eu's index becomes a call of one of the Interreg programmes."""

import re
from urllib.parse import urljoin, urlsplit

from crawler.parse.html import as_printed
from crawler.records.fields import Record, day, in_order, must, text, texts
from domain.call import Call, Kind, Part, PartKind, Status
from domain.deadlines import Deadline

SITE = "https://interreg.eu/"

APPLICATION = "2E032DRCNS"
"""Whose index it is: printed in the name of its host."""

KEY = re.compile(
    rf"{APPLICATION}\W.{{0,300}}?\b([0-9a-f]{{32}})\b|\b([0-9a-f]{{32}})\W.{{0,300}}?{APPLICATION}", re.DOTALL
)
"""What every reader's browser is given to search with, in the page beside the name of the application."""

WORDS = {"Forthcoming": Status.FORTHCOMING, "Open": Status.OPEN, "Closed": Status.CLOSED}

ELIGIBLE = (
    ("targetAudience", "Who can apply"),
    ("callEligibleCountryNames", "Eligible countries"),
    ("callEligibleRegionNames", "Eligible regions"),
    ("callEligibleRegionNuts", "Eligible regions (NUTS)"),
)
"""What the index says of who may apply, and as what we print it."""


def call_of(record: Record) -> Call:
    """Return the call. Its days are midnight UTC, its hour is known to the programme's own page only."""
    status, opens_on, last = must(record, "callStatus"), day(record, "callOpenDate"), day(record, "callDeadlineDate")
    if status not in WORDS:
        raise ValueError(f"callStatus {status!r} is not understood")
    title = as_printed(must(record, "title"))
    if not title:
        raise ValueError("the title is empty")
    return Call(
        source="interreg",
        reference=must(record, "objectID"),
        identifier=str(record.get("pageId") or must(record, "objectID")),
        kind=Kind.CALL,
        title=title,
        url=_address(record),
        word=WORDS[status],
        opens_on=opens_on,
        deadlines=in_order(opens_on, (Deadline(last),) if last else ()),
        programme=next(iter(texts(record, "associatedProgrammes")), None),
        parts=_parts(record),
        keywords=tuple(dict.fromkeys((*texts(record, "callThemes"), *texts(record, "themes")))),
    )


def printed_key(page: str) -> str | None:
    """Return the key to search with, from the page that hands it out. It changes: read it anew, keep it nowhere."""
    found = KEY.search(page)
    return next(filter(None, found.groups())) if found else None


def _address(record: Record) -> str:
    """Return the programme's page if it is one a browser may follow, else that of interreg.eu."""
    own = text(record, "callExternalUrl")
    parts = urlsplit(own or "")
    if own and parts.scheme in ("http", "https") and parts.hostname:
        return own
    return urljoin(SITE, text(record, "contentUrl") or "calls-for-projects/")


def _parts(record: Record) -> tuple[Part, ...]:
    said = ((heading, "; ".join(texts(record, name))) for name, heading in ELIGIBLE)
    return tuple(Part(PartKind.CONDITIONS, heading, text) for heading, text in said if text)

"""The page of a call on EuroAccess: its facts, and of its texts the short description only."""

from dataclasses import replace
from html import unescape

from crawler.listing.detail import Detail
from crawler.parse.dates import day, deadline
from crawler.parse.html import as_printed
from crawler.parse.page import web_address
from domain.call import Call, Part, PartKind
from domain.deadlines import Deadlines

HOURS = ("%d.%m.%Y %H:%M", "%d.%m.%Y")

CONDITIONS = ("Regions / countries for funding", "eligible entities", "Mandatory partnership")
"""Labels of facts. Objectives and the like are texts of EuroVienna's own: they are left where they are."""


def of_page(call: Call, page: Detail) -> Call:
    """Return the call as its own page has it; ``ValueError`` says what is not understood."""
    # a row of this label holds a paragraph for each day, its name on a line of its own
    days = dict(each.partition("\n")[::2] for each in page.facts.get("deadlines", ()))
    if not days.get("Deadline"):
        raise ValueError("its page names no deadline")
    return replace(
        call,
        identifier=page.one("Call number") or call.identifier,
        title=unescape(as_printed(page.page.css("#calldata h1").get() or "")) or call.title,  # escaped twice
        opens_on=day(days["Opening"], HOURS[1]) if days.get("Opening") else None,
        deadlines=Deadlines((deadline(days["Deadline"], *HOURS),)),
        programme=page.one("Funding Program") or call.programme,
        parts=_parts(page),
        keywords=tuple(filter(None, (each.strip() for each in (page.one("Topics") or "").split(",")))),
    )


def _parts(page: Detail) -> tuple[Part, ...]:
    link = page.page.css("#calldata a[aria-label='Link to the call']::attr(href)").get() or ""
    parts = (
        Part(PartKind.DESCRIPTION, "short description", page.one("short description") or ""),
        *(Part(PartKind.CONDITIONS, label, page.one(label) or "") for label in CONDITIONS),
        Part(PartKind.CONDITIONS, "Link to the call", web_address(link, seen_on="about:blank") or ""),
    )
    return tuple(each for each in parts if each.text)

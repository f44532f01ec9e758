"""Driving Urban Transitions: the partnership's yearly call for urban research and innovation, in two stages."""

import re
from datetime import date

from crawler.parse.nearby import days, deadlines_near
from crawler.parse.page import WebPage
from crawler.patterns.sitemap import SitemapSpider
from domain.call import Call, Kind, Part, PartKind, Status
from domain.deadlines import Deadline, DeadlineKind, Deadlines

OPENING = "Call opening"
STAGES = {
    "Stage 1 deadline (pre-proposal)": DeadlineKind.STAGE_1,
    "Stage 2 deadline (full proposal)": DeadlineKind.STAGE_2,
}
IGNORED = ("Stage 2 opening (full proposal)",)
"""Only those invited learn from it."""

DATED = re.compile(r"(?P<label>[^:]+):\s*(?P<day>\d{1,2} \w+ \d{4})")
"""A line that names one day."""


class DutSpider(SitemapSpider):
    name = "dut"
    funder = "Driving Urban Transitions Partnership"
    home = "https://dutpartnership.eu/dut-calls"
    licence = "no terms seen"
    language = "en"
    kind = Kind.CALL
    at_least = 3
    cadence = "weekly"
    golden = "synthetic"

    # SitemapSpider
    url = "https://dutpartnership.eu/sitemap.xml"
    call_page = r"https://dutpartnership\.eu/calls/dut-call-20\d\d"
    programme = "Driving Urban Transitions"

    def parse_call(self, page: WebPage) -> Call:
        dated, prose = _parted(page.text())
        opens_on = dated.pop(OPENING, None)
        stages = Deadlines(tuple(Deadline(dated[label], kind=kind) for label, kind in STAGES.items() if label in dated))
        if unknown := set(dated).difference(STAGES, IGNORED):
            raise ValueError(f"the day of {sorted(unknown)[0]!r} is not understood")
        if unread := set(deadlines_near(prose)).difference(each.on for each in stages):
            raise ValueError(f"the deadline {min(unread)} stands where none is expected")
        if opens_on and any(each.on < opens_on for each in stages):
            raise ValueError(f"a stage ends before the call opens on {opens_on}")
        return Call(
            source=self.name,
            reference=page.url,
            identifier=page.title,
            kind=self.kind,
            title=page.title,
            url=page.url,
            word=_word(opens_on, stages, today=self.today),
            opens_on=opens_on,
            deadlines=stages,
            programme=self.programme,
            parts=(Part(PartKind.DESCRIPTION, "", prose),) if prose else (),
        )


def _parted(text: str) -> tuple[dict[str, date], str]:
    """Return the days by their labels, and the text without those lines."""
    found = [(line, DATED.fullmatch(line)) for line in text.splitlines()]
    dated = {match["label"]: day for _, match in found if match for _, day in days(match["day"])}
    return dated, "\n".join(line for line, match in found if not match)


def _word(opens_on: date | None, stages: Deadlines, *, today: date) -> Status:
    """Return where the call stands for who has not applied: after the first stage nobody new is let in."""
    if opens_on is None:
        return Status.UNKNOWN
    if today < opens_on:
        return Status.FORTHCOMING
    return Status.CLOSED if any(each.on < today for each in stages) else Status.OPEN

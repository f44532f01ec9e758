"""The European Commission's component library (ECL): the cards and fact lists that its sites have in common."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import ClassVar
from urllib.parse import urlsplit

from parsel import Selector

from crawler.listing.detail import Detail
from crawler.listing.prizes import offered
from crawler.parse.dates import day, deadline
from crawler.parse.html import line, lines
from crawler.parse.nearby import deadlines_near
from crawler.parse.page import without_people
from crawler.patterns.html_listing import HtmlListingSpider
from domain.call import Call, Kind, Part, PartKind, Status
from domain.deadlines import Deadline, DeadlineKind, Deadlines

DAYS = ("%d %B %Y", "%d %B %Y, %H:%M (%Z)", "%d %B %Y, %H:%M")

WORDS = {
    "forthcoming": Status.FORTHCOMING,
    "upcoming": Status.FORTHCOMING,
    "planned": Status.FORTHCOMING,
    "open": Status.OPEN,
    "ongoing": Status.OPEN,
    "closed": Status.CLOSED,
}

PUBLISHED = "Publication date"
UNDERSTOOD = ("Status", "Reference", "Opening date", "Deadline date", "Deadline model")
"""Labels that become fields of the call; every other is kept as a condition, as printed."""

NOT_STATED = ("", "-", "not stated", "n/a", "to be announced", "to be confirmed")
"""How a date that is not known is printed, in lower case."""

GATE = re.compile(
    r"^(?!.*\b(?:insights?|lunch talk|webinar|results?|winners?|recap|interview|selected|awarded)\b)"
    r".*(?:\bcalls?\b|technical assistance|applications?\s+open|\bgrants?\b|\bawards?\b|\bfacility\b)",
    re.IGNORECASE,
)
"""The titles of a newsroom that announce a call, rather than what came out of one."""


class EclSpider(HtmlListingSpider):
    """Cards of the family, paged by a link. A form says which of a newsroom's titles are calls."""

    language = "en"
    licence = "CC-BY-4.0 (Commission Decision 2011/833/EU)"
    golden = "synthetic"

    # HtmlListingSpider
    item = "article.ecl-content-item"
    next_page = ".ecl-pagination__item--next a"
    page_limit = 100
    detail_limit = 200
    title = ".ecl-page-header__title"
    label = "dt.ecl-description-list__term"
    value = "dd.ecl-description-list__definition"
    body = ("main .ecl", "div.ecl", "main")

    programme: ClassVar[str | None] = None

    def kind_of(self, title: str) -> Kind | None:
        """Return what a card offers by its title; ``None`` if it is none of ours."""
        return offered(title, self.kind)

    def reference_of(self, card: Selector) -> str:
        """Return the path of a page of this site, the whole address of another's."""
        url = self.absolute(card.css(".ecl-content-block__title a").attrib.get("href"))
        return urlsplit(url)._replace(scheme="", netloc="").geturl() if self.reads(url) else url

    def parse_item(self, card: Selector) -> Call | None:
        link = card.css(".ecl-content-block__title a")
        title = line(link.get() or "")
        kind = self.kind_of(title)
        if kind is None:
            return None
        return Call(
            source=self.name,
            reference=self.reference_of(card),
            identifier=title,
            kind=kind,
            title=title,
            url=self.absolute(link.attrib.get("href")),
            word=Status.UNKNOWN,
            published_on=_dated(_published(card)),
            programme=self.programme,
            parts=_parts(_summary(card), {PUBLISHED: _published(card)}),
            keywords=_labels(card),
            language=self.language,
        )

    def parse_detail(self, call: Call, detail: Detail) -> Call:
        if not detail.facts and not detail.text:
            raise ValueError("its page has neither facts nor text")
        opens_on, word = _dated(detail.one("Opening date")), detail.one("Status")
        told = {label: "\n".join(values) for label, values in detail.facts.items() if label not in UNDERSTOOD}
        told = {each.heading: each.text for each in call.parts if each.kind is PartKind.CONDITIONS} | told
        summary = next((each.text for each in call.parts if each.kind is PartKind.DESCRIPTION), "")
        return replace(
            call,
            title=detail.title or call.title,
            identifier=detail.one("Reference") or detail.title or call.identifier,
            opens_on=opens_on,
            published_on=_dated(detail.one(PUBLISHED)) or call.published_on,
            deadlines=_deadlines(detail.facts.get("Deadline date", ()), detail.one("Deadline model"))
            or Deadlines(tuple(Deadline(each) for each in deadlines_near(detail.text))),
            word=_word(word) if word else self.word_by_day(opens_on),
            parts=_parts(detail.text or summary, told),
        )

    def detail_of(self, call: Call) -> str | None:
        """Return the address of the call's own page; of mere news the card says enough."""
        return None if call.kind is Kind.PIPELINE else super().detail_of(call)


def announces(title: str) -> bool:
    """Whether a title in a newsroom announces a call."""
    return GATE.match(title) is not None


def _published(card: Selector) -> str:
    """Return the day a card was published, in words: ``datetime`` names an instant at noon, whatever the day."""
    return line(card.css("time[datetime]").get() or "")


def _summary(card: Selector) -> str:
    return without_people(lines(card.css(".ecl-content-block__description").get() or ""))


def _labels(card: Selector) -> tuple[str, ...]:
    """Return what a card is filed under; the day is said elsewhere."""
    items = card.css(".ecl-content-block__primary-meta-item")
    return tuple(text for each in items if not each.css("time") and (text := line(each.get())))


def _parts(text: str, facts: dict[str, str]) -> tuple[Part, ...]:
    described = (Part(PartKind.DESCRIPTION, "", text),) if text else ()
    return *described, *(Part(PartKind.CONDITIONS, label, value) for label, value in facts.items() if value)


def _dated(printed: str | None) -> date | None:
    return None if printed is None or printed.lower() in NOT_STATED else day(printed, *DAYS)


def _word(printed: str) -> Status:
    if printed.lower() not in WORDS:
        raise ValueError(f"status {printed!r} is not understood")
    return WORDS[printed.lower()]


def _deadlines(printed: Sequence[str], model: str | None) -> Deadlines:
    """Return the days, each on a line of its own or in a value of its own."""
    told = [each for value in printed for each in value.splitlines() if each.lower() not in NOT_STATED]
    days = sorted((deadline(each, *DAYS) for each in told), key=lambda it: it.instant)
    kinds = _kinds(model, len(days))
    return Deadlines(tuple(replace(each, kind=kind) for each, kind in zip(days, kinds, strict=True)))


def _kinds(model: str | None, count: int) -> Sequence[DeadlineKind]:
    """Return what happens on each day, in order, as the deadline model says."""
    match (model or "single-stage").lower():
        case "single-stage":
            return [DeadlineKind.DEADLINE] * count
        case "multiple cut-off":
            return [DeadlineKind.CUT_OFF] * count
        case "two-stage" if count <= 2:
            return [DeadlineKind.STAGE_1, DeadlineKind.STAGE_2][:count]
        case _:
            raise ValueError(f"deadline model {model!r} with {count} dates is not understood")

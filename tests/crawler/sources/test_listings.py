"""The own pages of calls that several listings lead to, each read as a person found right."""

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest

from crawler.patterns.html_listing import HtmlListingSpider
from crawler.registry import spider
from domain.call import Call, Part, PartKind, Status
from domain.deadlines import Deadline, Deadlines
from tests.crawler.patterns.small_site import html

GOLDENS = Path(__file__).parents[2] / "goldens"


def own_page(source: str, now: datetime, place: int, markup: str | None = None) -> tuple[Call, Call]:
    """Return a card of the golden listing as a call, and the same with its own page read."""
    form = spider(source)(now=now)
    assert isinstance(form, HtmlListingSpider)
    card = form.parse_page((GOLDENS / source / "page.html").read_text())[place]
    assert isinstance(card, Call)
    return card, form.parse_own_page(card, markup or (GOLDENS / source / "own.html").read_text())


def test_euroaccess_gives_facts_and_the_short_description_of_a_title_escaped_twice(now: datetime) -> None:
    card, call = own_page("euroaccess", now, 1)

    assert call == replace(
        card,
        identifier="CZ-PL-2026-03",
        title="Priority 3 - Bridges & roads",
        opens_on=date(2025, 10, 9),
        deadlines=Deadlines((Deadline(date(2026, 11, 27), time(16, 30)),)),
        parts=(
            Part(PartKind.DESCRIPTION, "short description", "Towns on both sides mend what joins them."),
            Part(
                PartKind.CONDITIONS,
                "Regions / countries for funding",
                "EU Member States\nCzechia (Česko), Poland (Polska)",
            ),
            Part(PartKind.CONDITIONS, "eligible entities", "Public Body (national, regional and local; incl. EGTCs)"),
            Part(PartKind.CONDITIONS, "Mandatory partnership", "Yes"),
            Part(PartKind.CONDITIONS, "Link to the call", "https://www.example.org/bridges"),
        ),
        keywords=("Mobility & Transport", "Renewable Energy"),
    )


def test_euroaccess_is_a_secondary_source_and_the_others_are_not() -> None:
    assert spider("euroaccess").role == "secondary"
    assert spider("epah").role == "primary"


def test_a_call_that_euroaccess_lists_before_it_opens_is_forthcoming(now: datetime) -> None:
    golden = (GOLDENS / "euroaccess" / "own.html").read_text()

    assert own_page("euroaccess", now, 1, golden.replace("09.10.2025", "02.06.2026"))[1].word is Status.FORTHCOMING
    assert own_page("euroaccess", now, 1, golden.replace("09.10.2025", "01.06.2026"))[1].word is Status.OPEN


def test_eit_takes_the_deadline_of_the_page_where_the_directory_is_behind(now: datetime) -> None:
    card, call = own_page("eit", now, 1)

    assert [str(each.on) for each in card.deadlines] == ["2026-09-08"]
    assert [str(each.on) for each in call.deadlines] == ["2026-09-16"]
    assert call.parts == (
        Part(
            PartKind.DESCRIPTION,
            "",
            "Cities and universities build courses on urban mobility together.\n"
            "The deadline for proposals is 16 September 2026.",
        ),
    )


def test_eit_keeps_the_deadline_of_the_directory_where_the_page_names_none(now: datetime) -> None:
    card, call = own_page("eit", now, 1, html("<h1>RIS education</h1><p>For cities.</p>"))

    assert call.deadlines == card.deadlines


def test_eui_adds_the_text_of_the_owners_page_to_the_card(now: datetime) -> None:
    card, call = own_page("eui", now, 0)

    described = Part(PartKind.DESCRIPTION, "", "Urban authorities test what nobody has tried at scale.")
    assert call == replace(card, parts=(described, *card.parts))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("The call is open 17 March–17 June 2026.", ["2026-06-17"]),
        ("The call is open from 17 March 2026 to 17 June 2026.", ["2026-06-17"]),
        ("Apply until 17 June 2026. Deadline: 17 June 2026.", ["2026-06-17"]),
        ("The first round closes on 17 June 2026, the second one closes on 9 October 2026.", []),
        ("The call opened on 17 March 2026.", []),
    ],
)
def test_urbact_has_a_deadline_where_the_text_names_a_single_one(now: datetime, text: str, days: list[str]) -> None:
    _, call = own_page("urbact", now, 0, html(f"<h1>Action Networks</h1><p>{text}</p>"))

    assert [str(each.on) for each in call.deadlines] == days


@pytest.mark.parametrize("source", ["eit", "eui", "urbact"])
def test_a_page_without_a_text_is_not_the_page_of_a_call(source: str, now: datetime) -> None:
    with pytest.raises(ValueError, match="no text"):
        own_page(source, now, 0, html("<h1>A call</h1>"))

"""Grants of EU delegations: the day on a card is no deadline, the page of the call may name one."""

from tests.crawler.patterns.small_site import html, read

LISTING = "https://www.eeas.europa.eu/eeas/grants_en"
WATER = "https://www.eeas.europa.eu/delegations/morocco/water_en"


def listing(*cards: tuple[str, str]) -> str:
    shown = (
        f"<div class='card'><h5 class='card-title'><a href='{link}'>{title}</a></h5>"
        "<div class='card-footer'>12.07.2026</div></div>"
        for title, link in cards
    )
    return html("<div class='view-id-filter_grants view-display-id-search_results'>", *shown, "</div>")


def test_the_page_of_a_call_says_its_number_and_its_deadline() -> None:
    own = html(
        "<h1>Water for towns</h1><p>Reference EuropeAid/190001/DD/ACT/MA. Deadline for concept notes: 17.08.2026</p>"
    )

    (call,) = read("eeas", {LISTING: listing(("Water", WATER)), WATER: own}).calls

    assert (call.reference, call.identifier, call.title) == (WATER, "EuropeAid/190001/DD/ACT/MA", "Water for towns")
    assert [each.on.isoformat() for each in call.deadlines] == ["2026-08-17"]


def test_the_day_on_a_card_is_no_deadline() -> None:
    own = html("<h1>Water for towns</h1><p>Ask the delegation.</p>")

    (call,) = read("eeas", {LISTING: listing(("Water", WATER)), WATER: own}).calls

    assert len(call.deadlines) == 0


def test_what_came_of_a_call_is_none() -> None:
    page = listing(
        ("Water", WATER), ("Contracts concluded in 2025", f"{WATER}-2"), ("Award notice: roads", f"{WATER}-3")
    )

    assert len(read("eeas", {LISTING: page, WATER: html("<h1>Water</h1><p>Ask.</p>")}).calls) == 1

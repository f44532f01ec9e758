"""A card of Portico is read by its words: the status, the day and the money, wherever they stand."""

from datetime import date

import pytest
from parsel import Selector

from crawler.listing.portico import Card, card_of
from domain.call import Status


def card(*markup: str) -> Card:
    return card_of(Selector(f"<article><h3>Open air cities</h3>{''.join(markup)}</article>"))


def test_a_card_says_whose_it_is_and_until_when_it_is_open() -> None:
    it = card("<a>By NetZeroCities</a><b>Open</b> <div>Deadline date :</div><div>3/12/2026</div>")

    assert it == Card("Open air cities", "NetZeroCities", Status.OPEN, date(2026, 12, 3), None)


@pytest.mark.parametrize(
    "after", ["", "<a>Find out more</a>", "<a>Learn more</a>", "<p>Deadline date : 03/12/2026</p>"]
)
def test_the_money_is_kept_as_printed_for_the_card_does_not_say_whose_it_is(after: str) -> None:
    assert card("<b>Upcoming</b><p>Funding support : 2,000,000 €</p>", after).support == "2,000,000 €"


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ("<b>Paused</b>", "0 of Open, Upcoming, Closed"),
        ("<b>Open</b><b>Closed</b>", "2 of Open, Upcoming, Closed"),
        ("<b>Open</b><p>Deadline date : 31/02/2026</p>", "'31/02/2026' is not a date"),
        ("<b>Open</b><p>Deadline date : 03/12/26</p>", "'03/12/26' is not a date"),
        ("<b>Open</b><p>Deadline date : soon</p>", "'soon' is not a date"),
    ],
)
def test_a_status_or_a_day_that_is_not_understood_is_refused(markup: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        card(markup)

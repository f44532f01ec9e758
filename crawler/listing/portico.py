"""A card of Portico, the European Urban Initiative's catalogue: what its words say, in whichever element they stand."""

import re
from dataclasses import dataclass
from datetime import date

from parsel import Selector

from crawler.parse.dates import day
from crawler.parse.html import line, plain
from domain.call import Status

WORDS = {"Open": Status.OPEN, "Upcoming": Status.FORTHCOMING, "Closed": Status.CLOSED}

DEADLINE = re.compile(r"Deadline date\s*:?\s*(\d{1,2}/\d{1,2}/\d+|\S*)")
SUPPORT = re.compile(r"Funding support\s*:?\s*(.+?)\s*(?=Find out more|Learn more|Deadline date|Support\b|$)")


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says."""

    title: str
    owner: str | None
    word: Status
    deadline: date | None
    support: str | None
    """The money, as printed: whether it is for one project or for all of them the card does not say."""


def card_of(card: Selector) -> Card:
    """Read a card; ``ValueError`` says what is not understood."""
    texts = [text for each in card.css("*::text").getall() if (text := plain(each))]
    joined = " ".join(texts)
    support = SUPPORT.search(joined)
    owner = next((text.removeprefix("By ") for text in texts if text.startswith("By ")), None)
    return Card(
        title=line(card.css("[class*='title-node'], h2, h3").get() or ""),
        owner=owner,
        word=_word(texts),
        deadline=_deadline(joined),
        support=support[1] if support else None,
    )


def _word(texts: list[str]) -> Status:
    said = {WORDS[each] for each in texts if each in WORDS}
    if len(said) != 1:
        raise ValueError(f"a card says {len(said)} of {', '.join(WORDS)}")
    return said.pop()


def _deadline(joined: str) -> date | None:
    found = DEADLINE.search(joined)
    return day(found[1], "%d/%m/%Y") if found else None

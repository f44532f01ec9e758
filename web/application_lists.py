"""What stands one a line in the form of an application: municipalities, partners, links; typed, and read again."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from babel import Locale

from domain.application import Link, Partner

MOST = 200
"""Lines."""
LONGEST = 2_000
"""Characters of a line: as long as an address may be."""
PARTNER = re.compile(r"(?P<name>.+?)\s*(?:[,;]\s*|\(\s*)(?P<country>[A-Za-z]{2})\s*\)?")
LINK = re.compile(r"(?P<url>https?://\S+)(?:\s+(?P<title>.+))?", re.IGNORECASE)
NO_COUNTRIES = {"EU", "EZ", "QO", "UN", "XA", "XB", "ZZ"}
"""Codes of unions, of remote islands together, and of nowhere."""
COUNTRIES = frozenset(code for code in Locale("en").territories if re.fullmatch("[A-Z]{2}", str(code))) - NO_COUNTRIES
OF_THE_UNION = {"EL": "GR", "UK": "GB"}
"""Codes of the European Union for what the rest of the world writes otherwise."""


class TooMuch(ValueError):
    """Raised for more lines, or a longer one, than a person types."""


def lines(text: str) -> tuple[str, ...]:
    """The lines that are not empty, each once."""
    found = tuple(dict.fromkeys(line for each in text.splitlines() if (line := each.strip())))
    if len(found) > MOST or any(len(each) > LONGEST for each in found):
        raise TooMuch
    return found


def partners(text: str) -> tuple[Partner, ...]:
    """``Grand Lyon (FR)`` or ``Grand Lyon, FR`` a line; raise :class:`ValueError` for a country that there is not."""
    return tuple(_partner(each) for each in lines(text))


def links(text: str) -> tuple[Link, ...]:
    """``https://example.org/proposal The proposal`` a line; raise :class:`ValueError` for any other beginning."""
    return tuple(_link(each) for each in lines(text))


def partners_typed(partners: Iterable[Partner]) -> str:
    """As :func:`partners` reads them."""
    return "\n".join(f"{each.name} ({each.country})" if each.country else each.name for each in partners)


def links_typed(links: Iterable[Link]) -> str:
    """As :func:`links` reads them."""
    return "\n".join(each.url if each.title == each.url else f"{each.url} {each.title}" for each in links)


def _partner(line: str) -> Partner:
    found = PARTNER.fullmatch(line)
    if found is None:
        return Partner(line)
    code = found["country"].upper()
    country = OF_THE_UNION.get(code, code)
    if country not in COUNTRIES:
        raise ValueError(line)
    return Partner(found["name"], country)


def _link(line: str) -> Link:
    found = LINK.fullmatch(line)
    if found is None or not urlsplit(found["url"]).hostname:
        raise ValueError(line)
    return Link(found["title"] or found["url"], found["url"])

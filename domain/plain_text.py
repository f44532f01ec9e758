"""Makes other people's text harmless: one line, no invisible steering characters, links only to the web."""

import re
from urllib.parse import urlsplit

STEERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Direction marks, overrides and isolates (UAX #9): unseen, and able to show a title backwards."""

CONTROLS = (*range(0x20), *range(0x7F, 0xA0), *range(0xD800, 0xE000))
"""Control characters and lone surrogates (general categories Cc and Cs of Unicode)."""

REPLACED = dict.fromkeys(CONTROLS, " ") | dict.fromkeys(map(ord, STEERING), "")

UNSAFE_IN_LINK = re.compile(r"[\s\x00-\x1f\x7f\"'<>\\^`{|}]")


def plain(text: str) -> str:
    """Return the text on one line, without control, surrogate and direction characters."""
    return " ".join(text.translate(REPLACED).split())


def link(url: str) -> str | None:
    """Return the address if it is a whole http or https address of the web, otherwise ``None``."""
    try:
        parts = urlsplit(url)
        whole = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    except ValueError:
        return None
    return url if whole and plain(url) == url and not UNSAFE_IN_LINK.search(url) else None

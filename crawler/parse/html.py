"""Markup to plain text: a line for a block, words as the reader sees them."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from parsel import Selector

BREAKING = frozenset(
    (
        *("address", "article", "aside", "blockquote", "body", "br", "center", "details", "div", "fieldset", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "main", "nav", "p", "pre"),
        *("section", "summary", "dd", "dl", "dt", "li", "ol", "ul", "legend", "figcaption"),
        *("caption", "table", "tbody", "td", "tfoot", "th", "thead", "tr"),
    )
)
"""Elements that a browser puts on lines of their own, and table cells."""

UNSEEN = frozenset(("head", "iframe", "noscript", "object", "script", "style", "svg", "template", "title"))
"""Elements whose content is not text for a reader."""

CP1252 = {code: bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)}
"""Browsers read these control characters as the typography that Windows programs meant by them."""

INVISIBLE = frozenset(("Cc", "Cf", "Cs"))
"""Unicode categories: control, format (zero-width, soft hyphen, direction), half a surrogate pair."""


def plain(text: str) -> str:
    """Return text on one line: single spaces, nothing invisible, ``[[footnotes]]`` without their brackets."""
    seen = re.sub(r"\s*\[\[\s*", " ", _visible(text))
    seen = re.sub(r"\s*\]\](?=\w)", " ", seen).replace("]]", "")
    return " ".join(seen.split())


def line(markup: str) -> str:
    """Return markup as one line: a title, a label."""
    return " ".join(text for _, text in blocks(markup))


def as_printed(markup: str) -> str:
    """Return markup as text with its white space as it is: what a funder prints is compared to the letter."""
    return "".join(text for _, _, text, _ in _events(markup)).strip()


def lines(markup: str) -> str:
    """Return markup as text: paragraphs, list items, headings and table cells each on a line."""
    return "\n".join(text for _, text in blocks(markup))


def sections(markup: str, *, heading: str) -> list[tuple[str, str]]:
    """Cut markup at its elements of the class ``heading``: pairs of heading and text, the first perhaps unheaded."""
    cut: list[tuple[str, list[str]]] = [("", [])]
    for headed, text in blocks(markup, heading=heading):
        if headed:
            cut.append((text, []))
        else:
            cut[-1][1].append(text)
    return [(title, "\n".join(texts)) for title, texts in cut if title or texts]


def blocks(markup: str, *, heading: str | None = None) -> Iterator[tuple[bool, str]]:
    """Yield each block as ``(is it of the class heading?, text)``, the empty ones left out."""
    pieces: list[str] = []
    headed = False
    for tag, classes, text, starts in _events(markup):
        is_heading = heading is not None and heading in classes
        if is_heading or tag in BREAKING:
            if found := plain("".join(pieces)):
                yield headed, found
                headed = False
                pieces.clear()
            headed = starts if is_heading else headed
        pieces.append(text)
    if found := plain("".join(pieces)):
        yield headed, found


def _events(markup: str) -> Iterator[tuple[str, list[str], str, bool]]:
    """Yield start and end of every element, each with the text that follows it; by a stack, not by recursion."""
    stack: list[tuple[Any, bool]] = [(Selector(text=_visible(markup), type="html").root, True)]
    while stack:
        element, starts = stack.pop()
        # comments and processing instructions have a function for a tag
        tag = element.tag if isinstance(element.tag, str) else ""
        classes = element.get("class", "").lower().split() if tag else []
        if not starts:
            yield tag, classes, element.tail or "", False
        elif tag and tag not in UNSEEN:
            yield tag, classes, element.text or "", True
            stack.append((element, False))
            stack.extend((child, True) for child in reversed(element))
        else:
            yield "", [], element.tail or "", False


def _visible(text: str) -> str:
    if text.isascii() and text.isprintable():
        return text
    characters = text.translate(CP1252)
    # Over the different characters only: a text has thousands, of some eighty kinds.
    unseen = {ord(each): "" for each in set(characters) if _is_unseen(each)}
    return characters.translate(unseen) if unseen else characters


def _is_unseen(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character) in INVISIBLE

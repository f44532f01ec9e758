"""A feed for feed readers: Atom, RFC 4287."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from web.exports import NEITHER

KIND = "application/atom+xml; charset=utf-8"
NAMESPACE = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One call in a feed."""

    id: str
    """A URN that stays the same, whatever becomes of the call."""
    title: str
    language: str
    """Of the title."""
    page: str
    """Its address here."""
    source: str
    """Its address at the funder; empty where there is none."""
    published: datetime
    updated: datetime
    lines: Sequence[str]


def atom_file(
    entries: Iterable[Entry], *, id: str, title: str, own: str, page: str, language: str, updated: datetime
) -> bytes:
    """The feed; ``own`` is its address, ``page`` that of the page with the same. An empty one is of ``updated``."""
    entries = list(entries)
    feed = ET.Element("feed", {"xmlns": NAMESPACE, "xml:lang": language})
    _text(feed, "id", id)
    _text(feed, "title", title)
    _text(feed, "updated", max((each.updated for each in entries), default=updated).isoformat())
    ET.SubElement(feed, "link", rel="self", href=own)
    ET.SubElement(feed, "link", rel="alternate", type="text/html", href=page)
    _text(ET.SubElement(feed, "author"), "name", "convoca")
    for each in entries:
        _entry(feed, each)
    written: bytes = ET.tostring(feed, encoding="utf-8", xml_declaration=True)
    return written


def _entry(feed: ET.Element, entry: Entry) -> None:
    it = ET.SubElement(feed, "entry")
    _text(it, "id", entry.id)
    _text(it, "title", entry.title).set("xml:lang", entry.language)
    _text(it, "published", entry.published.isoformat())
    _text(it, "updated", entry.updated.isoformat())
    ET.SubElement(it, "link", rel="alternate", type="text/html", href=entry.page)
    if entry.source:
        ET.SubElement(it, "link", rel="via", href=NEITHER.sub("", entry.source))
    _text(it, "summary", "\n".join(entry.lines))


def _text(parent: ET.Element, name: str, text: str) -> ET.Element:
    child = ET.SubElement(parent, name)
    child.text = NEITHER.sub("", text)
    return child

"""A record of the portal becomes a call: a topic (1), an external action call (2) or a cascade call (8)."""

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlsplit

from crawler.parse.html import as_printed, line
from crawler.portal.budgets import plain_budget, topic_budget
from crawler.portal.dates import deadlines, opening
from crawler.portal.parts import cascade_parts, topic_parts
from crawler.portal.programmes import programme
from crawler.portal.row import Row, row
from crawler.portal.wire import SUBMISSIONS, TEXTS, unpack
from domain.call import Call, Kind, Status

SOURCE = "eu_portal"
PAGES = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/screen/opportunities/"

WORDS = {"31094501": Status.FORTHCOMING, "31094502": Status.OPEN, "31094503": Status.CLOSED}
"""The numbers of ``status``."""

PRIZE = re.compile(r"\bprizes?\b|-[RI]Pr\b", re.IGNORECASE)
"""A type of action that is a prize, in words or as recognition and inducement prizes are abbreviated."""


def call_of(record: Mapping[str, Any]) -> Call:
    """Return the call; ``ValueError`` says what in the record is not understood."""
    it = row(record)
    match it.must("type"):
        case "1":
            return _topic(it)
        case "2":
            return _external_action(it)
        case "8":
            return _cascade(it)
        case other:
            raise ValueError(f"type {other!r} is not one we ask for")


def _topic(it: Row) -> Call:
    identifier = it.must("identifier")
    return Call(
        **_shared(it),
        identifier=identifier,
        title=_title(it.must("title")),
        url=f"{PAGES}topic-details/{quote(identifier, safe='')}",
        group=it.one("callIdentifier"),
        group_title=line(it.one("callTitle") or "") or None,
        budget=topic_budget(it),
        parts=topic_parts(it),
    )


def _external_action(it: Row) -> Call:
    return Call(
        **_shared(it),
        identifier=it.must("identifier"),
        title=_title(it.must("title")),
        url=_web_address(it.one("url")) or f"{PAGES}prospect-details/{quote(it.reference, safe='')}",
        budget=plain_budget(it),
    )


def _cascade(it: Row) -> Call:
    """Return a cascade call: ``title`` and ``identifier`` are those of the topic that feeds it."""
    digits = re.match(r"\d+", it.reference)
    number = it.one("callccm2Id") or (digits.group() if digits else it.must("callccm2Id"))
    return Call(
        **_shared(it),
        identifier=number,
        title=_title(it.one("callTitle") or it.must("content")),
        url=f"{PAGES}competitive-calls-cs/{quote(number, safe='')}",
        group=it.one("identifier"),
        group_title=line(it.one("title") or "") or None,
        budget=plain_budget(it),
        parts=cascade_parts(it),
    )


def _shared(it: Row) -> dict[str, Any]:
    """Return the fields of a call that all three types say in the same way."""
    status, action = it.must("status"), _type_of_action(it)
    if status not in WORDS:
        raise ValueError(f"status {status!r} is not understood")
    return {
        "source": SOURCE,
        "reference": it.reference,
        "kind": Kind.PRIZE if action and PRIZE.search(action) else Kind.CALL,
        "word": WORDS[status],
        "opens_on": opening(it),
        "deadlines": deadlines(it),
        "programme": programme(it.one("frameworkProgramme")),
        "type_of_action": action,
        "keywords": _keywords(it),
        "language": it.one("language") or "en",
        "portal_type": it.must("type"),
    }


def _type_of_action(it: Row) -> str | None:
    """Return the types of action; rows that leave the field out may still name them in ``actions``."""
    named = it.all("typesOfAction")
    if not named:
        named = tuple(each.name for action in unpack(it, "actions", SUBMISSIONS) or () for each in action.types)
    return "; ".join(dict.fromkeys(line(each) for each in named)) or None


def _title(markup: str) -> str:
    title = as_printed(markup)
    if not title:
        raise ValueError("the title is empty")
    return title


def _keywords(it: Row) -> tuple[str, ...]:
    """Return the keywords, sometimes a JSON list in one text. The identifiers among them are said elsewhere."""
    words = it.all("keywords")
    if len(words) == 1 and words[0].startswith("["):
        listed = unpack(it, "keywords", TEXTS)
        words = tuple(listed or ())
    said = {it.one("identifier"), it.one("callIdentifier")}
    return tuple(dict.fromkeys(text for each in words if each not in said and (text := line(each))))


def _web_address(url: str | None) -> str | None:
    """Return the address if it is one a browser may follow; rows have been seen with anything in this field."""
    parts = urlsplit(url or "")
    return url if parts.scheme in ("http", "https") and parts.hostname else None

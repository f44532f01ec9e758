"""Finds words in a call's text and quotes the sentence around them, exactly as it is stored."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.call import Call, Part, PartKind
from domain.eligibility import Quotation

LONGEST = 300
"""Characters of a quotation: a sentence or two, never the page."""

REACH = 600
"""Characters around a match in which the ends of its sentence are looked for: pages without a full stop exist."""

BREAK = re.compile(r"[.;:!?](?=\s|[A-Z\[])|\n|(?<=[a-z])(?=[A-Z][a-z])")
"""Where a sentence ends. The portal loses the space between headings and sentences: ``Conditionsdescribed``."""

EVERYWHERE = (
    PartKind.CONDITIONS,
    PartKind.OBJECTIVE,
    PartKind.DESCRIPTION,
    PartKind.SCOPE,
    PartKind.OUTCOME,
    PartKind.IMPACT,
)
"""Where a funder may state a rule. A destination is printed with many calls and binds none."""

CASCADE = "8"
"""The portal's number for calls in which a running project passes a part of its grant on."""

PASSED_ON = re.compile(r"third[- ]part(y|ies)|sub-?grant|FSTP|cascad|re-?grant", re.IGNORECASE)
"""A sentence on the money that a beneficiary passes on; what it asks for is asked of others."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A pattern, and the words of which a text must hold one for it to be worth looking."""

    pattern: re.Pattern[str]
    anchors: tuple[str, ...]
    """In lower case. Most texts hold none, and looking for a plain word is fifty times faster."""


def wording(*alternatives: str, anchors: tuple[str, ...]) -> Wording:
    """A wording of these alternatives, whatever the case."""
    return Wording(re.compile("|".join(alternatives), re.IGNORECASE), anchors)


def matches(call: Call, wanted: Wording, kinds: Iterable[PartKind] = EVERYWHERE) -> Iterator[tuple[int, re.Match[str]]]:
    """Yield every place where the wording stands, with the index of its part; sentences on passed-on money left out."""
    for kind in kinds:
        for index, part in enumerate(call.parts):
            if part.kind is kind and _worth_looking(part.text, wanted.anchors):
                for match in wanted.pattern.finditer(part.text):
                    if not PASSED_ON.search(part.text, *_sentence(part.text, match)):
                        yield index, match


def quote(call: Call, wanted: Wording, kinds: Iterable[PartKind] = EVERYWHERE) -> Quotation | None:
    """The first sentence that the wording stands in, in the order of ``kinds``."""
    return next((around(call.parts[index].text, match, index) for index, match in matches(call, wanted, kinds)), None)


def around(text: str, match: re.Match[str], part: int) -> Quotation:
    """The sentence around a match, cut to :data:`LONGEST`; the beginning of the match is always in it."""
    start, end = _sentence(text, match)
    start = max(start, match.start() - LONGEST // 2)
    end = min(end, max(start + LONGEST, min(match.end(), match.start() + LONGEST)))
    while start < match.start() and text[start].isspace():
        start += 1
    while end > match.start() + 1 and text[end - 1].isspace():
        end -= 1
    return Quotation(text[start:end], part, start)


def of_field(call: Call, field: str) -> Quotation | None:
    """A whole field of the call as a quotation; ``None`` where it is empty."""
    text: str | None = getattr(call, field)
    return Quotation(text, None, 0, field) if text else None


def of_part(index: int, part: Part) -> Quotation:
    """The beginning of a part, up to :data:`LONGEST`."""
    return Quotation(part.text[:LONGEST], index, 0)


def headed(call: Call, *headings: str) -> tuple[int, Part] | None:
    """The first part of conditions under one of these headings."""
    wanted = {each.casefold() for each in headings}
    for index, part in enumerate(call.parts):
        if part.kind is PartKind.CONDITIONS and part.heading.casefold() in wanted and part.text.strip():
            return index, part
    return None


def _worth_looking(text: str, anchors: tuple[str, ...]) -> bool:
    lowered = text.lower()
    return any(each in lowered for each in anchors)


def _sentence(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Where the sentence around a match begins and ends; no further than :data:`REACH` from it."""
    first, last = max(0, match.start() - REACH), min(len(text), match.end() + REACH)
    before = max((each.end() for each in BREAK.finditer(text, first, match.start())), default=first)
    after = BREAK.search(text, match.end(), last)
    return before, after.end() if after else last

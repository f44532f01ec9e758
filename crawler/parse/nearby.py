"""Dates in prose: what a sentence says of a day is told by the words that stand before it."""

import re
from collections.abc import Iterator
from datetime import date

from domain.months import MONTHS

NEAR = 90
"""Characters: a date further from its word belongs to another sentence."""

DEADLINE = re.compile(
    r"\b(?:deadlines?|closing date|closes|closing|close of|cut-?offs?|no later than|at the latest|until|"
    r"apply (?:by|before)|submi(?:t|tted|ssions?)(?: \w+){0,4} (?:by|before)|due (?:date|by|on)|"
    r"plazos?|fecha límite|hasta el|cierre|cierra|"
    r"date limite|jusqu['’]au|clôture|au plus tard|"
    r"termini|data límit|fins (?:al|a l['’])|tancament)\b",
    re.IGNORECASE,
)
"""Words in English, Spanish, French and Catalan after which the last day is named."""

ANOTHER_DAY = re.compile(
    r"\b(?:open(?:s|ed|ing)?|launch\w*|publi\w+|start\w*|begin\w*|info(?:rmation)? (?:day|session)|webinar|questions?|"
    r"results?|notif\w+|decision|updated|abre|apertura|inicio|ouvr\w*|ouverture|lancement|obertura|inici|resultats?)\b",
    re.IGNORECASE,
)
"""Words that say a date is of something else; between the word for a deadline and the date they win."""

ANOTHER_SENTENCE = re.compile(r"[^\W\d_]{3}[.!?]\s+[A-ZÀÁÈÉÍÒÓÚ¿]|\n.*\n", re.DOTALL)
"""The end of a sentence, or a whole line: a heading may have its day on the line below it, not further down."""

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?"
_YEAR = r"(?P<year>20\d\d)\b"

FORMATS = tuple(
    re.compile(each, re.IGNORECASE)
    for each in (
        rf"(?<!\d){_DAY}(?: of)?\s+(?:de\s+|d['’])?(?P<month>{_MONTH})\.?,?\s+(?:de\s+|del\s+)?{_YEAR}",
        rf"\b(?P<month>{_MONTH})\.?\s+{_DAY},?\s+{_YEAR}",
        rf"(?<![\d/.-]){_DAY}(?P<sign>[/.-])(?P<month>\d{{1,2}})(?P=sign){_YEAR}(?![/.-]\d)",
        r"(?<!\d)(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
    )
)
"""How days are printed: by name, by name in English order, in figures with the day first, as ISO 8601. The year is
always in four figures."""


def deadlines_near(text: str) -> list[date]:
    """Return the days that a word for a deadline introduces, in order; everything else is not known.

    A day counts if it is the first after such a word, within :data:`NEAR` characters, in the same sentence or on the
    line below, and nothing between them speaks of another day. Its hour is not read: the whole day counts.
    """
    printed = sorted(days(text))
    return sorted({day for word in DEADLINE.finditer(text) for day in _introduced(text, word.end(), printed)})


def _introduced(text: str, start: int, printed: list[tuple[int, date]]) -> Iterator[date]:
    for place, day in printed:
        if start <= place <= start + NEAR:
            between = text[start:place]
            if not (ANOTHER_DAY.search(between) or ANOTHER_SENTENCE.search(text, start - 3, place)):
                yield day
        if place >= start:
            return


def days(text: str) -> Iterator[tuple[int, date]]:
    """Yield each day printed in the text with the place where it starts; days that no calendar has are left out."""
    for form in FORMATS:
        for found in form.finditer(text):
            month = found["month"].lower()
            try:
                yield found.start(), date(int(found["year"]), MONTHS.get(month) or int(month), int(found["day"]))
            except ValueError:
                continue

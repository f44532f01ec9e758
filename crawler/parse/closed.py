"""Whether prose says that the door is shut."""

import re
from collections.abc import Iterable

CLOSED = (
    *(
        "call is closed",
        "call is now closed",
        "call is currently closed",
        "call has closed",
        "call for proposals is closed",
    ),
    *("applications are closed", "applications are now closed", "submission is closed", "submissions are closed"),
    *("not accepting applications", "not accepting new applications", "no longer accepting applications"),
)
"""How pages in English say it; a form in another language names its own."""

SENTENCE = re.compile(r"(?<=[.!?])\s+|\n")

NOT_YET = re.compile(
    r"\b(?:once|when|until|after|before|if|unless|not|never|"
    r"cuando|una vez|hasta|si|no|todavía|aún|"
    r"lorsque|quand|une fois|jusqu|après|avant|pas|"
    r"quan|un cop|fins|encara)\b",
    re.IGNORECASE,
)
"""Words that make of a closing something to come, or nothing at all, in English, Spanish, French and Catalan."""


def says_closed(text: str, phrases: Iterable[str]) -> bool:
    """Return whether a sentence states one of the phrases; "once the call is closed" states nothing."""
    wanted = [each.casefold() for each in phrases]
    sentences = (each.casefold() for each in SENTENCE.split(text))
    return any(
        place >= 0 and not NOT_YET.search(sentence[:place])
        for sentence in sentences
        for phrase in wanted
        for place in [sentence.find(phrase)]
    )

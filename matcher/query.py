"""What somebody typed in Catalan or Spanish, understood: its language, and its English as far as the glossary goes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from matcher.glossary import LANGUAGES, Found, Glossary, words_of

if TYPE_CHECKING:
    from lingua import LanguageDetector

OTHERS = ("FRENCH", "PORTUGUESE", "ITALIAN")
"""Told apart from Catalan and Spanish, and left as they are."""
READ = 2_000
"""Characters that are looked at to tell the language."""
_SMALL = """
a al als amb ante con d de del dels des e el els em en entre és es et i l la las les lo los m n o para pel pels per però
por que s se si sobre són su sus te un una unas unes uno unos uns y
"""
SMALL = frozenset(_SMALL.split())
"""Words of Catalan and Spanish that join others and mean little alone: not put into English."""

Recognise = Callable[[str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a query was taken for."""

    language: str
    """Its ISO 639-1 code."""
    original: str
    english: str | None
    """``None`` where it needs no English, or nothing of it is in the glossary."""
    terms: tuple[tuple[str, str], ...] = ()
    """What was put into English, and how, in order."""
    unknown: tuple[str, ...] = ()
    """Words that were left as they are."""

    @property
    def text(self) -> str:
        """What to search for: the English, where there is one."""
        return self.english or self.original


def understood(query: str, glossary: Glossary, *, recognise: Recognise | None = None) -> Understood:
    """Recognise the language of a query and put it into English; English and other languages stay as they are.

    ``recognise`` gives the ISO 639-1 code of a text; unset, :func:`language` does. A text that it takes for a neighbour
    of Catalan and Spanish is one of the two where the glossary has all its words.
    """
    words = words_of(query)
    found = list(glossary.find(words))
    starts = {each.start: each for each in found}
    inside = {at for each in found for at in range(each.start, each.end)}
    left = {at for at, word in enumerate(words) if at not in inside and word.casefold() not in SMALL}
    known = _language((recognise or language)(query), found, whole=not left)
    parts = [
        starts[at].english if at in starts else word for at, word in enumerate(words) if at in starts or at in left
    ]
    english = " ".join(parts)
    if known not in LANGUAGES or not found or english.casefold() == " ".join(words).casefold():
        return Understood(language=known, original=query, english=None)
    return Understood(
        language=known,
        original=query,
        english=english,
        terms=tuple((" ".join(words[each.start : each.end]), each.english) for each in found),
        unknown=tuple(words[at] for at in sorted(left)),
    )


def _language(recognised: str, found: Sequence[Found], *, whole: bool) -> str:
    """The language that was recognised, corrected by the terms: short texts of sister languages are hard to tell."""
    if not found or recognised == "en" or (recognised not in LANGUAGES and not whole):
        return recognised
    counts = {each: sum(each in term.languages for term in found) for each in LANGUAGES}
    best = [each for each in LANGUAGES if counts[each] == max(counts.values())]
    return recognised if recognised in best else best[0]


def language(text: str) -> str:
    """The most likely language of a short text, as an ISO 639-1 code; ``en`` where nothing can be told.

    In lingua's mode of low accuracy: it takes 15 MB where the other takes 130, and what it mistakes among sister
    languages the glossary corrects (``docs/quality.md``).
    """
    found = _detector().detect_language_of(text[:READ])
    return "en" if found is None else found.iso_code_639_1.name.lower()


@cache
def _detector() -> "LanguageDetector":
    from lingua import Language, LanguageDetectorBuilder

    names: Sequence[str] = ("CATALAN", "SPANISH", "ENGLISH", *OTHERS)
    builder = LanguageDetectorBuilder.from_languages(*(getattr(Language, each) for each in names))
    return builder.with_low_accuracy_mode().build()

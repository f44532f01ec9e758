"""What somebody typed into the search box, understood: words, phrases, what is left out, an identifier."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

LONG = 12
"""Words from which a text is no query but a paragraph: no call holds all of them, so its meaning is what counts."""
READ = 10_000
"""Characters that are read; whatever is pasted beyond them tells nothing more."""
SHORTEST_IDENTIFIER = 4
"""Letters and digits of the shortest text that may be the beginning of an identifier; it holds a digit."""

_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<phrase>[^"]*)"?|(?P<word>[^\s"]+))')
_EXCLUDED = re.compile(r'(?<!\S)-(?:"[^"]*"?|[^\s"]+)')
_WORD = re.compile(r"[^\W_]+")
_MARKS = re.compile("[\u0300-\u036f]+")
_QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))

_ENGLISH = """
a about all an and are as at be by can do does for from has have how i in into is it its me my no not of on or our that
the their there this to us was we what when where which who will with you your
"""
_CATALAN = "al als amb de dels des el els en es i la les o per que sense sobre un una unes uns"
_SPANISH = "al con de del el en la las lo los o para por que sin sobre un una unas unos y"
IDLE = frozenset(f"{_ENGLISH} {_CATALAN} {_SPANISH}".split())
"""Words of English, Catalan and Spanish that every text has: left out where a query has others."""


@dataclass(frozen=True, slots=True)
class Query:
    """A text to search for. Every word and phrase is lower-case without accents, its words apart by one blank."""

    text: str = ""
    """As it was typed, without what no text holds."""
    words: tuple[str, ...] = ()
    quoted: tuple[str, ...] = ()
    """What stands in quotation marks: a call without it is not found, whatever it means."""
    compounds: tuple[str, ...] = ()
    """What hyphens or slashes hold together."""
    beginnings: tuple[str, ...] = ()
    """Beginnings of words, which a star was put after."""
    excluded: tuple[str, ...] = ()
    """Words and phrases no call found may have."""
    identifier: str = ""
    """The whole text as :func:`squashed`, where it may be an identifier or begin one; else empty."""

    @property
    def terms(self) -> tuple[str, ...]:
        """Whatever a call should have."""
        return (*self.quoted, *self.compounds, *self.words, *self.beginnings)

    @property
    def wanted(self) -> str:
        """The text without what it excludes."""
        return " ".join(_EXCLUDED.sub(" ", self.text.translate(_QUOTES)).split())

    @property
    def means(self) -> bool:
        """Whether calls about the same are wanted too, whatever words they use: not where all of it is quoted."""
        return bool(self.words or self.compounds)

    @property
    def is_long(self) -> bool:
        """Whether it is a pasted paragraph rather than a query."""
        return len(self.words) > LONG


def understand(text: str) -> Query:
    """Read a query; whatever it holds, it can be searched for. Never raises."""
    text = _clean(text)
    said: dict[str, dict[str, None]] = {each: {} for each in ("words", "quoted", "compounds", "beginnings", "excluded")}
    for piece in _PIECE.finditer(text.translate(_QUOTES)):
        words = words_of(piece["phrase"] or piece["word"] or "")
        if words:
            said[_sort(piece, words)][" ".join(words)] = None
    kept = {each: tuple(found) for each, found in said.items()}
    telling = tuple(each for each in kept["words"] if each not in IDLE)
    if telling or kept["quoted"] or kept["compounds"] or kept["beginnings"]:
        kept["words"] = telling
    return Query(text, **kept, identifier=_identifier(text))


def _sort(piece: re.Match[str], words: Sequence[str]) -> str:
    """Which field of :class:`Query` a piece of the text belongs to."""
    if piece["minus"]:
        return "excluded"
    if piece["phrase"]:
        return "quoted"
    if len(words) > 1:
        return "compounds"
    return "beginnings" if piece["word"].endswith("*") else "words"


def words_of(text: str) -> list[str]:
    """The words of a text, lower-case, without accents."""
    return _WORD.findall(folded(text))


def folded(text: str) -> str:
    """The text in lower case without accents: "Àrea" and "area" are one."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold()


def squashed(text: str) -> str:
    """An identifier without blanks, hyphens, slashes and case: what is the same to whoever types it."""
    return "".join(words_of(text))


def _clean(text: str) -> str:
    """Without what no text holds: control characters and halves of characters; cut at :data:`READ` characters."""
    return "".join(each if each.isprintable() else " " for each in text[:READ]).strip()


def _identifier(text: str) -> str:
    found = squashed(text) if len(text.split()) <= LONG and '"' not in text else ""
    return found if len(found) >= SHORTEST_IDENTIFIER else ""

"""Catalan and Spanish words of the plan's fields in English: whole phrases first, whatever accents or plurals."""

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from matcher.errors import BadGlossary

LANGUAGES = ("ca", "es")
WORD = re.compile(r"[^\W_]+(?:[·.][^\W_]+)*")
"""``col·laboració`` is one word, ``l'aigua`` two."""
MARKS = re.compile("[\u0300-\u036f·.]")

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A term where it stands in a text."""

    start: int
    """Its first word, counted from 0."""
    end: int
    """The word after its last."""
    english: str
    languages: frozenset[str]
    """In which it is said so."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """Terms by their words, each as :func:`key` has it."""

    terms: Mapping[Key, str]
    """To English."""
    languages: Mapping[Key, frozenset[str]]
    """Of each."""

    @classmethod
    def read(cls, path: Path) -> "Glossary":
        """Read a table ``en,ca,es`` whose cells hold one or more wordings, ``|`` between them."""
        try:
            with path.open(encoding="utf-8", newline="") as file:
                table = csv.DictReader(file, strict=True)
                if table.fieldnames is None:
                    raise KeyError("en")
                return cls.of((row["en"], _wordings(row)) for row in table)
        except (OSError, UnicodeDecodeError, csv.Error, KeyError, AttributeError) as error:
            raise BadGlossary(f"{path} cannot be read as a glossary ({error}): expected a table en,ca,es.") from error

    @classmethod
    def of(cls, rows: Iterable[tuple[str, Iterable[tuple[str, str]]]]) -> "Glossary":
        """English with its languages and wordings; raise :class:`BadGlossary` where one has two translations."""
        terms: dict[Key, str] = {}
        languages: dict[Key, frozenset[str]] = {}
        for english, wordings in rows:
            for language, each in wordings:
                words = keys(each)
                if terms.setdefault(words, english) != english:
                    raise BadGlossary(f"The glossary has {each!r} as {terms[words]!r} and as {english!r}: delete one.")
                languages[words] = languages.get(words, frozenset()) | {language}
        return cls(terms, languages)

    def find(self, words: Sequence[str]) -> Iterator[Found]:
        """The terms among words as they are written, from left to right, the longest that begins at each place."""
        known = [key(each) for each in words]
        longest = max(map(len, self.terms), default=0)
        at = 0
        while at < len(known):
            ends = range(min(at + longest, len(known)), at, -1)
            end = next((each for each in ends if tuple(known[at:each]) in self.terms), None)
            if end is not None:
                term = tuple(known[at:end])
                yield Found(at, end, self.terms[term], self.languages[term])
            at = end or at + 1


def words_of(text: str) -> list[str]:
    """The words of a text as they are written, elided articles apart."""
    return WORD.findall(text)


def keys(text: str) -> Key:
    """A wording as the glossary knows it."""
    return tuple(key(each) for each in words_of(text))


def key(word: str) -> str:
    """A word without case, accents, plural and final vowel: one for *ciutat* and *ciutats*, *escola* and *escoles*.

    Short words keep their ends, which is what tells them apart.
    """
    folded = MARKS.sub("", unicodedata.normalize("NFD", word.casefold()))
    if folded.endswith("ions"):
        folded = folded[:-2]
    elif folded.endswith("s") and len(folded) > 3:
        folded = folded[:-1]
    return folded[:-1] if len(folded) > 5 and folded[-1] in "aeo" else folded


def _wordings(row: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(language, each) for language in LANGUAGES for each in row[language].split("|")]

"""A text cut into overlapping passages and into sentences, each an exact substring with its offset."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

PASSAGE_WORDS = 170
"""Words in a passage: about 220 word pieces, which with a title stays within the 256 the default model reads."""
PASSAGE_STEP = 130
"""Words from one passage's start to the next; the overlap keeps a thought that straddles a cut in one piece."""
SENTENCE_MIN_CHARS = 25
"""Shorter pieces are headings or list marks, not sentences; they join what follows."""

_WORD = re.compile(r"\S+")
_SENTENCE_END = re.compile(r"(?<=[.!?;:])([\"'”’)\]]*)\s+(?=[\"'“‘(\[]*[A-ZÀ-ÝΑ-ΩА-Я0-9])|\n+")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of a text: ``text`` is what stands at ``start``."""

    start: int
    text: str


def passages(text: str) -> list[Span]:
    """Cut ``text`` into passages of :data:`PASSAGE_WORDS` words, one every :data:`PASSAGE_STEP`; none for no words."""
    words = [(each.start(), each.end()) for each in _WORD.finditer(text)]
    found = []
    for first in range(0, len(words), PASSAGE_STEP):
        last = min(first + PASSAGE_WORDS, len(words)) - 1
        start, end = words[first][0], words[last][1]
        found.append(Span(start, text[start:end]))
        if last == len(words) - 1:
            break
    return found


def sentences(text: str) -> list[Span]:
    """Cut ``text`` into sentences at full stops and line breaks; what is too short to be one joins what follows."""
    return list(_joined(text, _pieces(text)))


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for cut in _SENTENCE_END.finditer(text):
        yield start, max(cut.start(), cut.end(1))
        start = cut.end()
    yield start, len(text)


def _joined(text: str, pieces: Iterator[tuple[int, int]]) -> Iterator[Span]:
    begun: int | None = None
    for start, end in pieces:
        first = start if begun is None else begun
        piece = text[first:end]
        if len(piece.strip()) < SENTENCE_MIN_CHARS:
            begun = first
            continue
        begun = None
        yield _stripped(piece, first)
    if begun is not None and text[begun:].strip():
        yield _stripped(text[begun:], begun)


def _stripped(piece: str, start: int) -> Span:
    return Span(start + len(piece) - len(piece.lstrip()), piece.strip())

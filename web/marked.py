"""A text cut where it is quoted, so that a page can mark the evidence in its place."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; marked or not."""

    text: str
    marked: bool


def marked(text: str, spans: Iterable[tuple[int, int]]) -> Iterator[tuple[Piece, ...]]:
    """Yield the paragraphs of a text as pieces, marked where one of the spans (start, end) lies.

    Spans may overlap, be empty, or lie beyond the text; together the pieces say what the text says.
    """
    inside = [False] * len(text)
    for start, end in spans:
        for at in range(max(0, start), min(end, len(text))):
            inside[at] = True
    begin = 0
    for paragraph in text.split("\n"):
        end = begin + len(paragraph)
        if paragraph.strip():
            yield tuple(_pieces(paragraph, inside[begin:end]))
        begin = end + 1


def _pieces(text: str, inside: list[bool]) -> Iterator[Piece]:
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or inside[at] != inside[begin]:
            yield Piece(text[begin:at], inside[begin])
            begin = at

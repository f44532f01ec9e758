"""The sentence of a call that shows best why a search found it, verbatim."""

from collections.abc import Iterable, Iterator, Sequence

from domain.call import Call
from domain.query import words_of
from domain.search import Quotation
from matcher.documents import READ, stretches
from matcher.lexical import stem
from matcher.passages import Span, sentences

LONGEST = 400
"""Characters of a sentence that are quoted: some funders write a page without a full stop."""
BEGINNING = 3
"""Letters that no stem changes."""


def quotation(call: Call, words: Sequence[str], *, passage: int | None = None) -> Quotation | None:
    """The sentence that holds most of these words, of the nearest passage where one is given; the earliest of several.

    ``None`` where the call has no text, or no sentence holds any of them and no passage is given.
    """
    cut = stretches(call) if passage is not None else []
    if passage is not None and passage < len(cut):
        return _best(list(_within(call, *cut[passage])), words, otherwise_first=True)
    return _best(list(_sentences(call)), words, otherwise_first=False)


def _best(found: Sequence[Quotation], words: Sequence[str], *, otherwise_first: bool) -> Quotation | None:
    held = [_held(each.text, words) for each in found]
    if not any(held) and not otherwise_first:
        return None
    return found[held.index(max(held))] if found else None


def _held(text: str, words: Sequence[str]) -> int:
    """How many of the words the text holds, endings aside."""
    own = set(words_of(text))
    return sum(each in own or stem(each) in _alike(own, each) for each in set(words))


def _alike(own: Iterable[str], word: str) -> set[str]:
    """The stems of what begins like the word: stemming all of a call would take longer than the search."""
    return {stem(each) for each in own if each[:BEGINNING] == word[:BEGINNING]}


def _sentences(call: Call) -> Iterator[Quotation]:
    """Every sentence, those of the parts that are matched first."""
    for index in sorted(range(len(call.parts)), key=lambda each: call.parts[each].kind not in READ):
        for span in sentences(call.parts[index].text):
            yield Quotation(index, span.start, _cut(span.text))


def _within(call: Call, part: int, passage: Span) -> Iterator[Quotation]:
    """The sentences that begin in a passage; its own beginning where none does."""
    end = passage.start + len(passage.text)
    spans = [each for each in sentences(call.parts[part].text) if passage.start <= each.start < end]
    for span in spans:
        yield Quotation(part, span.start, _cut(span.text))
    if not spans:
        yield Quotation(part, passage.start, _cut(passage.text))


def _cut(text: str) -> str:
    """At a blank, so that it stays a substring of whole words."""
    return text if len(text) <= LONGEST else text[: text.rfind(" ", 1, LONGEST) if " " in text[1:LONGEST] else LONGEST]

"""A call as the matcher reads it: its words as one text, its meaning in passages."""

from dataclasses import dataclass

from domain.call import Call, Part, PartKind
from matcher.passages import Span, passages

READ = (PartKind.OUTCOME, PartKind.SCOPE, PartKind.IMPACT, PartKind.OBJECTIVE, PartKind.DESCRIPTION)
"""The parts that say what a call is about. Conditions are for eligibility, a destination is shared by many topics."""


@dataclass(frozen=True, slots=True)
class Document:
    """A call's text, ready to be compared."""

    words: str
    """Title and what is read of the text: for TF-IDF."""
    passages: tuple[str, ...]
    """What is embedded, each with the title in front; the title alone where a call has no text."""


def parts_read(call: Call) -> list[tuple[int, Part]]:
    """The parts that are read, each with its index into the call's parts."""
    return [(index, each) for index, each in enumerate(call.parts) if each.kind in READ]


def texts(call: Call) -> list[str]:
    """The title, then the parts that are read."""
    return [call.title, *(part.text for _, part in parts_read(call))]


def words(call: Call) -> str:
    """All that is read as one text: for TF-IDF."""
    return ". ".join(texts(call))


def stretches(call: Call) -> list[tuple[int, Span]]:
    """The passages of the text in their order, each with the part it lies in."""
    return [(index, span) for index, part in parts_read(call) for span in passages(part.text)]


def read(call: Call) -> Document:
    """Return the call as a document; at least one passage."""
    pieces = tuple(f"{call.title}. {span.text}" for _, span in stretches(call))
    return Document(words(call), pieces or (call.title,))

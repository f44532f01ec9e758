"""A call as the matcher reads it: its words as one text, its meaning in passages."""

from dataclasses import dataclass

from domain.call import Call, PartKind
from matcher.passages import passages

READ = (PartKind.OUTCOME, PartKind.SCOPE, PartKind.IMPACT, PartKind.OBJECTIVE, PartKind.DESCRIPTION)
"""The parts that say what a call is about. Conditions are for eligibility, a destination is shared by many topics."""


@dataclass(frozen=True, slots=True)
class Document:
    """A call's text, ready to be compared."""

    words: str
    """Title and what is read of the text: for TF-IDF."""
    passages: tuple[str, ...]
    """What is embedded, each with the title in front; the title alone where a call has no text."""


def read(call: Call) -> Document:
    """Return the call as a document; at least one passage."""
    texts = [each.text for each in call.parts if each.kind in READ]
    pieces = tuple(f"{call.title}. {span.text}" for text in texts for span in passages(text))
    return Document(". ".join([call.title, *texts]), pieces or (call.title,))

"""Which word is meant by a mistyped one."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

LIKE = 85
"""Per cent of the letters that a mistyped word must share with the one that is meant."""
SHORTEST = 5
"""Letters: shorter words are too near to one another."""


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that is most like a folded word; ``None`` where none is like enough."""
    if len(word) < SHORTEST:
        return None
    found = process.extractOne(word, list(choices), scorer=fuzz.ratio, score_cutoff=LIKE)
    return found[0] if found else None

"""How well a call fits a plan item, and the sentences that say so."""

from dataclasses import dataclass
from enum import StrEnum


class Strength(StrEnum):
    """A score in words."""

    STRONG = "strong"
    WORTH_A_LOOK = "worth a look"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of the plan item and the passage of the call that answers it, both verbatim."""

    item_text: str
    call_text: str
    """An exact substring of the part named by ``part`` (of the title where that is ``None``)."""
    similarity: float
    """Cosine of the two, -1 to 1."""
    part: int | None
    """Index into the call's parts."""
    start: int
    """Offset of ``call_text`` in that part, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A call and a plan item. Identity of both, the score, and what it rests on."""

    item: str
    """The plan item's key, ``project:clean-air``."""
    source: str
    reference: str
    version: int
    """The version of the call that was read."""
    score: float
    """0 to 1; comparable between items and weeks. Its meaning is stated in ``matcher/fusion.py``."""
    words: float
    """Cosine of the TF-IDF vectors, 0 to 1."""
    meaning: float
    """Cosine of the best passages, -1 to 1."""
    through: str | None = None
    """The key of the project by which a line or challenge scored, ``None`` where its own sentences did."""
    evidence: tuple[Evidence, ...] = ()

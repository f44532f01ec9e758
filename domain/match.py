"""How well a call fits a plan item, and the sentences that say so."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.vote import Word


class Strength(StrEnum):
    """A score in words."""

    STRONG = "strong"
    WORTH_A_LOOK = "worth a look"
    WEAK = "weak"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """From which score on a match is told of, and from which on it is called strong."""

    worth_a_look: float
    strong: float
    of_item: Mapping[str, float] = field(default_factory=dict)
    """By the key of a project: from which score on it is told of calls, where that is not the usual one."""

    def least(self, item: str | None) -> float:
        """From which score on a plan item is told of calls."""
        return self.worth_a_look if item is None else self.of_item.get(item, self.worth_a_look)

    def strength(self, score: float, item: str | None = None) -> Strength:
        """The score of a match with a plan item, or with no certain one, in words."""
        if score < self.least(item):
            return Strength.WEAK
        return Strength.STRONG if score >= self.strong else Strength.WORTH_A_LOOK


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
class Voted:
    """A call that was voted on, near to the one whose score it moved."""

    source: str
    reference: str
    title: str
    word: Word
    alike: float
    """Cosine of the two calls, -1 to 1."""


@dataclass(frozen=True, slots=True)
class Learnt:
    """What the votes on other calls changed in a score."""

    before: float
    """The calibrated score, which the votes moved."""
    because: tuple[Voted, ...]
    """The voted calls that are nearest to this one, the nearest first."""


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
    """0 to 1; comparable between items and weeks. Its meaning is stated in ``matcher/fusion.py``. Where votes moved it
    it is what the call is placed and mailed by, and :attr:`calibrated` keeps the meaning."""
    words: float
    """Cosine of the TF-IDF vectors, 0 to 1."""
    meaning: float
    """Cosine of the best passages, -1 to 1."""
    through: str | None = None
    """The key of the project by which a line or challenge scored, ``None`` where its own sentences did."""
    evidence: tuple[Evidence, ...] = ()
    """Up to three pairs, most alike first."""
    uncovered: tuple[str, ...] = ()
    """The item's sentences that nothing in the call answers."""
    telling_words: tuple[str, ...] = ()
    """The call's own words that weighed most, as they stand in its text."""
    learnt: Learnt | None = None
    """What votes changed; ``None`` where they changed nothing."""

    @property
    def calibrated(self) -> float:
        """The score before any vote, the one whose meaning is measured."""
        return self.score if self.learnt is None else self.learnt.before

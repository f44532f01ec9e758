"""What somebody said of a call for a plan item: whether it is relevant, and if it is turned down, why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from domain.deadlines import Deadlines
from domain.errors import Problem

LONGEST_NOTE = 500
"""Characters of a note: a reason, not a report."""

Key = tuple[str, str, str]
"""A plan item's key, a source, a reference."""


class BadVote(Problem):
    """Raised for a vote that contradicts itself."""


class Word(StrEnum):
    """What somebody says of a call."""

    RELEVANT = "relevant"
    NOT_FOR_US = "not-for-us"
    LATER = "later"


class Reason(StrEnum):
    """Why a call is turned down."""

    COMPETENCE = "outside-our-competence"
    CAPACITY = "no-capacity"
    DEADLINE = "cannot-meet-the-deadline"
    NOT_ELIGIBLE = "not-eligible"
    TOO_SMALL = "too-small"
    CO_FINANCING = "no-cofinancing"
    PARTNERS = "partners-missing"
    OTHER = "other"


OF_THE_SUBJECT = (None, Reason.COMPETENCE, Reason.OTHER)
"""Reasons that speak of what a call is about. The others are of eligibility, money, time and people: a call that is
turned down for them may be as relevant as any, so nothing is learnt from them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vote:
    """One word of one person on one call for one plan item. A later one supersedes it; none is deleted."""

    person: str
    item: str
    """The plan item's key, ``project:clean-air``."""
    source: str
    reference: str
    version: int
    """The version of the call that was judged."""
    word: Word
    at: datetime
    reason: Reason | None = None
    note: str = ""
    taken_back_at: datetime | None = None

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError(f"{self.at} has no time zone")
        if self.reason is not None and self.word is not Word.NOT_FOR_US:
            raise BadVote(f"A reason says why a call is {Word.NOT_FOR_US}: leave out {self.reason}, or turn it down.")
        if len(self.note) > LONGEST_NOTE:
            raise BadVote(f"The note has {len(self.note)} characters: {LONGEST_NOTE} are the most.")

    @property
    def key(self) -> Key:
        return self.item, self.source, self.reference

    @property
    def dismisses(self) -> bool:
        """Whether the call is turned down for the item."""
        return self.word is Word.NOT_FOR_US

    @property
    def said(self) -> str:
        """In words: ``not for us (too small)``."""
        reason = f" ({self.reason.replace('-', ' ')})" if self.reason else ""
        return self.word.replace("-", " ") + reason

    @property
    def likes(self) -> bool | None:
        """What it says of the subject: relevant or not; ``None`` where it says nothing of it."""
        if self.word is Word.LATER or self.reason not in OF_THE_SUBJECT:
            return None
        return self.word is Word.RELEVANT


def last_words(votes: Iterable[Vote]) -> dict[Key, Vote]:
    """What stands on each call for each item: of every person the last vote, unless taken back; of those the last.

    ``votes`` come in the order in which they were cast.
    """
    of_each: dict[tuple[Key, str], Vote] = {}
    for each in votes:
        of_each[each.key, each.person] = each
    standing: dict[Key, Vote] = {}
    for each in sorted(of_each.values(), key=lambda each: each.at):
        if each.taken_back_at is None:
            standing[each.key] = each
    return standing


def comes_back(history: Sequence[Vote], known: Mapping[int, Deadlines], now: Deadlines) -> bool:
    """Whether a call that was turned down for lack of time is to be seen again, because the deadline has moved out.

    Once: who turns it down again for lack of time, after it came back, is not asked a third time. ``history`` holds the
    votes on one call for one item in order, ``known`` its deadlines by version, ``now`` those of this moment.
    """
    standing = [*last_words(history).values()]
    if not standing or standing[0].reason is not Reason.DEADLINE:
        return False
    last = standing[0]
    dismissed = (each for each in history if each.reason is Reason.DEADLINE and each.taken_back_at is None)
    earlier = [each for each in dismissed if each.at < last.at]
    came_back_before = any(moves_out(known[each.version], known[last.version]) for each in earlier)
    return not came_back_before and moves_out(known[last.version], now)


def moves_out(before: Deadlines, after: Deadlines) -> bool:
    """Whether the door stays open longer than it was to. What was not known before cannot move."""
    if after.rolling:
        return bool(before) and not before.rolling
    if not before.dates or not after.dates or before.rolling:
        return False
    return after.dates[-1].instant.astimezone(UTC) > before.dates[-1].instant.astimezone(UTC)

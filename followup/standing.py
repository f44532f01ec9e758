"""How a call stands with a plan item: offered, or why not."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.call import FUNDING, SHUT, Call
from domain.eligibility import Answer, Verdict
from domain.match import Match, Thresholds


class Bar(StrEnum):
    """What keeps a call from being offered, in the order in which it is looked into."""

    SHUT = "shut"
    """It is closed or withdrawn."""
    STALE = "stale"
    """It was published long ago and nothing says that it still runs."""
    NO_FUNDING = "no funding"
    """It pays for nothing that a plan asks for."""
    MERGED = "merged"
    """Another reading of it stands for it."""
    TURNED_DOWN = "turned down"
    """Somebody said that it is not for this project."""
    UNMATCHED = "unmatched"
    """The last match did not rank it: it is newer than that, or the item is."""
    WEAK = "weak"
    """Its score stays below the threshold."""
    NOT_ELIGIBLE = "not eligible"
    """The applicant may not apply."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What is known of a call for one plan item."""

    call: Call
    merged_into: str | None
    match: Match | None
    verdict: Verdict | None
    turned_down: bool

    def bar(self, thresholds: Thresholds, *, now: datetime) -> Bar | None:
        """The first thing that keeps the call from being offered; ``None`` where it is offered."""
        if (barred := bar_to_match(self.call, self.merged_into, now=now)) is not None:
            return barred
        if self.turned_down:
            return Bar.TURNED_DOWN
        if self.match is None:
            return Bar.UNMATCHED
        if self.match.score < thresholds.least(self.match.item):
            return Bar.WEAK
        if self.verdict is not None and self.verdict.answer is Answer.NO:
            return Bar.NOT_ELIGIBLE
        return None


def bar_to_match(call: Call, merged_into: str | None, *, now: datetime) -> Bar | None:
    """What keeps a call from being matched at all; ``None`` where it is matched."""
    if call.status(now) in SHUT:
        return Bar.SHUT
    if call.stale(now):
        return Bar.STALE
    if call.kind not in FUNDING:
        return Bar.NO_FUNDING
    return Bar.MERGED if merged_into else None

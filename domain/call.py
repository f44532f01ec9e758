"""The one thing one applies to."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.deadlines import Deadlines
from domain.money import Budget


class Kind(StrEnum):
    """What is on offer."""

    CALL = "call"
    TECHNICAL_ASSISTANCE = "technical assistance"
    PRIZE = "prize"
    TENDER = "tender"
    PIPELINE = "pipeline"


class Status(StrEnum):
    """Where a call stands."""

    FORTHCOMING = "forthcoming"
    OPEN = "open"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    UNLISTED = "unlisted"
    UNKNOWN = "unknown"


SHUT = (Status.CLOSED, Status.WITHDRAWN)
"""What cannot be applied to any more."""


class PartKind(StrEnum):
    """What a headed part of a call's text speaks of."""

    OUTCOME = "outcome"
    SCOPE = "scope"
    IMPACT = "impact"
    OBJECTIVE = "objective"
    DESCRIPTION = "description"
    DESTINATION = "destination"
    CONDITIONS = "conditions"


FUNDING = (Kind.CALL, Kind.TECHNICAL_ASSISTANCE, Kind.PRIZE)
"""What a project can be paid from. Tenders and mere announcements are kept, and are not matched."""

FORGOTTEN = timedelta(days=365)
"""How long after its publication a call that names no deadline may still run: programmes call once a year, and a page
that nobody takes down is no open door."""


@dataclass(frozen=True, slots=True)
class Part:
    """A headed part of the text: plain, paragraphs separated by a line break. Quotations are substrings of ``text``."""

    kind: PartKind
    heading: str
    """The heading as the funder prints it; empty where there is none."""
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call as its source publishes it. ``source`` and ``reference`` together are its identity."""

    source: str
    reference: str
    """The funder's own identifier, unique within the source."""
    identifier: str
    """What people quote; may change, may contain slashes."""
    kind: Kind
    title: str
    url: str
    word: Status
    """The funder's word on the status; ask :meth:`status` where the call stands."""
    opens_on: date | None = None
    published_on: date | None = None
    """The day it was published, where the source says it. To learn it makes no new version."""
    deadlines: Deadlines = Deadlines()
    programme: str | None = None
    group: str | None = None
    """The umbrella it is filed under: an EU "call" with several topics, or the topic that feeds a cascade call."""
    group_title: str | None = None
    type_of_action: str | None = None
    budget: Budget = Budget()
    parts: tuple[Part, ...] = ()
    keywords: tuple[str, ...] = ()
    language: str = "en"
    portal_type: str | None = None
    """The EU portal's number for the type of record; ``None`` elsewhere."""

    def status(self, now: datetime) -> Status:
        """The funder's word, corrected one way only: closed once the last known deadline has passed."""
        if self.word is not Status.WITHDRAWN and self.deadlines.all_passed(now):
            return Status.CLOSED
        return self.word

    def stale(self, now: datetime) -> bool:
        """Whether it was published long ago and nothing says that it still runs: no status, no deadline."""
        if self.word is not Status.UNKNOWN or self.deadlines or self.deadlines.rolling or self.published_on is None:
            return False
        return now.date() - self.published_on > FORGOTTEN

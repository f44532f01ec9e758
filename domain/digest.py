"""One mail to one person, as a value."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.call import Call
from domain.change import FieldChange
from domain.eligibility import Verdict
from domain.match import Match, Strength
from domain.plan import Person, PlanItem


class Reason(StrEnum):
    """Why a call is in a digest."""

    NEW = "new match"
    CHANGED = "changed"
    CLOSING = "deadline ahead"


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestEntry:
    """One call in a digest, for one project."""

    reason: Reason
    call: Call
    match: Match
    strength: Strength
    changes: tuple[FieldChange, ...] = ()
    """Old to new since the person was last told; empty for a new match."""
    verdict: Verdict | None = None
    """Whether the applicant may apply; ``None`` where the call has not been screened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSection:
    """The entries of one project, best first."""

    project: PlanItem
    entries: tuple[DigestEntry, ...]
    more: int = 0
    """How many further matches wait for the next digest: said, never cut silently."""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A call that fits a project by its text and is not offered, because the applicant may not apply."""

    call: Call
    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What stands behind a digest: said so that silence can be trusted."""

    calls: int
    sources: int
    newest: datetime | None
    """When the most recently read source was read."""
    failed: tuple[str, ...] = ()
    """Sources whose last crawl failed."""
    demonstration: bool = False
    """Whether the calls are the demo's: real titles, invented texts and dates. Said in the mail."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """Everything one person is told this time."""

    person: Person
    plan: str
    now: datetime
    sections: tuple[DigestSection, ...]
    examined: Examined
    excluded: tuple[Exclusion, ...] = ()
    """New matches that the rules exclude, each once: counted and named, never dropped silently."""

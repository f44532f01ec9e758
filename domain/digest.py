"""One mail to one person, as a value."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256

from domain.call import Call
from domain.change import FieldChange
from domain.deadlines import Deadline
from domain.eligibility import Verdict
from domain.health import Health
from domain.match import Match, Strength
from domain.plan import Person, Project


class Reason(StrEnum):
    """Why a call is in a digest."""

    NEW = "new match"
    CHANGED = "changed"
    CLOSING = "deadline ahead"
    OFFERED = "older call"
    """It was known before, and ranks higher now: the plan, the rules, the votes or the model have changed."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The version of a call that its evidence rests on, where the call has changed since."""

    version: int
    on: datetime


@dataclass(frozen=True, slots=True)
class Fit:
    """One of the projects that a call fits."""

    project: Project
    match: Match
    strength: Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestEntry:
    """One call in a digest, for one project or, in an officer's, for all that it fits."""

    reason: Reason
    call: Call
    match: Match
    strength: Strength
    changes: tuple[FieldChange, ...] = ()
    """Old to new since the person was last told; empty for a new match."""
    verdict: Verdict | None = None
    """Whether the applicant may apply; ``None`` where the call has not been screened."""
    earlier: Reading | None = None
    """``None`` where the evidence is of the call as it is now."""
    fits: tuple[Fit, ...] = ()
    """In an officer's digest: the projects, best first. Empty in a lead's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepAhead:
    """An internal deadline of an application that is near, or over and not met."""

    application: int
    title: str
    project: Project
    step: str
    """A word of :class:`domain.internal_deadline.Step`."""
    label: str
    """The institution's own name for it; empty where it has none."""
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSection:
    """What concerns one project, or in an officer's digest all of them."""

    item: str
    """The key under which the person is told of it: the project's, or :func:`officers_item`."""
    project: Project | None = None
    """``None`` in an officer's digest."""
    entries: tuple[DigestEntry, ...] = ()
    """Best first; the older calls after all others."""
    more: int = 0
    """How many further new matches wait for the next digest: said, never cut silently."""
    linked: tuple[Match, ...] = ()
    """What else fits and is offered by a link alone."""
    steps: tuple[StepAhead, ...] = ()

    @property
    def main(self) -> tuple[DigestEntry, ...]:
        return tuple(each for each in self.entries if each.reason is not Reason.OFFERED)

    @property
    def older(self) -> tuple[DigestEntry, ...]:
        return tuple(each for each in self.entries if each.reason is Reason.OFFERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Find:
    """A call that a saved search finds anew."""

    call: Call
    version: int
    quotation: str | None = None
    """The sentence that shows best why it is found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchSection:
    """What a saved search finds anew."""

    name: str
    address: str
    """The whole search, as :func:`domain.search_address.address` writes it."""
    finds: tuple[Find, ...] = ()
    more: int = 0
    """How many further ones wait for the next digest."""
    linked: tuple[tuple[str, str], ...] = ()
    """Source and reference of what is offered by a link alone."""

    @property
    def item(self) -> str:
        """The key under which a person is told of its calls: another search under the same name is another one."""
        return f"search:{sha256(self.address.encode()).hexdigest()[:16]}"


@dataclass(frozen=True, slots=True)
class Exclusion:
    """A call that fits a project by its text and is not offered, because the applicant may not apply."""

    call: Call
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Nearest:
    """The best of the calls that stay below the threshold."""

    call: Call
    project: Project


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """An application whose call closes soon, and nobody has said go or no-go."""

    application: int
    title: str
    project: Project
    deadline: Deadline


@dataclass(frozen=True, slots=True)
class Trouble:
    """A source that does not go well."""

    source: str
    health: Health


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """How things stand, for who runs the service: the same until somebody acts, so it is no news."""

    unclaimed: tuple[DigestEntry, ...] = ()
    """Strong matches that nobody has said a word on, best first."""
    more_unclaimed: int = 0
    undecided: tuple[Undecided, ...] = ()
    """By their deadline."""
    troubled: tuple[Trouble, ...] = ()


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
    examined: Examined
    sections: tuple[DigestSection, ...] = ()
    searches: tuple[SearchSection, ...] = ()
    excluded: tuple[Exclusion, ...] = ()
    """New matches that the rules exclude, each once: counted and named, never dropped silently."""
    nearest: Nearest | None = None
    """Said where nothing is new."""
    overview: Overview | None = None
    """``None`` but for an officer."""
    settled: tuple[str, ...] = ()
    """The items, by key, of which nothing new waits for the next digest."""
    linked: tuple[tuple[str, str, str], ...] = ()
    """Item, source and reference of what is offered by a link alone: counted here, and not announced later."""

    @property
    def entries(self) -> Iterator[DigestEntry]:
        return (entry for section in self.sections for entry in section.entries)

    @property
    def has_news(self) -> bool:
        """Whether there is anything that the person has not been told yet."""
        return any(True for _ in self.entries) or any(each.finds for each in self.searches)


def officers_item(plan_id: str) -> str:
    """The key under which an officer is told of calls, whatever projects they fit."""
    return f"plan:{plan_id}"

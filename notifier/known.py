"""What a digest is decided from: the state of the world, and what the person remembers of it."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.application import Application
from domain.call import Call
from domain.digest import Examined, StepAhead
from domain.eligibility import Verdict
from domain.health import Health
from domain.match import Match
from domain.plan import Plan

Told = tuple[str, str, str]
"""What a person was told of: an item's key, source, reference."""

CallKey = tuple[str, str]
"""Source and reference."""

Reminder = tuple[str, str, str, date]
"""What a person was reminded of: an item's key, source, reference, the day of the deadline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What is the same for every reader of a plan."""

    plan: Plan
    now: datetime
    examined: Examined
    matches: Mapping[str, Sequence[Match]]
    """By item, at most one per call."""
    calls: Mapping[CallKey, Call]
    """Each as it is now."""
    versions: Mapping[CallKey, int]
    """The number of that version of each."""
    first_seen: Mapping[CallKey, datetime]
    merged: Mapping[CallKey, CallKey] = field(default_factory=dict)
    """Of calls that are read in several places: the reading that stands for another."""
    matched_at: datetime
    """When they were last matched: what has been found since is news for the next digest."""
    read: Mapping[tuple[str, str, int], datetime] = field(default_factory=dict)
    """When a version was read, of those that a match rests on though the call has changed since."""
    verdicts: Mapping[CallKey, Verdict] = field(default_factory=dict)
    dismissed: AbstractSet[Told] = frozenset()
    """What a project turned down: nothing is told of it."""
    taken_up: AbstractSet[Told] = frozenset()
    """What a project said yes to, or applies for: it is reminded of its deadlines, however it came to know of it."""
    sent: AbstractSet[Told] = frozenset()
    """What a project's application is away for, or was given up: its deadline is no news."""
    spoken_of: AbstractSet[CallKey] = frozenset()
    """Calls that somebody voted on or applies for, for whatever project."""
    applications: Mapping[int, Application] = field(default_factory=dict)
    steps: Sequence[StepAhead] = ()
    """By day."""
    health: Mapping[str, Health] = field(default_factory=dict)
    """By source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What one person was told."""

    told: Mapping[Told, Call] = field(default_factory=dict)
    """Each call as they were last told of it."""
    offered: AbstractSet[Told] = frozenset()
    """What they were offered by a link alone."""
    reminded: AbstractSet[Reminder] = frozenset()
    """The deadlines that were named to them when they were near."""
    weighed: Mapping[str, datetime] = field(default_factory=dict)
    """By item: of the calls known until then nothing waits to be told. No entry: nothing was ever told of the item."""

    def is_first(self, item: str) -> bool:
        """Whether this is the first time that the person hears of an item."""
        return item not in self.weighed

"""The people that the window knows: in which role they come in, and how they want to be told."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum

LANGUAGES = ("ca", "es", "en")
"""What the window and the mails speak."""


class Role(StrEnum):
    """What somebody may do; each may do what those before it may."""

    VIEWER = "viewer"
    """Reads."""
    LEAD = "lead"
    """Runs strategic projects: votes, dismisses, starts applications for their own."""
    MANAGER = "manager"
    """Follows the applications of all projects."""
    OFFICER = "officer"
    """Runs the service: every project, the plan, the sources."""
    ADMINISTRATOR = "administrator"
    """Decides who comes in."""

    def covers(self, least: "Role") -> bool:
        """Whether this role may do what ``least`` may."""
        order = list(Role)
        return order.index(self) >= order.index(least)


class Frequency(StrEnum):
    """How often somebody gets a digest."""

    WEEKLY = "weekly"
    DAILY = "daily"
    NEVER = "never"


class Alerts(StrEnum):
    """When somebody hears that a call they know has changed. A deadline brought forward is told at once in any case."""

    DAILY = "daily"
    WITH_DIGEST = "with the digest"


class Weekday(IntEnum):
    """The day of a weekly digest, numbered as :meth:`datetime.date.weekday` does."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody the window knows. Where the plan names them, ``id`` is the plan's."""

    id: str
    name: str
    email: str
    """As written; two that differ in case only are the same address."""
    language: str
    role: Role
    plan: str
    """The plan they work with."""
    by_hand: bool = False
    """Added here; the others came with the plan, which goes on naming them."""
    offboarded_at: datetime | None = None
    """From when on they no longer come in."""
    frequency: Frequency = Frequency.WEEKLY
    weekday: Weekday = Weekday.MONDAY
    alerts: Alerts = Alerts.DAILY
    threshold: float | None = None
    """The least score they want to be told of; ``None``: the service's own."""

    @property
    def active(self) -> bool:
        return self.offboarded_at is None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """From a day on somebody else owns a project, whatever the plan says."""

    project: str
    to: str
    """A person's id."""
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """Somebody acts for another during leave: first and last day."""

    id: int
    person: str
    by: str
    """Who acts for ``person``, a person's id."""
    first: date
    last: date

    def on(self, day: date) -> bool:
        return self.first <= day <= self.last

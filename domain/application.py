"""What is submitted to a call, from the idea to the outcome, and which way it may go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from domain.errors import Problem
from domain.leaving import Leaving
from domain.money import Money


class Stage(StrEnum):
    """Where an application stands."""

    IDEA = "idea"
    GO_OR_NO_GO = "go or no-go"
    PREPARING = "preparing"
    SUBMITTED = "submitted"
    """To the only stage, or to the first of two."""
    INVITED = "invited"
    """To the second stage."""
    SUBMITTED_2 = "submitted (stage 2)"
    RESERVE = "reserve"
    GRANTED = "granted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    """By the applicant, after it was submitted."""
    NOT_SUBMITTED = "not submitted"
    RUNNING = "running"
    CLOSED = "closed"


MOVES: Mapping[Stage, tuple[Stage, ...]] = {
    Stage.IDEA: (Stage.GO_OR_NO_GO, Stage.PREPARING, Stage.NOT_SUBMITTED),
    Stage.GO_OR_NO_GO: (Stage.PREPARING, Stage.NOT_SUBMITTED),
    Stage.PREPARING: (Stage.SUBMITTED, Stage.NOT_SUBMITTED),
    Stage.SUBMITTED: (Stage.INVITED, Stage.RESERVE, Stage.GRANTED, Stage.REJECTED, Stage.WITHDRAWN),
    Stage.INVITED: (Stage.SUBMITTED_2, Stage.NOT_SUBMITTED, Stage.WITHDRAWN),
    Stage.SUBMITTED_2: (Stage.RESERVE, Stage.GRANTED, Stage.REJECTED, Stage.WITHDRAWN),
    Stage.RESERVE: (Stage.GRANTED, Stage.REJECTED, Stage.WITHDRAWN),
    Stage.GRANTED: (Stage.RUNNING, Stage.WITHDRAWN),
    Stage.REJECTED: (),
    Stage.WITHDRAWN: (),
    Stage.NOT_SUBMITTED: (Stage.IDEA,),
    Stage.RUNNING: (Stage.CLOSED,),
    Stage.CLOSED: (),
}
"""Where an application may go from each stage. A mistake is put right by going back to the stage before."""

WON = (Stage.GRANTED, Stage.RUNNING, Stage.CLOSED)
LOST = (Stage.REJECTED,)
AWAITING = (Stage.SUBMITTED, Stage.INVITED, Stage.SUBMITTED_2, Stage.RESERVE)
"""Submitted, and the funder has not had the last word."""
SENT = (*AWAITING, *WON, *LOST, Stage.WITHDRAWN)
"""Everything that was submitted once, whatever came of it."""
UNSENT = (Stage.IDEA, Stage.GO_OR_NO_GO, Stage.PREPARING)
"""Still in the institution's own hands."""
UNDER_WAY = (*UNSENT, *AWAITING)
"""What still depends on the call: its deadlines, and the funder's word."""
DECIDED = (*WON, *LOST)
"""The funder has had the last word: what a success rate is a share of."""
LEFT = (Stage.NOT_SUBMITTED, Stage.WITHDRAWN)
"""Given up by the institution itself, which says why."""
DATED = (Stage.SUBMITTED, Stage.GRANTED, Stage.REJECTED)
"""Stages that one comes to on a day worth keeping: that of the submission, or of the decision."""


class Part(StrEnum):
    """What the institution is in the consortium."""

    COORDINATOR = "coordinator"
    PARTNER = "partner"
    ASSOCIATE = "associate"


class ReasonMissing(Problem):
    """Raised where an application is given up and nobody says why."""


class Misdated(Problem):
    """Raised for a decision before the submission."""


@dataclass(frozen=True, slots=True)
class Partner:
    """Another body of the consortium, and its country where that is known."""

    name: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A document kept elsewhere."""

    title: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Application:
    """An application of one plan's project. Amounts are ``None`` where they are not known, never zero."""

    plan: str
    project: str
    """The project's id in the plan."""
    title: str
    programme: str | None = None
    source: str | None = None
    """Of the call, with ``reference``; ``None`` for what convoca has never read."""
    reference: str | None = None
    part: Part = Part.COORDINATOR
    stage: Stage = Stage.IDEA
    requested: Money | None = None
    """What the institution asks the funder for."""
    granted: Money | None = None
    total: Money | None = None
    """The institution's whole budget in it, its own share included."""
    submitted_on: date | None = None
    decided_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    area: str | None = None
    """The department that carries it."""
    municipalities: tuple[str, ...] = ()
    """Where it takes place."""
    partners: tuple[Partner, ...] = ()
    rate: Decimal | None = None
    """The share of the costs that the funder pays, in per cent."""
    score: Decimal | None = None
    """That the evaluators gave, out of what they count to."""
    score_threshold: Decimal | None = None
    """The least score that is funded."""
    left_because: Leaving | None = None
    """At a stage of :data:`LEFT`."""
    assignees: tuple[str, ...] = ()
    """The ids of the people who work on it, in their order."""
    links: tuple[Link, ...] = ()
    call_version: int | None = None
    """The version of the call that whoever works on it has seen."""
    notes: str = ""

    def may_go_to(self, before: Stage | None = None) -> tuple[Stage, ...]:
        """The stages it may go to now; back to ``before``, where it came from, to put a mistake right."""
        forward = MOVES[self.stage]
        return forward if before is None or before in forward else (*forward, before)

    def moved(self, to: Stage, *, on: date | None = None, because: Leaving | None = None) -> "Application":
        """The same at another stage; ``on`` is the day of the submission or decision, where that is not known yet.

        A stage before the submission, or before the decision, has no such day: going back takes it away.
        Raises :class:`ReasonMissing` where it is given up without ``because``, :class:`Misdated` for a decision before
        the submission.
        """
        if to in LEFT and because is None:
            raise ReasonMissing(f"say why the application is {to}: one of {', '.join(Leaving)}")
        submitted = self.submitted_on or (on if to is Stage.SUBMITTED else None)
        decided = self.decided_on or (on if to in DECIDED and to in DATED else None)
        if submitted and decided and decided < submitted:
            raise Misdated(f"it cannot be decided on {decided}, before it was submitted on {submitted}")
        return replace(
            self,
            stage=to,
            submitted_on=None if to in UNSENT else submitted,
            decided_on=None if to in (*UNSENT, *AWAITING) else decided,
            left_because=because if to in LEFT else None,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A change of an application: one field, as it was and as it became, by whom and when."""

    at: datetime
    who: str
    """A person's id."""
    field: str
    """A field of :class:`Application`; ``created`` for its beginning."""
    old: str | None
    new: str | None


def stage_before(events: Sequence[Event]) -> Stage | None:
    """The stage from which it came to the present one; ``None`` where it began there."""
    moves = [each.old for each in events if each.field == "stage"]
    return Stage(moves[-1]) if moves and moves[-1] else None

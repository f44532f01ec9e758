"""What is known of a project: calls that fit, what none of them covers, what was turned down, what votes changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from db import calls, matches, people, verdicts, votes
from db.calls import StoredCall
from db.votes import Reset
from domain.eligibility import Verdict
from domain.match import Match
from domain.plan import Plan, Project
from domain.vote import Key, Vote
from matcher.feedback import LEAST

Id = tuple[str, str]
"""Of a call: source and reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A call that fits the project."""

    match: Match
    stored: StoredCall
    verdict: Verdict | None
    since: datetime
    """Since when it has fitted without a break."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnedDown:
    """A call that was said not to be for this project."""

    stored: StoredCall
    vote: Vote
    by: str
    """The name of who said so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learnt:
    """What the votes for the project teach."""

    liked: int
    disliked: int
    """Votes that speak of the subject, since the last reset."""
    reset: Reset | None
    reset_by: str
    """The name of who reset them last."""
    moved: tuple[Offer, ...]
    """The calls that fit and whose score they changed, what they changed most first."""

    @property
    def missing(self) -> int:
        """Votes that it takes before anything is learnt."""
        return max(0, LEAST - self.liked - self.disliked)

    @property
    def one_sided(self) -> bool:
        """Whether all of them say the same."""
        return not self.liked or not self.disliked


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectFacts:
    """All of it, read at once."""

    offers: tuple[Offer, ...]
    uncovered: tuple[str, ...]
    """Its sentences that nothing in any of these calls answers."""
    turned_down: tuple[TurnedDown, ...]
    learnt: Learnt


def facts(session: Session, plan: Plan, project: Project, *, threshold: float) -> ProjectFacts:
    """Everything that is known of a project of a plan; a call fits from the threshold on."""
    names = {each.id: each.name for each in people.everyone(session)}
    no = {key: each for key, each in votes.dismissed(session, plan.id).items() if key[0] == project.key}
    fitting = [
        each
        for each in matches.of_item(session, plan.id, project.key)
        if each.score >= threshold and (each.item, each.source, each.reference) not in no
    ]
    known = calls.some(session, [*map(_id, fitting), *map(_id, no.values())])
    offers = _offers(session, plan, fitting, known)
    return ProjectFacts(
        offers=offers,
        uncovered=_uncovered(fitting),
        turned_down=_turned_down(no, known, names),
        learnt=_learnt(session, plan, project, offers, names),
    )


def _offers(
    session: Session, plan: Plan, fitting: Iterable[Match], known: Mapping[Id, StoredCall]
) -> tuple[Offer, ...]:
    screened = verdicts.of_calls(session, plan.id, known)
    since = matches.since(session, plan.id)
    return tuple(
        Offer(
            match=each,
            stored=known[_id(each)],
            verdict=screened.get(_id(each)),
            since=since[each.item, each.source, each.reference],
        )
        for each in fitting
    )


def _uncovered(fitting: Sequence[Match]) -> tuple[str, ...]:
    first = fitting[0].uncovered if fitting else ()
    return tuple(text for text in first if all(text in each.uncovered for each in fitting))


def _turned_down(
    no: Mapping[Key, Vote], known: Mapping[Id, StoredCall], names: Mapping[str, str]
) -> tuple[TurnedDown, ...]:
    """The last said first."""
    latest = sorted(no.values(), key=lambda each: each.at, reverse=True)
    return tuple(
        TurnedDown(stored=known[_id(each)], vote=each, by=names.get(each.person, each.person)) for each in latest
    )


def _learnt(
    session: Session, plan: Plan, project: Project, offers: Iterable[Offer], names: Mapping[str, str]
) -> Learnt:
    teaching = votes.teaching(session, plan.id).get(project.key, [])
    reset = votes.resets(session, plan.id).get(project.key)
    liked = sum(each.likes is True for each in teaching)
    moved = [each for each in offers if each.match.learnt and each.match.score != each.match.calibrated]
    return Learnt(
        liked=liked,
        disliked=len(teaching) - liked,
        reset=reset,
        reset_by=names.get(reset.person, reset.person) if reset else "",
        moved=tuple(sorted(moved, key=lambda each: -abs(each.match.score - each.match.calibrated))),
    )


def _id(each: Match | Vote) -> Id:
    return each.source, each.reference

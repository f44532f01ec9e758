"""The step out: what each reader is told is recorded first, then sent, or put into the outbox folder."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from sqlalchemy.orm import Session

from convoca import delivering, enclosing, gathering, linking, planning
from convoca.officers import is_officer
from convoca.searching import Searching
from convoca.wiring import Program
from db import offered, outbox, ownership, people, saved_searches, suppressed, told
from db.engine import reading, transaction
from db.errors import AlreadyComposed
from db.suppressed import Suppressed
from domain.digest import Digest, Reason
from domain.match import Match, Strength, Thresholds
from domain.people import Frequency, Member, Weekday
from domain.plan import INSTITUTION_ZONE, Person, Plan, institution_day
from notifier.compose import compose, reminded_by
from notifier.errors import BadAddress
from notifier.known import Memory, World
from notifier.message import render
from notifier.officer import compose_for_officer
from notifier.sender import Sender

KIND = enclosing.DIGEST
WISHES = ("frequency", "weekday", "threshold")
"""What somebody the window knows may choose."""


@dataclass(frozen=True, slots=True)
class Digested:
    """What came of one person's digest."""

    person: Person
    said: str
    failure: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    """Somebody who gets digests of a plan, what of, and when."""

    person: Person
    projects: frozenset[str]
    """Those they answer for, or follow."""
    officer: bool
    """Whether they are told of all projects, call by call."""
    watches: bool
    """Whether they keep a search for their digest."""
    frequency: Frequency = Frequency.WEEKLY
    weekday: Weekday = Weekday.MONDAY
    threshold: float | None = None
    """The least score that they want to be told of, if they said one."""


def digest(program: Program) -> list[Digested]:
    """Compose what everybody whose turn it is has not been told yet, once a period, then deliver whatever waits."""
    silent = [each for plan in planning.current(program) for each in _Composing(program, plan).everybody()]
    return silent + [Digested(each.person, each.said, failure=each.failure) for each in delivering.deliver(program)]


def period_of(now: datetime, frequency: Frequency = Frequency.WEEKLY) -> str:
    """The week of an instant, as ISO 8601 counts it: ``2026-W48``; for a daily reader the day: ``2026-11-28``."""
    today = institution_day(now)
    if frequency is Frequency.DAILY:
        return today.isoformat()
    year, week, _ = today.isocalendar()
    return f"{year}-W{week:02}"


@dataclass(frozen=True)
class _Composing:
    """The digests of one plan."""

    program: Program
    plan: Plan

    @cached_property
    def world(self) -> World:
        return gathering.world(self.program, self.plan)

    @cached_property
    def thresholds(self) -> Thresholds:
        return self.program.thresholds(self.plan.id)

    @cached_property
    def searching(self) -> Searching:
        return Searching.of(self.program)

    @cached_property
    def sender(self) -> Sender:
        return Sender.read(self.program.settings.sender, institution=self.plan.institution)

    @cached_property
    def refused(self) -> dict[str, Suppressed]:
        with reading(self.program.engine) as session:
            return suppressed.suppressed(session)

    def everybody(self) -> Iterator[Digested]:
        """Put the digests into the outbox; yield those who get none, with the reason."""
        self.sender  # noqa: B018 - one that cannot be read is said once, not for every reader
        for reader in _readers(self.program, self.plan):
            with reading(self.program.engine) as session:
                said = self._why_none(session, reader)
            try:
                said = said or self._compose(reader)
            except BadAddress as failure:
                said = Digested(reader.person, str(failure), failure=True)
            except AlreadyComposed:
                said = Digested(reader.person, "nothing further: their digest was composed by another run just now.")
            if said:
                yield said

    def _why_none(self, session: Session, reader: _Reader) -> Digested | None:
        """Why somebody gets no digest now, whatever there is to tell."""
        person, period = reader.person, period_of(self.program.now, reader.frequency)
        if reader.frequency is Frequency.NEVER:
            return Digested(person, "no digest, as they chose.")
        if (held := self.refused.get(person.email.casefold())) is not None:
            said = (
                f"nothing is sent to {held.address} since {held.since:%-d %b %Y}. {held.reason} "
                f"Mend the address in the plan, or say that it is right: convoca outbox --lift {held.address}"
            )
            return Digested(person, said, failure=True)
        if outbox.already(session, self.plan.id, person.id, kind=KIND, period=period):
            of = period if reader.frequency is Frequency.DAILY else f"week {period}"
            return Digested(person, f"nothing further: the digest of {of} was composed before.")
        # A day of this week that was missed is made up for on any later one.
        today = self.program.now.astimezone(INSTITUTION_ZONE).weekday()
        if reader.frequency is Frequency.WEEKLY and today < reader.weekday:
            return Digested(person, f"nothing yet: their day is {reader.weekday.name.title()}.")
        return None

    def _compose(self, reader: _Reader) -> Digested | None:
        """Put a digest into the outbox, unless a daily one would say nothing new."""
        with reading(self.program.engine) as session:
            known = gathering.memory(session, self.plan.id, reader.person.id, merged=self.world.merged)
        digest = self._decide(reader, known)
        if not digest.has_news and reader.frequency is Frequency.DAILY:
            return Digested(reader.person, "nothing new and no deadline near: no digest.")
        self._record(digest, period=period_of(self.program.now, reader.frequency))
        return None

    def _decide(self, reader: _Reader, known: Memory) -> Digest:
        limits = self.thresholds
        # What somebody wishes for their own mails goes before what a project is set to.
        if reader.threshold is not None:
            limits = replace(limits, worth_a_look=reader.threshold, of_item={})

        def strength(match: Match) -> Strength:
            return limits.strength(match.score, match.item)

        found = [*gathering.searches(self.program, self.searching, reader.person.id, known)] if reader.watches else []
        if reader.officer:
            return compose_for_officer(reader.person, world=self.world, memory=known, strength=strength, searches=found)
        return compose(
            reader.person,
            world=self.world,
            memory=known,
            projects=reader.projects,
            strength=strength,
            searches=found,
        )

    def _record(self, digest: Digest, *, period: str) -> None:
        """Record before sending: the message, what it tells and what it offers, in one transaction."""
        program, person, now = self.program, digest.person.id, self.program.now
        message = render(
            digest,
            sender=self.sender,
            unsubscribe=enclosing.unsubscribe(program, person),
            links=linking.links(program, person),
        )
        kept = enclosing.to_keep(program, message, kind=KIND, period=period, sender=self.sender)
        with transaction(program.engine) as session:
            outbox.compose(session, kept, told=[*_told(digest, self.world)], now=now)
            offered.offer(session, digest.plan, person, digest.linked, now=now)
            offered.weigh(session, digest.plan, person, digest.settled, until=self.world.matched_at)


def _told(digest: Digest, world: World) -> Iterator[told.Told]:
    """Yield what the mail tells, and nothing else: what it only counts is not told."""
    deadlines = {each[:3]: each[3] for each in reminded_by(digest)}
    for entry in digest.entries:
        key = entry.call.source, entry.call.reference
        yield told.Told(
            item=entry.match.item,
            source=key[0],
            reference=key[1],
            version=world.versions[key],
            reason=entry.reason,
            deadline=deadlines.get((entry.match.item, *key)),
        )
    for section in digest.searches:
        for find in section.finds:
            yield told.Told(
                item=section.item,
                source=find.call.source,
                reference=find.call.reference,
                version=find.version,
                reason=Reason.NEW,
            )


def _readers(program: Program, plan: Plan) -> Iterator[_Reader]:
    """Yield the plan's people, then those who were added by hand, each with what they are told of."""
    with reading(program.engine) as session:
        members = {each.id: each for each in people.everyone(session)}
        answers = ownership.ownership(session, plan, on=institution_day(program.now))
        followed = ownership.followed(session, plan.id)
        watching = saved_searches.watching(session)
    for person in _people(plan, members):
        member = members.get(person.id)
        projects = answers.answerable(person.id) | (followed.get(person.id, frozenset()) & answers.owners.keys())
        officer = is_officer(person.id, plan, members=members, answers=answers)
        watches = person.id in watching
        if not (projects or officer or watches) or (member and not member.active):
            continue
        reader = _Reader(person=person, projects=projects, officer=officer, watches=watches)
        wishes = {} if member is None else {name: getattr(member, name) for name in WISHES}
        yield replace(reader, **wishes)


def _people(plan: Plan, members: Mapping[str, Member]) -> Iterator[Person]:
    """Yield those whom the plan names, in the language that they chose, then those who were added by hand."""
    for each in plan.people:
        yield replace(each, language=members[each.id].language) if each.id in members else each
    ids = {each.id for each in plan.people}
    for member in members.values():
        if member.plan == plan.id and member.id not in ids:
            yield Person(member.id, member.name, member.email, member.language)

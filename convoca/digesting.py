"""The step out: what each owner is told is recorded first, then sent, or put into the outbox folder."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from convoca import delivering, enclosing, held_world, planning
from convoca.wiring import Program
from db import calls, crawls, matches, outbox, ownership, people, suppressed, told, verdicts, votes
from db.calls import StoredCall
from db.engine import reading, transaction
from domain.digest import Digest, Examined
from domain.match import Strength
from domain.people import Frequency, Member
from domain.plan import INSTITUTION_ZONE, Person, Plan
from notifier.compose import compose, reminded_by
from notifier.errors import BadAddress
from notifier.message import render
from notifier.mime import as_email
from notifier.sender import Sender

KIND = enclosing.DIGEST


@dataclass(frozen=True, slots=True)
class Digested:
    """What came of one person's digest."""

    person: Person
    said: str
    failure: bool = False


def digest(program: Program) -> list[Digested]:
    """Compose what every owner has not been told yet, once a week at most, then deliver whatever waits."""
    plans = planning.current(program)
    silent = [each for plan in plans for each in _compose_all(program, plan)]
    return silent + [Digested(each.person, each.said, failure=each.failure) for each in delivering.deliver(program)]


def period_of(now: datetime) -> str:
    """The week of an instant, as ISO 8601 counts it: ``2026-W48``."""
    year, week, _ = now.astimezone(INSTITUTION_ZONE).isocalendar()
    return f"{year}-W{week:02}"


def _compose_all(program: Program, plan: Plan) -> Iterator[Digested]:
    """Put the digests of a plan's owners into the outbox; yield those who get none, with the reason."""
    period = period_of(program.now)
    with reading(program.engine) as session:
        known = list(calls.stored(session))
        latest = crawls.latest(session)
        demonstration = held_world.is_demo(session)
        refused = suppressed.suppressed(session)
        members = {each.id: each for each in people.everyone(session)}
        answers = ownership.ownership(session, plan, on=program.now.astimezone(INSTITUTION_ZONE).date())
        followed = ownership.followed(session, plan.id)
    examined = Examined(
        calls=sum(each.to_match(program.now) for each in known),
        sources=len(latest),
        newest=max((each.at for each in latest.values() if not each.failure), default=None),
        failed=tuple(name for name, each in latest.items() if each.failure),
        demonstration=demonstration,
    )
    sender = _sender(program, plan)
    for person in _readers(plan, members):
        member = members.get(person.id)
        projects = answers.answerable(person.id) | followed.get(person.id, frozenset())
        if not projects or (member and not member.active):
            continue
        if member and member.frequency is Frequency.NEVER:
            yield Digested(person, "no digest, as they chose.")
            continue
        if (held := refused.get(person.email.casefold())) is not None:
            said = (
                f"nothing is sent to {held.address} since {held.since:%-d %b %Y}. {held.reason} "
                f"Mend the address in the plan, or say that it is right: convoca outbox --lift {held.address}"
            )
            yield Digested(person, said, failure=True)
            continue
        with reading(program.engine) as session:
            if outbox.already(session, plan.id, person.id, kind=KIND, period=period):
                yield Digested(person, f"nothing further: the digest of week {period} was composed before.")
                continue
        try:
            least = member.threshold if member else None
            if not _compose(
                program, plan, person, projects, least=least, sender=sender, known=known, examined=examined
            ):
                yield Digested(person, "nothing new and no deadline near: no digest.")
        except BadAddress as failure:
            yield Digested(person, str(failure), failure=True)


def _readers(plan: Plan, members: Mapping[str, Member]) -> list[Person]:
    """The plan's people in the language that they chose, then those who were added by hand."""
    named = [replace(each, language=members[each.id].language) if each.id in members else each for each in plan.people]
    ids = {each.id for each in plan.people}
    added = [each for each in members.values() if each.plan == plan.id and each.id not in ids]
    return named + [Person(each.id, each.name, each.email, each.language) for each in added]


def _compose(
    program: Program,
    plan: Plan,
    person: Person,
    projects: frozenset[str],
    *,
    least: float | None,
    sender: Sender,
    known: Sequence[StoredCall],
    examined: Examined,
) -> Digest | None:
    """Put what is new into the outbox; ``least`` is the score from which on they want to be told, if they said one."""

    def strength(score: float) -> Strength:
        return program.strength(score) if least is None or score >= least else Strength.WEAK

    with reading(program.engine) as session:
        found = matches.of_plan(session, plan.id)
        told_before = told.told(session, plan.id, person.id)
        reminded = told.reminded(session, plan.id, person.id)
        dismissed = votes.dismissed(session, plan.id)
        screened = verdicts.of_plan(session, plan.id)
    composed = compose(
        person,
        plan=plan,
        projects=projects,
        matches=found,
        calls={(each.call.source, each.call.reference): each.call for each in known},
        told=told_before,
        reminded=reminded,
        strength=strength,
        examined=examined,
        now=program.now,
        dismissed=dismissed.keys(),
        verdicts=screened,
    )
    if composed is not None:
        _record(program, composed, sender=sender, known=known)
    return composed


def _record(program: Program, composed: Digest, *, sender: Sender, known: Sequence[StoredCall]) -> None:
    """Record before sending: the message and what it tells, in one transaction."""
    period = period_of(program.now)
    refusing = enclosing.unsubscribe(program, composed.person.id)
    message = render(composed, sender=sender, unsubscribe=refusing)
    mail = as_email(message, sender=sender, period=period, now=program.now)
    versions = {(each.call.source, each.call.reference): each.version for each in known}
    deadlines = {each[:3]: each[3] for each in reminded_by(composed)}
    entries = [entry for section in composed.sections for entry in section.entries]
    with transaction(program.engine) as session:
        outbox.compose(
            session,
            outbox.Message(
                plan=composed.plan,
                person=composed.person.id,
                kind=KIND,
                period=period,
                subject=message.subject,
                text=message.text,
                html=message.html,
                message_id=str(mail["Message-ID"]),
            ),
            told=[
                told.Told(
                    item=each.match.item,
                    source=each.call.source,
                    reference=each.call.reference,
                    version=versions[each.call.source, each.call.reference],
                    reason=each.reason,
                    deadline=deadlines.get((each.match.item, each.call.source, each.call.reference)),
                )
                for each in entries
            ],
            now=program.now,
        )


def _sender(program: Program, plan: Plan) -> Sender:
    return Sender.read(program.settings.sender, institution=plan.institution)

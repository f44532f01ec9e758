"""The step out: what each owner is told is recorded first, then sent, or put into the outbox folder."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from convoca import delivering, enclosing, held_world, planning
from convoca.wiring import Program
from db import calls, crawls, matches, outbox, people, suppressed, told, verdicts, votes
from db.calls import StoredCall
from db.engine import reading, transaction
from domain.digest import Digest, Examined
from domain.people import Frequency, Member
from domain.plan import Person, Plan
from notifier.compose import compose, reminded_by
from notifier.errors import BadAddress
from notifier.message import render
from notifier.mime import as_email
from notifier.sender import Sender

KIND = enclosing.DIGEST
ZONE = ZoneInfo("Europe/Madrid")
"""Of the institution: its Monday begins the week that a digest is for."""


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
    year, week, _ = now.astimezone(ZONE).isocalendar()
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
    unwanted = {each.id for each in members.values() if each.frequency is Frequency.NEVER}
    examined = Examined(
        calls=sum(each.to_match(program.now) for each in known),
        sources=len(latest),
        newest=max((each.at for each in latest.values() if not each.failure), default=None),
        failed=tuple(name for name, each in latest.items() if each.failure),
        demonstration=demonstration,
    )
    owners, sender = {each.owner for each in plan.projects}, _sender(program, plan)
    for person in (_wished(each, members.get(each.id)) for each in plan.people if each.id in owners):
        if person.id in unwanted:
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
            if not _compose(program, plan, person, sender=sender, known=known, examined=examined):
                yield Digested(person, "nothing new and no deadline near: no digest.")
        except BadAddress as failure:
            yield Digested(person, str(failure), failure=True)


def _wished(person: Person, member: Member | None) -> Person:
    """The plan's person with the language that they chose, where they are known."""
    return replace(person, language=member.language) if member else person


def _compose(
    program: Program,
    plan: Plan,
    person: Person,
    *,
    sender: Sender,
    known: Sequence[StoredCall],
    examined: Examined,
) -> Digest | None:
    with reading(program.engine) as session:
        found = matches.of_plan(session, plan.id)
        told_before = told.told(session, plan.id, person.id)
        reminded = told.reminded(session, plan.id, person.id)
        dismissed = votes.dismissed(session, plan.id)
        screened = verdicts.of_plan(session, plan.id)
    composed = compose(
        person,
        plan=plan,
        matches=found,
        calls={(each.call.source, each.call.reference): each.call for each in known},
        told=told_before,
        reminded=reminded,
        strength=program.strength,
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

"""Between digests: what cannot wait is recorded first, then sent: one mail a person and run, none where nothing is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy.orm import Session

from convoca import delivering, enclosing, held_world, linking, planning, prompting
from convoca.delivering import Delivered
from convoca.officers import is_officer
from convoca.prompting import Due
from convoca.wiring import Program
from db import applications, calls, outbox, ownership, people, prompts, suppressed, told, votes
from db.applications import Stored
from db.calls import StoredCall
from db.engine import reading, transaction
from db.errors import AlreadyComposed
from db.ownership import Ownership
from db.prompts import Prompt
from db.told import Told
from domain.alert import Alert, AlertEntry
from domain.application import UNDER_WAY
from domain.digest import Reason, officers_item
from domain.people import Alerts, Frequency, Member
from domain.plan import Person, Plan, institution_day
from domain.vote import Key, Word, last_words
from followup import outcome
from notifier.alert import Known, Wanted, entries
from notifier.alert_message import render
from notifier.errors import BadAddress
from notifier.sender import Sender

KIND = enclosing.ALERT


@dataclass(frozen=True, slots=True, kw_only=True)
class _World:
    """What is the same for all readers of a plan."""

    plan: Plan
    answers: Ownership
    members: Mapping[str, Member]
    """Everybody by id, those who have left among them."""
    followed: Mapping[str, frozenset[str]]
    running: tuple[Stored, ...]
    """Its applications, the newest last: it is the one that counts where there are several to a call."""
    dismissed: frozenset[Key]
    wanted: frozenset[Key]
    """What a project said is relevant."""
    due: Due
    demonstration: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Composed:
    """An alert and what it leaves in the memory."""

    alert: Alert
    told: tuple[Told, ...]
    prompts: tuple[Prompt, ...]

    @property
    def period(self) -> str:
        """The day, and what is told: the same is composed once, whoever composes it at the same time."""
        content = repr((self.told, [(each.application_id, each.about) for each in self.prompts]))
        day = institution_day(self.alert.now)
        return f"{day}-{sha256(content.encode()).hexdigest()[:12]}"


def alert(program: Program, *, at_once: bool) -> list[Delivered]:
    """Tell everybody what cannot wait for their digest, then deliver whatever waits.

    ``at_once`` tells of deadlines that were brought forward and of nothing else: it is for the moment after a crawl.
    """
    failed = [each for plan in planning.current(program) for each in _compose_all(program, plan, at_once=at_once)]
    return failed + list(delivering.deliver(program))


def _compose_all(program: Program, plan: Plan, *, at_once: bool) -> Iterator[Delivered]:
    """Put the alerts of a plan's people into the outbox; yield those that cannot be written."""
    with reading(program.engine) as session:
        world = _world(program, session, plan)
        refused = suppressed.suppressed(session)
        members = [each for each in people.active(world.members.values()) if each.plan == plan.id]
    sender = Sender.read(program.settings.sender, institution=plan.institution)
    for member in members:
        if member.frequency is Frequency.NEVER or people.folded(member.email) in refused:
            continue
        with reading(program.engine) as session:
            composed = _compose(program, session, world, member, at_once=at_once)
        try:
            if composed.alert:
                _record(program, composed, sender=sender, demonstration=world.demonstration)
        except BadAddress as failure:
            yield Delivered(composed.alert.person, str(failure), failure=True)
        except AlreadyComposed:  # by whoever ran at the same time
            continue


def _world(program: Program, session: Session, plan: Plan) -> _World:
    standing = last_words(votes.of_plan(session, plan.id))
    return _World(
        plan=plan,
        answers=ownership.ownership(session, plan, on=institution_day(program.now)),
        members={each.id: each for each in people.everyone(session)},
        followed=ownership.followed(session, plan.id),
        running=tuple(reversed(applications.of_plan(session, plan.id))),
        dismissed=frozenset(votes.dismissed(session, plan.id)),
        wanted=frozenset(key for key, each in standing.items() if each.word is Word.RELEVANT),
        due=prompting.due(session, plan, now=program.now),
        demonstration=held_world.is_demo(session),
    )


def _compose(program: Program, session: Session, world: _World, member: Member, *, at_once: bool) -> _Composed:
    mine = world.answers.answerable(member.id)
    known = _known(session, world, member.id, mine)
    stored = calls.some(session, {key[1:] for key in (*known.told, *known.taken_up)})
    every = not at_once
    found = entries(
        known,
        calls={key: each.call for key, each in stored.items()},
        projects={each.key: each for each in world.plan.projects},
        wanted=Wanted(changes=every and member.alerts is Alerts.DAILY, deadlines=every),
        now=program.now,
    )
    steps = tuple(prompting.steps(world.due, member.id, mine)) if every else ()
    asked = [each for each in world.due.questions if every and each.application.project in mine]
    prompted = [(each.application, about) for each, about in steps]
    prompted += [(each.number, outcome.question(each.application.stage)) for each in asked]
    return _Composed(
        alert=Alert(
            person=Person(member.id, member.name, member.email, member.language),
            plan=world.plan.id,
            now=program.now,
            entries=found,
            steps=tuple(step for step, _ in steps),
            questions=tuple(asked),
        ),
        told=tuple(row for each in found for row in _told(each, stored)),
        prompts=tuple(
            Prompt(application_id=number, person=member.id, about=about, at=program.now) for number, about in prompted
        ),
    )


def _known(session: Session, world: _World, person: str, mine: frozenset[str]) -> Known:
    """What somebody knows of the calls of their own projects and those they follow, and of what they apply for."""
    projects = mine | (world.followed.get(person, frozenset()) & world.answers.owners.keys())
    items = {f"project:{each}" for each in projects}
    if is_officer(person, world.plan, members=world.members, answers=world.answers):
        items.add(officers_item(world.plan.id))
    theirs = [each for each in world.running if _is_theirs(each, person, mine)]
    of_calls = {key: each.application for each in theirs if (key := _key(each)) is not None}
    under_way = {key for key, each in of_calls.items() if each.stage in UNDER_WAY}
    open_ = {key for key, each in of_calls.items() if each.stage in prompting.OPEN}
    gone = world.dismissed - under_way
    before = {key: call for key, call in told.told(session, world.plan.id, person).items() if key[0] in items}
    # Whom no mail has told of a call that they work on knows it as they last looked at it.
    seen = {key: of_calls[key].call_version for key in under_way if key[1:] not in {each[1:] for each in before}}
    before |= {key: calls.version(session, *key[1:], version) for key, version in seen.items() if version is not None}
    return Known(
        told={key: call for key, call in before.items() if key not in gone},
        reminded=told.reminded(session, world.plan.id, person),
        taken_up={key for key in world.wanted if key[0] in items} - gone | open_,
        applied_for=frozenset(of_calls),
        sent=frozenset(of_calls) - open_,
    )


def _is_theirs(stored: Stored, person: str, mine: frozenset[str]) -> bool:
    return stored.application.project in mine or person in stored.application.assignees


def _key(stored: Stored) -> Key | None:
    one = stored.application
    return (f"project:{one.project}", one.source, one.reference) if one.source and one.reference else None


def _told(entry: AlertEntry, stored: Mapping[tuple[str, str], StoredCall]) -> Iterator[Told]:
    source, reference = entry.call.source, entry.call.reference
    for item in entry.items:
        yield Told(
            item=item,
            source=source,
            reference=reference,
            version=stored[source, reference].version,
            reason=Reason.CHANGED if entry.changes else Reason.CLOSING,
            deadline=entry.near.on if entry.near else None,
        )


def _record(program: Program, composed: _Composed, *, sender: Sender, demonstration: bool) -> None:
    """Record before sending: the message, what it tells and what it prompts for, in one transaction."""
    person = composed.alert.person
    message = render(
        composed.alert,
        sender=sender,
        unsubscribe=enclosing.unsubscribe(program, person.id),
        links=linking.links(program, person.id),
        demonstration=demonstration,
    )
    kept = enclosing.to_keep(program, message, kind=KIND, period=composed.period, sender=sender)
    with transaction(program.engine) as session:
        made = outbox.compose(session, kept, told=composed.told, now=program.now)
        prompts.add(session, made.id, composed.prompts)

"""The last step out: what waits in the outbox is claimed, handed over, and marked, one message at a time."""

import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from threading import Event
from uuid import uuid4

from sqlalchemy.orm import Session

from convoca import alarm, enclosing
from convoca.wiring import Program
from db import delivery, people, plans, suppressed
from db.engine import transaction
from db.outbox import OutboxMessage
from domain.plan import Person
from notifier import outbox_folder, smtp
from notifier.errors import BadAddress, Deferred, ReaderRefused, Refused, ServerTrouble
from notifier.message import Message, spoken
from notifier.mime import as_email
from notifier.sender import Sender

BATCH = 20
"""Messages claimed at once: what a killed process keeps from others until its lease ends."""
LEASE = timedelta(minutes=10)
"""How long a claim holds."""
LONGEST = timedelta(minutes=5)
"""What handing one message over may take: some ten answers of a server, each within the 30 seconds it is given."""
WAITS = tuple(timedelta(hours=each) for each in (0.25, 1, 4, 12, 24, 24, 24))
"""Before each further attempt; given up nearly four days on: RFC 5321 (4.5.4.1) asks for four or five."""

Readers = Mapping[tuple[str, str], tuple[Person, str]]
"""By plan and person: who reads it, and the institution that writes."""


@dataclass(frozen=True, slots=True)
class Delivered:
    """What came of one message."""

    person: Person
    said: str
    failure: bool = False


@dataclass(frozen=True, slots=True)
class _Letter:
    """A message as it goes out, and to whom."""

    kept: OutboxMessage
    message: Message
    mail: EmailMessage

    @property
    def to(self) -> Person:
        return self.message.to


HandOver = Callable[[Program, Iterator[_Letter]], Iterator[Delivered]]


def deliver(program: Program) -> Iterator[Delivered]:
    """Hand over what is due; say what came of each. Two processes at once share the work and send nothing twice.

    What a process claimed and did not settle, because it was killed, is due again when its lease ends. A mail that the
    server took in that very moment goes out again, with the same Message-ID: SMTP knows no way to be sure.
    """
    readers = _readers(program)
    if program.settings.smtp_url is None:
        yield from _handed_over(program, readers, _into_folder, lease=None)
    elif program.settings.mails_per_minute:
        yield from _handed_over(program, readers, _by_mail, lease=LEASE)
    else:
        yield from _by_two(lambda: _handed_over(program, readers, _by_mail, lease=LEASE))


def _by_two(work: Callable[[], Generator[Delivered]]) -> Iterator[Delivered]:
    """Let a second thread share the work, over a connection of its own: one is served while the other is answered.

    What one of them cannot send, because the server serves one at a time or whatever else, is then sent by one alone.
    """
    stop = Event()
    with ThreadPoolExecutor(1) as pool:
        second = pool.submit(_share, work, stop)
        trouble = False
        try:
            yield from work()
        except ServerTrouble:
            trouble = True
        except BaseException:
            stop.set()
            raise
        delivered, trouble_beside = second.result()
    yield from delivered
    if trouble or trouble_beside:
        yield from work()


def _share(work: Callable[[], Generator[Delivered]], stop: Event) -> tuple[list[Delivered], bool]:
    """What came of the second one's share, and whether the server kept it from going on."""
    delivered = list[Delivered]()
    with closing(work()) as done:
        try:
            for each in done:
                delivered.append(each)
                if stop.is_set():
                    break
        except ServerTrouble:
            return delivered, True
    return delivered, False


def _handed_over(
    program: Program, readers: Readers, hand_over: HandOver, *, lease: timedelta | None
) -> Generator[Delivered]:
    with closing(_claimed(program, lease)) as claimed:
        yield from hand_over(program, _letters(program, claimed, readers))


def _readers(program: Program) -> Readers:
    """Who can be written to; what was held for them is due again."""
    with transaction(program.engine) as session:
        refused = suppressed.suppressed(session)
        known = [*_known(session), *_operator(program)]
        readers = {
            (plan, each.id): (each, institution)
            for plan, each, institution in known
            if each.email.casefold() not in refused
        }
        delivery.reachable(session, readers.keys())
    return readers


def _known(session: Session) -> Iterator[tuple[str, Person, str]]:
    """Everybody of every plan, with the institution whose plan it is; what the plan itself says of them comes last."""
    every = {each.id: each for each in plans.current(session)}
    for each in people.active(people.everyone(session)):
        if each.plan in every:
            yield each.plan, Person(each.id, each.name, each.email, each.language), every[each.plan].institution
    for plan in every.values():
        yield from ((plan.id, each, plan.institution) for each in plan.people)


def _operator(program: Program) -> Iterator[tuple[str, Person, str]]:
    if (person := alarm.operator(program)) is not None:
        yield alarm.PLAN, person, "convoca"


def _claimed(program: Program, lease: timedelta | None) -> Generator[OutboxMessage]:
    """Claim what is due, batch by batch; what was not settled is given back.

    Into a folder two may write the same file at once and do no harm: there nobody is kept waiting for a lease.
    """
    me = uuid4().hex
    while True:
        started = program.time()
        with transaction(program.engine) as session:
            batch = delivery.claim(session, by=me, now=started, lease=lease, limit=BATCH)
        if not batch:
            return
        try:
            for each in batch:
                if lease and program.time() > started + lease - LONGEST:
                    break
                yield each
        finally:
            with transaction(program.engine) as session:
                delivery.release(session, by=me)


def _letters(program: Program, claimed: Iterable[OutboxMessage], readers: Readers) -> Iterator[_Letter]:
    """Address what was claimed; hold what cannot be addressed."""
    for each in claimed:
        try:
            yield _letter(program, each, readers)
        except BadAddress as failure:
            with transaction(program.engine) as session:
                delivery.hold(session, each.id, error=str(failure))


def _letter(program: Program, kept: OutboxMessage, readers: Readers) -> _Letter:
    """Raise :class:`BadAddress` where there is nobody, or no address, to send it to."""
    message = kept.message
    if (message.plan, message.person) not in readers:
        raise BadAddress(f"{message.person} has left, or the address was refused: the message is held.")
    to, institution = readers[message.plan, message.person]
    sender = Sender.read(program.settings.sender, institution=institution)
    made = Message(
        to=to,
        plan=message.plan,
        subject=message.subject,
        text=message.text,
        html=message.html,
        language=spoken(message.html),
    )
    made = enclosing.enclosed(program, made, kept)
    mail = as_email(made, sender=sender, period=message.period, now=kept.composed_at)
    mail.replace_header("Message-ID", message.message_id)
    return _Letter(kept, made, mail)


def _into_folder(program: Program, letters: Iterable[_Letter]) -> Iterator[Delivered]:
    for each in letters:
        path = outbox_folder.write(
            each.message, each.mail, folder=program.settings.outbox, period=each.kept.message.period
        )
        yield _settled(program, each, None, where=str(path))


def _by_mail(program: Program, letters: Iterable[_Letter]) -> Iterator[Delivered]:
    """All over one connection; a mail is settled before the next is asked for."""
    url, posted = program.settings.smtp_url, list[_Letter]()
    assert url is not None  # noqa: S101  # the caller has asked

    def mails() -> Iterator[EmailMessage]:
        for each in _paced(letters, program.settings.mails_per_minute):
            posted.append(each)
            yield each.mail

    for sent in smtp.send(mails(), url=url.get_secret_value()):
        letter = posted.pop()
        yield _settled(program, letter, sent.failure, where=letter.to.email)


def _paced(letters: Iterable[_Letter], per_minute: int | None) -> Iterator[_Letter]:
    """Let so many through a minute, evenly."""
    for each in letters:
        yield each
        if per_minute:
            time.sleep(60 / per_minute)


def _settled(program: Program, letter: _Letter, failure: Refused | Deferred | None, *, where: str) -> Delivered:
    """Mark what came of a message, and say it."""
    kept, now = letter.kept, program.time()
    with transaction(program.engine) as session:
        match failure:
            case None:
                delivery.mark_sent(session, kept.id, now=now)
                return Delivered(letter.to, f"{kept.message.subject} → {where}")
            case ReaderRefused():
                suppressed.suppress(session, letter.to.email, reason=str(failure), now=now)
                delivery.hold(session, kept.id, error=str(failure))
            case Refused():
                delivery.mark_failed(session, kept.id, error=str(failure), retry_at=None)
            case Deferred():
                wait = WAITS[kept.attempts] if kept.attempts < len(WAITS) else None
                delivery.mark_failed(
                    session, kept.id, error=str(failure), retry_at=program.now + wait if wait else None
                )
    return Delivered(letter.to, str(failure), failure=True)

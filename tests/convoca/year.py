"""A world that goes on week by week, a mail server with moods, and what must be true of everybody at the end."""

import asyncio
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from itertools import pairwise

from aiosmtpd.smtp import SMTP, Envelope, Session
from pydantic import SecretStr
from sqlalchemy import Connection, Engine, event, select
from sqlalchemy.orm import Session as Database

from config.settings import Settings
from convoca import delivering, digesting
from convoca.wiring import Program
from db import calls, delivery, matches, offered, outbox, people, plans, runs, told
from db.engine import connect, reading, transaction
from db.outbox import OutboxRow, State
from db.told import ToldRow
from domain.call import Call, Status
from domain.deadlines import Deadline, Deadlines
from domain.digest import Reason
from domain.errors import Problem
from domain.plan import Plan
from notifier.ahead import is_shut
from notifier.material import material_changes
from tests.convoca import samples
from tests.convoca.postbox import Postbox

SOURCE = "eu_portal"
REFERENCE = re.compile(r"\bC\d{4}\b")
FIRST = (Reason.NEW, Reason.OFFERED)
"""What a person is told a call of for the first time."""
Key = tuple[str, str, str]
"""A person, a plan item, a call's reference."""


class Mood(Enum):
    """What the mail server does with one mail."""

    TAKES = "takes it"
    BUSY = "451"
    REFUSES = "554"
    HANGS_UP = "hangs up before it has taken it"
    TAKES_AND_HANGS_UP = "hangs up after it has taken it"


class Moody(Postbox):
    """Goes through its moods, a mail each; then takes everything."""

    def __init__(self) -> None:
        super().__init__()
        self.moods: list[Mood] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        mood = self.moods.pop(0) if self.moods else Mood.TAKES
        if mood in (Mood.TAKES, Mood.TAKES_AND_HANGS_UP):
            await super().handle_DATA(server, session, envelope)
        if mood in (Mood.HANGS_UP, Mood.TAKES_AND_HANGS_UP):
            assert isinstance(server.transport, asyncio.Transport)
            server.transport.abort()
        return {Mood.BUSY: "451 4.3.0 Later", Mood.REFUSES: "554 5.7.1 No"}.get(mood, "250 OK")


class Killed(BaseException):
    """The process ends here: whatever comes after touches the database no more."""


def kill(engine: Engine, at: int) -> None:
    """Let the process die as it begins or ends its ``at``-th transaction."""
    left = at

    def count(_: Connection) -> None:
        nonlocal left
        left -= 1
        if left <= 0:
            raise Killed

    event.listen(engine, "begin", count)
    event.listen(engine, "commit", count)


@dataclass
class Year:
    """Three owners with a project each, and what happens to them."""

    database: str
    url: str
    """The mail server's."""
    postbox: Moody
    now: datetime = samples.NOW
    threshold: float = 0.12
    owners: dict[str, str] = field(default_factory=lambda: {each: each for each in samples.OWNERS})
    """By project."""
    published: dict[str, Call] = field(default_factory=dict)
    scores: dict[str, tuple[str, float]] = field(default_factory=dict)
    """By call, the project that it fits and how well."""
    kills: int = 0
    hang_ups: int = 0

    def __post_init__(self) -> None:
        self.reread()

    @property
    def plan(self) -> Plan:
        projects = tuple(samples.project(f"of-{each}", owner, "Help.") for each, owner in self.owners.items())
        return samples.plan(projects=projects)

    def program(self, engine: Engine) -> Program:
        wanted = {"smtp_url": SecretStr(self.url), "worth_a_look": self.threshold, "now": self.now}
        return Program(Settings().model_copy(update=wanted), self.now, engine)

    # What happens in the world.

    def publish(self, project: str, score: float, *, days: int) -> None:
        reference = f"C{len(self.published) + 1:04}"
        self.published[reference] = samples.call(reference, deadlines=self._in(days))
        self.scores[reference] = project, score
        self.reread()

    def move(self, reference: str, *, days: int) -> None:
        self._change(reference, deadlines=self._in(days))

    def withdraw(self, reference: str) -> None:
        self._change(reference, word=Status.WITHDRAWN)

    def rescore(self, reference: str, score: float) -> None:
        self.scores[reference] = self.scores[reference][0], score
        self.reread()

    def hand_over(self, project: str, owner: str) -> None:
        self.owners[project] = owner
        self.reread()

    def reread(self) -> None:
        """What crawl, match and an import of the plan would leave."""
        running = [each for each in self.published.values() if not is_shut(each, now=self.now)]
        with self._opened() as engine, transaction(engine) as session:
            plan = plans.save(session, self.plan, now=self.now).plan
            people.synchronise(session, plan)
            calls.record_all(session, list(self.published.values()), now=self.now)
            versions = {each.call.reference: each.version for each in calls.stored(session)}
            found = [
                replace(
                    samples.match("ada", each.reference, score=score, version=versions[each.reference]),
                    item=f"project:of-{project}",
                )
                for each in running
                for project, score in (self.scores[each.reference],)
            ]
            matches.replace(session, plan.id, found, now=self.now)
            runs.remember(session, f"match:{plan.id}", str(self.now), now=self.now)

    def _in(self, days: int) -> Deadlines:
        return Deadlines((Deadline((self.now + timedelta(days=days)).date(), time(17)),))

    def _change(self, reference: str, **values: object) -> None:
        self.published[reference] = replace(self.published[reference], **values)  # type: ignore[arg-type]
        self.reread()

    # What the program does.

    def pass_(self, span: timedelta) -> None:
        self.now += span
        self.reread()

    def digest(self, *, killed_at: int | None = None) -> None:
        self.run(digesting.digest, killed_at=killed_at)

    def deliver(self, *, killed_at: int | None = None) -> None:
        self.run(lambda program: list(delivering.deliver(program)), killed_at=killed_at)

    def run(self, step: Callable[[Program], object], *, killed_at: int | None = None) -> None:
        """Do a step as a process of its own, which may die; the next one comes a quarter of an hour later."""
        with self._opened() as engine:
            if killed_at is not None:
                kill(engine, killed_at)
            try:
                step(self.program(engine))
            except Killed:
                self.kills += 1
            except Problem:  # said to whoever runs it; tried again by the next
                pass
        self.now += timedelta(minutes=15)

    def wind_up(self) -> None:
        """A few weeks in which nothing happens and everything works."""
        self.postbox.moods.clear()
        for _ in range(6):
            self.pass_(timedelta(weeks=1))
            self.digest()
            with self._opened() as engine, transaction(engine) as session:
                for each in outbox.unsent(session):
                    delivery.retry(session, each.id)
            self.deliver()

    def _opened(self) -> "Opened":
        return Opened(self.database)


class Opened:
    """The database, for the time of one process."""

    def __init__(self, database: str) -> None:
        self.engine = connect(database)

    def __enter__(self) -> Engine:
        return self.engine

    def __exit__(self, *_: object) -> None:
        self.engine.dispose()


@dataclass(frozen=True)
class Telling:
    """That a message tells a person of a call."""

    outbox_id: int
    key: Key
    reason: Reason
    version: int
    deadline: date | None
    at: datetime


def check(year: Year) -> None:
    """Everybody was told once of everything that was theirs to know, by mails that arrived."""
    with year._opened() as engine, reading(engine) as session:
        tellings = list(_tellings(session))
        by_key: dict[Key, list[Telling]] = defaultdict(list)
        for each in tellings:
            by_key[each.key].append(each)
        _arrived(year, session, tellings)
        for some in by_key.values():
            _told_once(some)
            _no_change_that_was_none(session, some)
        _nobody_is_left_out(year, session, by_key)


def _tellings(session: Database) -> Iterator[Telling]:
    for row in session.scalars(select(ToldRow).order_by(ToldRow.outbox_id)):
        key = row.person, row.item, row.reference
        yield Telling(row.outbox_id, key, row.reason, row.version, row.deadline, row.told_at)


def _arrived(year: Year, session: Database, tellings: list[Telling]) -> None:
    """Each message arrived, at its reader's; again only where a process died or the connection broke."""
    kept = {each.message_id: each for each in session.scalars(select(OutboxRow))}
    received = Counter(str(mail["Message-ID"]) for mail in year.postbox.mails)
    assert {each.state for each in kept.values()} <= {State.SENT}
    assert set(received) == set(kept)
    # A process has two connections; on each of them one mail may be on its way when it dies.
    assert received.total() - len(received) <= 2 * year.kills + year.hang_ups
    told_by = defaultdict(set)
    for each in tellings:
        told_by[each.outbox_id].add(each.key[2])
    for mail in year.postbox.mails:
        message = kept[mail["Message-ID"]]
        body = mail.get_body(("plain",))
        assert body is not None
        assert mail["To"].addresses[0].addr_spec == f"{message.person}@example.org"
        # A mail that tells nothing names the call that came nearest.
        if message.id in told_by:
            assert set(REFERENCE.findall(body.get_content())) == told_by[message.id]


def _told_once(some: list[Telling]) -> None:
    """As new or as an older call once, and before anything else; of a near deadline once."""
    assert [each.reason in FIRST for each in some] == [True] + [False] * (len(some) - 1)
    named = set[date | None]()
    for each in some:
        assert each.reason is not Reason.CLOSING or each.deadline not in named
        named.add(each.deadline)


def _no_change_that_was_none(session: Database, some: list[Telling]) -> None:
    """Where a change was told there was one since the last telling."""
    for before, each in pairwise(some):
        if each.reason is Reason.CHANGED:
            old, new = (calls.version(session, SOURCE, each.key[2], one.version) for one in (before, each))
            assert material_changes(old, new, now=each.at)


def _nobody_is_left_out(year: Year, session: Database, by_key: dict[Key, list[Telling]]) -> None:
    """Who owns a project knows every call that fits it now, and everything as it is now."""
    plan = year.plan
    by_link = {
        (person.id, item, reference)
        for person in plan.people
        for item, _, reference in offered.offered(session, plan.id, person.id)
    }
    assert not by_link & {key for key, some in by_key.items() if some[0].reason is Reason.NEW}
    for reference, (project, score) in year.scores.items():
        call, key = year.published[reference], (year.owners[project], f"project:of-{project}", reference)
        if score >= year.threshold and not is_shut(call, now=year.now):
            assert key in by_key or key in by_link
    for person in plan.people:
        for (item, _, reference), before in told.told(session, plan.id, person.id).items():
            if year.owners[item.removeprefix("project:of-")] == person.id:
                assert material_changes(before, year.published[reference], now=year.now) == ()

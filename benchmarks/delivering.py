"""Mails go out: claimed, addressed, handed over and marked, beside smtplib alone sending the same bytes."""

import os
import smtplib
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from subprocess import PIPE, Popen
from tempfile import TemporaryDirectory

from benchmarks.cost import Cost, apart, cost
from benchmarks.table import Cell, show
from config import plan_file
from config.settings import Settings
from convoca.delivering import deliver
from convoca.planning import AMB
from convoca.wiring import Program
from db import outbox, plans
from db.engine import connect, transaction
from domain.plan import Person, Plan
from notifier.message import Message
from notifier.mime import as_email
from notifier.sender import Sender
from tests.convoca import opensmtpd

SIZES = (500, 2_000)
ONE_CONNECTION = 100
"""Mails that OpenSMTPD takes over a connection."""
NOW = datetime(2026, 9, 7, 5, tzinfo=UTC)
BODY = "A call that fits your project, with its deadline and the sentences that say so.\n" * 150
"""12 kB, as a digest of five matches has; twice, as text and as HTML."""

SINK = """
import asyncio
from aiosmtpd.smtp import SMTP

class Sink:
    async def handle_DATA(self, server, session, envelope):
        return "250 OK"

async def main():
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(Sink()), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())
"""
"""A mail server in a process of its own that takes everything and keeps nothing."""


def main() -> None:
    columns = ("server", "mails", "what", "s", "CPU s", "mails/s", "× bare", "peak MB")
    show(columns, list(_lines()))


def _lines() -> Iterator[Sequence[Cell]]:
    with sink() as port:
        for size in SIZES:
            yield from _pair("aiosmtpd", size, port)
        if opensmtpd.cannot_run() is None:
            with TemporaryDirectory() as folder, opensmtpd.relay(Path(folder), to=port) as url:
                yield from _pair("OpenSMTPD", SIZES[0], int(url.rpartition(":")[2]))


def _pair(server: str, size: int, port: int) -> Iterator[Sequence[Cell]]:
    bare, ours = apart(alone, size, port), apart(delivered, size, port)
    for what, spent in (("smtplib alone", bare), ("the outbox, delivered", ours)):
        speed = size / spent.seconds
        yield server, size, what, spent.seconds, spent.cpu, speed, bare.seconds / spent.seconds, spent.megabytes


@contextmanager
def sink() -> Iterator[int]:
    with Popen([sys.executable, "-c", SINK], stdout=PIPE, text=True) as server:
        assert server.stdout is not None
        yield int(server.stdout.readline())
        server.terminate()


def alone(size: int, port: int) -> Cost:
    """The mails made beforehand, and nothing remembered of them."""
    plan = _plan(size)
    sender = Sender.read("convoca <convoca@example.org>", institution=plan.institution)
    mails = [
        as_email(_message(plan, each), sender=sender, period="2026-W37", now=NOW).as_bytes() for each in plan.people
    ]

    def send() -> None:
        every = [*zip(plan.people, mails, strict=True)]
        for start in range(0, len(every), ONE_CONNECTION):
            with smtplib.SMTP("127.0.0.1", port) as connection:
                for person, mail in every[start : start + ONE_CONNECTION]:
                    connection.sendmail(sender.email, [person.email], mail)

    return cost(send)


def delivered(size: int, port: int) -> Cost:
    """What the program does, from an outbox full of messages that were composed."""
    plan = _plan(size)
    with TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{Path(folder) / 'convoca.db'}")
        with transaction(engine) as session:
            plans.save(session, plan, now=NOW)
            for each in plan.people:
                outbox.compose(session, _kept(plan, each), told=(), now=NOW)
        os.environ["CONVOCA_SMTP_URL"] = f"smtp://127.0.0.1:{port}"
        program = Program(Settings.read(), NOW, engine)
        spent = cost(lambda: sum(not each.failure for each in deliver(program)))
        engine.dispose()
    return spent


def _plan(size: int) -> Plan:
    model = plan_file.load(AMB)
    readers = (Person(f"person-{each}", f"Person {each}", f"person-{each}@example.org") for each in range(size))
    return replace(model, people=(*model.people, *readers))


def _message(plan: Plan, person: Person) -> Message:
    return Message(to=person, plan=plan.id, subject="5 new calls", text=BODY, html=f"<p>{BODY}</p>")


def _kept(plan: Plan, person: Person) -> outbox.Message:
    made = _message(plan, person)
    return outbox.Message(
        plan=plan.id,
        person=person.id,
        kind="digest",
        period="2026-W37",
        subject=made.subject,
        text=made.text,
        html=made.html,
        message_id=f"<{person.id}@example.org>",
    )

"""Whatever dies, and whoever else delivers at the same time, a mail goes out and goes out once."""

import os
import re
import signal
import socketserver
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from threading import Event, Thread

import pytest
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import Engine

from db import outbox
from db.engine import connect, reading, transaction
from db.outbox import Message, OutboxMessage, State
from tests.convoca import samples
from tests.convoca.postbox import Postbox
from tests.convoca.program import Program
from tests.convoca.samples import NOW

NOBODY = "smtp://127.0.0.1:1"
AFTER_THE_LEASE = (NOW + timedelta(minutes=11)).isoformat()


@pytest.fixture
def convoca(convoca: Program) -> Program:
    return replace(convoca, settings={"CONVOCA_NOW": NOW.isoformat()})


def composed(convoca: Program, people: list[str]) -> Engine:
    """A database whose outbox holds a message for each of these people."""
    engine = connect(convoca.database)
    samples.store(engine, of=samples.plan(*(samples.person(each) for each in people)))
    with transaction(engine) as session:
        for each in people:
            message = Message(
                plan=samples.plan().id,
                person=each,
                kind="digest",
                period="2026-W37",
                subject="1 new call",
                text="A call.",
                html="<p>A call.</p>",
                message_id=f"<{each}@example.org>",
            )
            outbox.compose(session, message, told=[], now=NOW)
    return engine


def unsent(engine: Engine) -> list[OutboxMessage]:
    with reading(engine) as session:
        return outbox.unsent(session)


@dataclass
class Hesitant:
    """A mail server that answers the first mail's content only when it is told to, or never."""

    reached: Event = field(default_factory=Event)
    taken: list[bytes] = field(default_factory=list)
    drops: bool = False
    """Whether it takes the mail and hangs up without a word, instead of waiting."""

    @contextmanager
    def open(self) -> Iterator[str]:
        owner = self

        class Talk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.wfile.write(b"220 hesitant\r\n")
                while line := self.rfile.readline():
                    if line.upper().startswith(b"DATA"):
                        self.wfile.write(b"354 go on\r\n")
                        owner.taken.append(self._content())
                        owner.reached.set()
                        if owner.drops:
                            return
                        time.sleep(60)
                    elif line.upper().startswith(b"QUIT"):
                        self.wfile.write(b"221 bye\r\n")
                        return
                    else:
                        self.wfile.write(b"250 fine\r\n")

            def _content(self) -> bytes:
                lines = []
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(line)
                return b"".join(lines)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = True
            block_on_close = False

        with Server(("127.0.0.1", 0), Talk) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            yield f"smtp://127.0.0.1:{server.server_address[1]}"
            server.shutdown()


class OneConnection(Postbox):
    """A mail server that serves one connection at a time and turns every other away."""

    served: Session | None = None
    turned_away = 0

    async def handle_EHLO(self, _: SMTP, session: Session, __: Envelope, name: str, answer: list[str]) -> list[str]:  # noqa: N802
        session.host_name = name
        self.served = self.served or session
        if session is self.served:
            return answer
        self.turned_away += 1
        return ["421 4.3.2 Too many connections"]

    async def handle_HELO(self, *_: object) -> str:  # noqa: N802
        return "421 4.3.2 Too many connections"

    async def handle_QUIT(self, _: SMTP, session: Session, __: Envelope) -> str:  # noqa: N802
        if session is self.served:
            self.served = None
        return "221 Bye"


def test_a_server_that_serves_one_connection_at_a_time_gets_everything_over_that_one(convoca: Program) -> None:
    people = [f"person-{each}" for each in range(60)]
    engine, postbox = composed(convoca, people), OneConnection()
    with postbox.open() as url:
        done = convoca("outbox", "--deliver", CONVOCA_SMTP_URL=url)

    assert (done.returncode, done.stderr) == (0, "")
    assert postbox.turned_away
    assert postbox.readers == sorted(f"{each}@example.org" for each in people)
    assert unsent(engine) == []
    engine.dispose()


def test_two_that_deliver_at_once_share_the_work_and_send_nothing_twice(convoca: Program) -> None:
    people = [f"person-{each}" for each in range(60)]
    engine, postbox = composed(convoca, people), Postbox()
    with postbox.open() as url:
        both = [convoca.start("outbox", "--deliver", CONVOCA_SMTP_URL=url) for _ in range(2)]
        assert [(each.communicate(timeout=120)[1], each.returncode) for each in both] == [(b"", 0), (b"", 0)]

    assert postbox.readers == sorted(f"{each}@example.org" for each in people)
    assert unsent(engine) == []
    engine.dispose()


def test_a_process_killed_before_the_server_took_the_mail_loses_nothing(convoca: Program) -> None:
    engine, postbox, hesitant = composed(convoca, ["ada", "berta"]), Postbox(), Hesitant()
    with hesitant.open() as url:
        doomed = convoca.start("outbox", "--deliver", CONVOCA_SMTP_URL=url)
        assert hesitant.reached.wait(60)
        os.kill(doomed.pid, signal.SIGKILL)
        doomed.communicate()
    with postbox.open() as url:
        early = convoca("outbox", "--deliver", CONVOCA_SMTP_URL=url)
        assert (early.returncode, postbox.readers) == (0, [])
        late = convoca("outbox", "--deliver", CONVOCA_SMTP_URL=url, CONVOCA_NOW=AFTER_THE_LEASE)

    assert late.returncode == 0
    assert postbox.readers == ["ada@example.org", "berta@example.org"]
    assert unsent(engine) == []
    engine.dispose()


def test_a_mail_that_the_server_took_without_saying_so_goes_out_again_under_the_same_id(convoca: Program) -> None:
    engine, postbox, dropping = composed(convoca, ["ada"]), Postbox(), Hesitant(drops=True)
    with dropping.open() as url:
        assert convoca("outbox", "--deliver", CONVOCA_SMTP_URL=url).returncode == 1
    (left,) = unsent(engine)
    assert (left.state, left.attempts) == (State.FAILED, 1)
    with postbox.open() as url:
        later = (NOW + timedelta(hours=1)).isoformat()
        assert convoca("outbox", "--deliver", CONVOCA_SMTP_URL=url, CONVOCA_NOW=later).returncode == 0

    first = re.search(rb"(?im)^message-id: *(\S+)", dropping.taken[0])
    assert first is not None
    assert [mail["Message-ID"] for mail in postbox.mails] == [first[1].decode()]
    engine.dispose()


def test_a_server_that_cannot_be_reached_costs_no_attempt_and_keeps_nobody_waiting(convoca: Program) -> None:
    engine, postbox = composed(convoca, ["ada"]), Postbox()
    assert convoca("outbox", "--deliver", CONVOCA_SMTP_URL=NOBODY).returncode == 1
    (left,) = unsent(engine)
    assert (left.state, left.attempts, left.claimed_by) == (State.COMPOSED, 0, None)
    with postbox.open() as url:
        assert convoca("outbox", "--deliver", CONVOCA_SMTP_URL=url).returncode == 0

    assert postbox.readers == ["ada@example.org"]
    engine.dispose()


def test_a_mail_is_given_up_after_four_days_shown_and_sent_on_request(convoca: Program) -> None:
    engine, postbox, dropping = composed(convoca, ["ada"]), Postbox(), Hesitant(drops=True)
    with dropping.open() as url:
        for day in range(9):
            at = (NOW + timedelta(days=day)).isoformat()
            convoca("outbox", "--deliver", CONVOCA_SMTP_URL=url, CONVOCA_NOW=at)
    (left,) = unsent(engine)
    (shown,) = convoca("outbox").stdout.splitlines()
    with postbox.open() as url:
        assert convoca("outbox", "--retry", str(left.id), "--deliver", CONVOCA_SMTP_URL=url).returncode == 0

    assert (left.state, left.attempts, len(dropping.taken)) == (State.DEAD, 8, 8)
    assert "was given up" in shown
    assert f"convoca outbox --retry {left.id}" in shown
    assert postbox.readers == ["ada@example.org"]
    engine.dispose()


def test_an_empty_outbox_says_so(convoca: Program) -> None:
    assert "Everything that was composed has been sent" in convoca("outbox").stdout


def test_mails_go_out_no_faster_than_the_server_allows(convoca: Program) -> None:
    engine, postbox = composed(convoca, ["ada", "berta", "carla"]), Postbox()
    with postbox.open() as url:
        begun = time.monotonic()
        convoca("outbox", "--deliver", CONVOCA_SMTP_URL=url, CONVOCA_MAILS_PER_MINUTE="60")

    assert len(postbox.mails) == 3
    assert time.monotonic() - begun >= 2
    engine.dispose()

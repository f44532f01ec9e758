"""What people get by way of a mail server as institutions run it."""

import time
from collections.abc import Callable
from dataclasses import replace
from email.utils import parsedate_to_datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db import outbox
from db.engine import connect, reading, transaction
from db.outbox import Message, State
from db.told import Told
from domain.digest import Reason
from tests.convoca import samples
from tests.convoca.opensmtpd import relay
from tests.convoca.postbox import Postbox
from tests.convoca.program import Program
from tests.convoca.samples import NOW

TEXT = "Convocatòria: l'aigua, ¿qui en té prou? — 1.500.000 €\n.\n..dots\n" + "a long line of a funder " * 90 + "\n"
HTML = f"<html lang='ca'><body><p>{TEXT}</p></body></html>\n"


@pytest.fixture
def convoca(tmp_path: Path) -> Program:
    return replace(Program(tmp_path), settings={"CONVOCA_NOW": NOW.isoformat()})


def composed(convoca: Program, **addresses: str) -> Engine:
    """A database whose outbox tells each of these people of a call."""
    engine = connect(convoca.database)
    samples.store(engine, of=samples.plan(*(samples.person(each, email=addresses[each]) for each in addresses)))
    told = Told(item="project:of-ada", source="eu_portal", reference="FOR-ADA", version=1, reason=Reason.NEW)
    with transaction(engine) as session:
        for each in addresses:
            message = Message(
                plan="tiny",
                person=each,
                kind="digest",
                period="2026-W37",
                subject="1 convocatòria nova per a «Aigua i més aigua», i una segona línia que no hi cap",
                text=TEXT,
                html=HTML,
                message_id=f"<{each}@example.org>",
            )
            outbox.compose(session, message, told=[told], now=NOW)
    return engine


def eventually(true: Callable[[], bool]) -> bool:
    until = time.monotonic() + 60
    while not true() and time.monotonic() < until:
        time.sleep(0.05)
    return true()


def test_a_digest_arrives_through_opensmtpd_as_it_was_written(convoca: Program, tmp_path: Path) -> None:
    engine, postbox = composed(convoca, ada="ada@example.org"), Postbox()
    with postbox.open() as behind, relay(tmp_path, to=int(behind.rpartition(":")[2])) as url:
        sent = convoca("outbox", "--deliver", CONVOCA_SMTP_URL=url)
        assert (sent.returncode, sent.stderr) == (0, "")
        assert eventually(lambda: bool(postbox.mails))

    (mail,) = postbox.mails
    text, html, (calendar,) = mail.get_body(("plain",)), mail.get_body(("html",)), mail.iter_attachments()
    assert "by relay.example.org (OpenSMTPD)" in mail["Received"]
    assert text is not None
    assert html is not None
    assert text.get_content().splitlines() == TEXT.splitlines()
    assert html.get_content().splitlines() == HTML.splitlines()
    assert mail["Subject"].startswith("1 convocatòria nova per a «Aigua i més aigua», i una segona línia")
    assert mail["Message-ID"] == "<ada@example.org>"
    assert parsedate_to_datetime(mail["Date"]) == NOW
    assert "The title of FOR-ADA" in calendar.get_content()
    engine.dispose()


def test_whom_opensmtpd_refuses_is_held_and_everybody_else_is_told(convoca: Program, tmp_path: Path) -> None:
    people = {"ada": "ada@elsewhere.net", "berta": "berta@example.org", "carla": "carla@example.org"}
    engine, postbox = composed(convoca, **people), Postbox()
    with postbox.open() as behind, relay(tmp_path, to=int(behind.rpartition(":")[2])) as url:
        sent = convoca("outbox", "--deliver", CONVOCA_SMTP_URL=url)
        assert eventually(lambda: len(postbox.mails) == 2)

    with reading(engine) as session:
        (left,) = outbox.unsent(session)
    assert sent.returncode == 1
    assert "The mail server refuses the mail to ada@elsewhere.net (550 " in sent.stderr
    assert (left.message.person, left.state) == ("ada", State.HELD)
    assert postbox.readers == ["berta@example.org", "carla@example.org"]
    engine.dispose()


def test_more_mails_than_opensmtpd_takes_over_one_connection_go_out_all_the_same(
    convoca: Program, tmp_path: Path
) -> None:
    people = {f"person-{each}": f"person-{each}@example.org" for each in range(110)}
    engine, postbox = composed(convoca, **people), Postbox()
    one_connection = {"CONVOCA_MAILS_PER_MINUTE": "6000"}
    with postbox.open() as behind, relay(tmp_path, to=int(behind.rpartition(":")[2])) as url:
        sent = convoca("outbox", "--deliver", CONVOCA_SMTP_URL=url, **one_connection)
        assert (sent.returncode, sent.stderr) == (0, "")
        assert eventually(lambda: len(postbox.mails) == len(people))

    assert postbox.readers == sorted(people.values())
    engine.dispose()

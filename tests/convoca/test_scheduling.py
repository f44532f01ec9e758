"""The clock starts each job when it is due, once, in a process of its own."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import Engine, text

from config.settings import Settings
from convoca import scheduling
from convoca.jobs import Job
from convoca.wiring import Program as Wired
from db import claims, outbox
from db.engine import connect, reading, transaction
from domain.plan import INSTITUTION_ZONE
from tests.convoca import samples
from tests.convoca.postbox import Postbox
from tests.convoca.program import Program

MONDAY = datetime(2026, 9, 7, 5, 0, tzinfo=UTC)
"""Seven in the morning at the institution, in summer."""
EVERY_SECOND = """
import logging
from apscheduler.triggers.cron import CronTrigger
from convoca.jobs import Job
from domain.plan import INSTITUTION_ZONE
from convoca.scheduling import keep
from convoca.wiring import Program

logging.getLogger("apscheduler").setLevel(logging.ERROR)
trigger = CronTrigger(second="*", timezone=INSTITUTION_ZONE)
keep(Program.start(), [Job("list", trigger, (("plan", "show"),))])
"""


def job(*commands: tuple[str, ...], again: bool = False) -> Job:
    return Job("job", CronTrigger.from_crontab("0 7 * * mon", timezone=INSTITUTION_ZONE), commands, again=again)


@pytest.fixture
def engine(convoca: Program) -> Iterator[Engine]:
    it = connect(convoca.database)
    samples.store(it)
    yield it
    it.dispose()


@pytest.fixture
def wired(convoca: Program, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Wired:
    """The program in this process; what it starts finds the same settings."""
    settings = {"CONVOCA_DATA_DIR": str(convoca.data), "CONVOCA_NOW": MONDAY.isoformat()}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    return Wired(Settings.read(), MONDAY, engine)


def last(engine: Engine) -> claims.Claim | None:
    with reading(engine) as session:
        return claims.last(session, "job")


def test_a_job_is_done_once_for_a_due_time_and_what_it_said_is_kept(wired: Wired, engine: Engine) -> None:
    scheduling.strike(wired, job(("digest",)))
    first = last(engine)
    scheduling.strike(wired, job(("digest",)))

    assert first is not None
    assert (first.due, first.status) == (MONDAY, 0)
    assert "carla" in (first.said or "").lower()
    assert last(engine) == first


def test_commands_after_one_that_failed_are_not_started(wired: Wired, engine: Engine) -> None:
    scheduling.strike(wired, job(("explain", "NO-SUCH-CALL", "of-ada"), ("digest",)))
    ended = last(engine)

    assert ended is not None
    assert ended.status == 1
    assert "NO-SUCH-CALL" in (ended.said or "")
    with reading(engine) as session:
        assert outbox.unsent(session) == []
        assert session.scalar(text("SELECT count(*) FROM outbox")) == 0


def test_a_crawl_that_failed_is_matched_all_the_same_and_is_a_failure_of_its_job(
    wired: Wired, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONVOCA_REPLAY_ORIGIN", "http://127.0.0.1:1")
    told = replace(wired, settings=wired.settings.model_copy(update={"operator": "it@example.org"}))
    scheduling.strike(told, job(("crawl", "eu_portal"), ("digest",)))
    ended = last(engine)
    with reading(engine) as session:
        alarms = [each for each in outbox.unsent(session) if each.message.kind == "alarm"]
        digests = session.scalar(text("SELECT count(*) FROM outbox WHERE kind = 'digest'"))

    assert ended is not None
    assert ended.status == 1
    assert "eu_portal" in (ended.said or "")
    assert len(alarms) == 1
    assert digests == 3


def test_a_command_that_failed_is_tried_once_more(
    wired: Wired, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduling, "PAUSE", 0.0)
    monkeypatch.setenv("CONVOCA_SMTP_URL", "smtp://127.0.0.1:1")
    postbox = Postbox()
    with postbox.open() as url:
        monkeypatch.setattr(time, "sleep", lambda _: monkeypatch.setenv("CONVOCA_SMTP_URL", url))
        scheduling.strike(wired, job(("digest",), again=True))
    ended = last(engine)

    assert ended is not None
    assert ended.status == 0
    assert len(postbox.mails) == 3


def test_the_operator_is_told_of_failures_once_a_day(wired: Wired, engine: Engine) -> None:
    told = replace(wired, settings=wired.settings.model_copy(update={"operator": "it@example.org"}))
    broken = job(("explain", "NO-SUCH-CALL", "of-ada"))
    scheduling.strike(told, broken)
    scheduling.strike(told, replace(broken, name="other"))
    with reading(engine) as session:
        (alarm,) = outbox.unsent(session)

    assert alarm.message.subject == "convoca: job failed"
    assert "NO-SUCH-CALL" in alarm.message.text


def test_the_alarm_reaches_the_operator(convoca: Program, wired: Wired, engine: Engine) -> None:
    told = replace(wired, settings=wired.settings.model_copy(update={"operator": "it@example.org"}))
    scheduling.strike(told, job(("explain", "NO-SUCH-CALL", "of-ada")))
    postbox = Postbox()
    settings = {"CONVOCA_NOW": MONDAY.isoformat(), "CONVOCA_OPERATOR": "it@example.org"}
    with postbox.open() as url:
        done = convoca("outbox", "--deliver", CONVOCA_SMTP_URL=url, **settings)

    assert (done.returncode, done.stderr) == (0, "")
    assert postbox.readers == ["it@example.org"]


def test_a_job_that_still_runs_is_not_started_beside_itself(wired: Wired, engine: Engine) -> None:
    with transaction(engine) as session:
        earlier = MONDAY - timedelta(days=7)
        assert claims.take(session, "job", due=earlier, now=MONDAY, lease=scheduling.LEASE)
    scheduling.strike(wired, job(("digest",)))

    running = last(engine)
    assert running is not None
    assert running.due == earlier


@pytest.mark.slow
def test_two_clocks_strike_every_second_once(convoca: Program, engine: Engine) -> None:
    command = [sys.executable, "-c", EVERY_SECOND]
    environment = convoca._environment({})
    clocks = [subprocess.Popen(command, env=environment, cwd=convoca.folder) for _ in range(2)]
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline and _struck(engine) < 3:
        time.sleep(0.5)
    for each in clocks:
        each.send_signal(signal.SIGKILL)
        each.wait()
    with reading(engine) as session:
        found = session.execute(text("SELECT due, status FROM claims WHERE ended_at IS NOT NULL")).all()

    assert len(found) >= 3
    assert len({due for due, _ in found}) == len(found)
    assert {status for _, status in found} == {0}


def _struck(engine: Engine) -> int:
    with reading(engine) as session:
        return int(session.scalar(text("SELECT count(*) FROM claims WHERE ended_at IS NOT NULL")) or 0)


def test_the_list_says_what_is_next_and_what_last_happened(convoca: Program, wired: Wired) -> None:
    at = {"CONVOCA_NOW": MONDAY.isoformat()}
    before = {each["job"]: each for each in convoca.rows("schedule", **at)}
    scheduling.strike(wired, replace(job(("digest",)), name="digest"))
    after = convoca("schedule", "--list", **at)

    assert before["digest"]["next"] == "2026-09-08T07:00:00+02:00"
    assert before["digest"]["last_due"] is None
    (line,) = [each for each in after.stdout.splitlines() if each.startswith("digest:")]
    assert "that of 2026-09-07 05:00 UTC went through" in line

"""When the disk is full, the process is killed or another one does not let go: nothing is half written."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text

from db import calls
from db.engine import connect, reading, transaction
from db.errors import Busy, CannotOpen, CannotWrite, Damaged, DiskFull
from domain.call import Call, Part, PartKind
from tests.db.samples import CLEAN_AIR, LATER, NOW, call

CHECKOUT = Path(__file__).parents[2]


def batch(name: str, *, count: int = 200) -> list[Call]:
    long = (Part(PartKind.SCOPE, "Scope", "What people breathe. " * 150),)
    return [call(reference=f"{name}-{number:03}", parts=long) for number in range(count)]


def stored(engine: Engine) -> list[Call]:
    with reading(engine) as session:
        return [each.call for each in calls.stored(session)]


def test_a_full_disk_is_said_and_what_was_stored_is_untouched(sqlite_engine: Engine) -> None:
    before = batch("before", count=20)
    with transaction(sqlite_engine) as session:
        calls.record_all(session, before, now=NOW)
        pages = session.scalar(text("PRAGMA page_count"))

    @event.listens_for(sqlite_engine, "connect")
    def almost_full(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages + 20}")

    sqlite_engine.dispose()
    with (
        pytest.raises(DiskFull, match=r"the disk of the database sqlite.*convoca\.db is full"),
        transaction(sqlite_engine) as session,
    ):
        calls.record_all(session, [call(reference="before-000", title="Changed"), *batch("after")], now=LATER)

    assert stored(sqlite_engine) == before
    with reading(sqlite_engine) as session:
        assert {each.last_seen for each in calls.stored(session)} == {NOW}
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"


KILLED = """
import sys, time
from db import calls
from db.engine import connect, transaction
from tests.db.samples import NOW
from tests.db.test_failures import batch

engine = connect(sys.argv[1])
for number in range(1000):
    with transaction(engine) as session:
        calls.record_all(session, batch(f"batch{number:03}"), now=NOW)
        if sys.argv[2] == "in a transaction" and number == 2:
            print("ready", flush=True)
            time.sleep(60)
    print(number, flush=True)
"""


@pytest.mark.parametrize("moment", ["in a transaction", "at any moment"])
def test_a_killed_crawl_loses_nothing_it_had_stored_and_leaves_nothing_half(url: str, moment: str) -> None:
    command = [sys.executable, "-c", KILLED, url, moment]
    with subprocess.Popen(command, cwd=CHECKOUT, text=True, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(3)]
        process.kill()
    assert said[:2] == ["0\n", "1\n"]

    engine = connect(url)
    found = stored(engine)
    whole, left = divmod(len(found), 200)
    assert left == 0
    assert whole == 2 if moment == "in a transaction" else whole >= 3
    assert found == [each for number in range(whole) for each in batch(f"batch{number:03}")]
    with transaction(engine) as session:
        assert {each.outcome for each in calls.record_all(session, batch("batch002"), now=LATER)} == {
            calls.Outcome.NEW if whole == 2 else calls.Outcome.UNCHANGED
        }
    engine.dispose()


def test_a_killed_process_leaves_a_sound_sqlite_file(sqlite_url: str) -> None:
    command = [sys.executable, "-c", KILLED, sqlite_url, "in a transaction"]
    with subprocess.Popen(command, cwd=CHECKOUT, text=True, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        while process.stdout.readline() != "ready\n":
            pass
        process.kill()

    engine = connect(sqlite_url)
    with reading(engine) as session:
        assert session.scalar(text("PRAGMA integrity_check")) == "ok"
        assert session.execute(text("PRAGMA foreign_key_check")).all() == []
    engine.dispose()


def test_a_database_another_process_does_not_let_go_is_busy(sqlite_engine: Engine, tmp_path: Path) -> None:
    @event.listens_for(sqlite_engine, "connect")
    def impatient(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA busy_timeout = 10")

    sqlite_engine.dispose()
    other = sqlite3.connect(tmp_path / "convoca.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Busy, match="another process has held the database"), transaction(sqlite_engine) as session:
        calls.record(session, CLEAN_AIR, now=NOW)
    assert stored(sqlite_engine) == []

    other.execute("ROLLBACK")
    other.close()
    with transaction(sqlite_engine) as session:
        calls.record(session, CLEAN_AIR, now=NOW)


def test_a_lock_that_is_not_released_on_a_server_is_busy(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("how SQLite waits is tested above")
    with transaction(engine) as holder:
        calls.record(holder, CLEAN_AIR, now=NOW)
        with pytest.raises(Busy, match="lock timeout"):
            record_without_patience(engine)


def test_a_damaged_file_is_said_to_be_damaged(sqlite_url: str, tmp_path: Path) -> None:
    engine = connect(sqlite_url)
    with transaction(engine) as session:
        calls.record_all(session, batch("before"), now=NOW)
    engine.dispose()
    path = tmp_path / "convoca.db"
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))

    with pytest.raises(Damaged, match="restore it from its last copy"):
        stored(engine)
    engine.dispose()


def record_without_patience(engine: Engine) -> None:
    with transaction(engine) as session:
        session.execute(text("SET LOCAL lock_timeout = '10ms'"))
        calls.record(session, CLEAN_AIR, now=NOW)


@pytest.mark.parametrize(
    ("state", "kind"),
    [("53100", DiskFull), ("25006", CannotWrite), ("40001", Busy), ("28P01", CannotOpen), ("XX001", Damaged)],
)
def test_what_the_server_says_is_said_in_our_words(engine: Engine, state: str, kind: type[Exception]) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLSTATE is PostgreSQL's")
    with pytest.raises(kind), transaction(engine) as session:
        session.execute(text(f"DO $$ BEGIN RAISE EXCEPTION 'as said' USING ERRCODE = '{state}'; END $$"))

"""Opening a database, and what a transaction keeps."""

import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy import Engine, text

from db import calls, settings
from db.engine import connect, reading, transaction
from db.errors import CannotOpen, CannotWrite, NewerDatabase
from db.schema import HEAD
from tests.db.samples import CLEAN_AIR, NOW

CHECKOUT = Path(__file__).parents[2]


def python(code: str, *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.Popen(command, cwd=CHECKOUT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_an_absent_sqlite_file_is_made_with_its_folder(tmp_path: Path) -> None:
    connect(f"sqlite:///{tmp_path}/new/folder/convoca.db").dispose()

    assert (tmp_path / "new/folder/convoca.db").exists()


def test_a_database_is_found_again_with_what_it_holds(url: str) -> None:
    first = connect(url)
    with transaction(first) as session:
        calls.record(session, CLEAN_AIR, now=NOW)
    first.dispose()

    again = connect(url)
    with reading(again) as session:
        assert [each.call for each in calls.stored(session)] == [CLEAN_AIR]
    again.dispose()


def test_opening_a_database_that_is_up_to_date_does_not_load_the_migrations(url: str) -> None:
    connect(url).dispose()
    code = "import sys; from db.engine import connect; connect(sys.argv[1]).dispose(); print('alembic' in sys.modules)"

    assert python(code, url).communicate() == ("False\n", "")


def test_processes_that_start_together_on_an_empty_database_all_get_it(url: str) -> None:
    code = (
        "import sys; from db.engine import connect, reading; from db.schema import revision\n"
        "engine = connect(sys.argv[1])\n"
        "with reading(engine) as session: print(revision(session.connection()))\n"
        "engine.dispose()"
    )
    started = [python(code, url) for _ in range(4)]

    assert [each.communicate() for each in started] == [(f"{HEAD}\n", "")] * 4


def test_a_database_of_a_newer_version_is_refused_and_left_alone(url: str) -> None:
    engine = connect(url)
    with transaction(engine) as session:
        session.execute(text("UPDATE alembic_version SET version_num = 'f00d'"))

    with pytest.raises(
        NewerDatabase,
        match=r"the database .* was written by a newer version of convoca \(revision f00d\): "
        "install that version or name another database in CONVOCA_DATABASE_URL",
    ):
        connect(url)
    with reading(engine) as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == "f00d"
    engine.dispose()


def test_a_transaction_that_fails_keeps_nothing(engine: Engine) -> None:
    def fail() -> None:
        with transaction(engine) as session:
            calls.record(session, CLEAN_AIR, now=NOW)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    with reading(engine) as session:
        assert list(calls.stored(session)) == []


def test_who_only_reads_cannot_write(engine: Engine) -> None:
    with pytest.raises(CannotWrite, match="cannot write to the database"), reading(engine) as session:
        settings.set(session, "world", "demo")

    with transaction(engine) as session:
        settings.set(session, "world", "real")
    with reading(engine) as session:
        assert settings.get(session, "world") == "real"


def test_who_reads_sees_one_moment_and_keeps_nobody_waiting(engine: Engine) -> None:
    with reading(engine) as reader:
        assert settings.get(reader, "world") is None

        with transaction(engine) as session:
            settings.set(session, "world", "demo")

        assert settings.get(reader, "world") is None
    with reading(engine) as reader:
        assert settings.get(reader, "world") == "demo"


def test_writers_wait_for_each_other_and_lose_nothing(engine: Engine) -> None:
    def count() -> None:
        for _ in range(10):
            with transaction(engine) as session:
                calls.record(session, CLEAN_AIR, now=NOW)
                settings.set(session, "count", str(int(settings.get(session, "count") or 0) + 1))

    threads = [Thread(target=count) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    with reading(engine) as session:
        assert settings.get(session, "count") == "40"
        assert [each.version for each in calls.stored(session)] == [1]


def test_sqlite_keeps_a_journal_checks_references_and_is_patient(sqlite_engine: Engine) -> None:
    with reading(sqlite_engine) as session:
        found = {name: session.scalar(text(f"PRAGMA {name}")) for name in ("journal_mode", "foreign_keys")}
        patience = session.scalar(text("PRAGMA busy_timeout"))

    assert found == {"journal_mode": "wal", "foreign_keys": 1}
    assert patience == 30_000


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    path = tmp_path / "plan.yaml"
    path.write_text("title: " + "x" * 5000)

    with pytest.raises(CannotOpen, match=r"cannot open the database sqlite.*plan\.yaml \(file is not a database\)"):
        connect(f"sqlite:///{path}")


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(CannotOpen, match="cannot make the folder of the database"):
        connect(f"sqlite:///{tmp_path}/file/below/convoca.db")


def test_a_folder_is_no_database(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match="unable to open database file"):
        connect(f"sqlite:///{tmp_path}")


@pytest.mark.parametrize(
    "wrong",
    ["", "convoca.db", "mysql://ana:s3cret@host/x", "postgresql+asyncpg://ana:s3cret@host/x", "sqlite://ana:s3cret@x"],
)
def test_an_address_that_is_none_says_how_one_looks_and_shows_no_password(wrong: str) -> None:
    with pytest.raises(CannotOpen, match=r"sqlite:///folder/file\.db") as caught:
        connect(wrong)

    assert "s3cret" not in str(caught.value)


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    with pytest.raises(CannotOpen, match=r"cannot open the database postgresql\+psycopg://ana:\*\*\*@127") as caught:
        connect("postgresql://ana:s3cret@127.0.0.1:9/convoca?password=s3cret")

    assert "s3cret" not in str(caught.value)

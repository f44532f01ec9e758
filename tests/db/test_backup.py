"""The database as one file: whole, of one moment, and good for either database."""

import io
import json
import os
import threading
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import compress
from pathlib import Path

import pytest
from sqlalchemy import Engine, inspect, select

from db import applications, audit, backup, call_record, search_index, settings
from db.engine import connect, engine_for, reading, transaction
from db.errors import BadBackup, NotEmpty
from db.schema import upgrade
from db.tables import METADATA
from tests.db.databases import schema
from tests.web.opened import CALL, NOW, fill

LATER = NOW + timedelta(days=1)


@pytest.fixture
def filled(engine: Engine) -> Engine:
    fill(engine)
    with transaction(engine) as session:
        settings.set(session, "signing_key", "00ff")
        audit.note(session, who="anna", what="test", object="x:1", old={"ñ": None}, now=NOW)
    return engine


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of another database, with nothing in it."""
    server = os.environ.get("TEST_POSTGRES_URL")
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path}/other.db"
    elif server:
        yield from schema(server)
    else:
        pytest.skip("TEST_POSTGRES_URL names no PostgreSQL database to test on")


def written(engine: Engine) -> bytes:
    file = io.BytesIO()
    backup.write(engine, file, now=LATER)
    return file.getvalue()


def restored(url: str, content: bytes, *, replace: bool = False) -> Engine:
    file, engine = io.BytesIO(content), engine_for(url)
    try:
        backup.restore(engine, file, backup.check(file, name="the file"), name="the file", replace=replace)
    finally:
        engine.dispose()
    return connect(url)


def tables(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Everything that is kept, as it is read."""
    with reading(engine) as session:
        return {
            each.name: [tuple(row) for row in session.execute(select(each).order_by(*each.primary_key.columns))]
            for each in METADATA.sorted_tables
            if each.name not in backup.DERIVED
        }


def test_what_is_restored_is_what_was_backed_up_on_either_database_and_back(
    filled: Engine, other: str, tmp_path: Path
) -> None:
    there = restored(other, written(filled))
    back = restored(f"sqlite:///{tmp_path}/back.db", written(there))

    assert tables(there) == tables(filled)
    assert tables(back) == tables(filled)
    assert sum(map(len, tables(back).values())) > 20
    there.dispose()
    back.dispose()


def test_a_restored_database_is_searched_and_numbers_new_rows_after_the_old(filled: Engine, other: str) -> None:
    there = restored(other, written(filled))
    with transaction(there) as session:
        assert search_index.catch_up(session) == 0
        stored = applications.get(session, 1)
        assert stored is not None
        assert applications.add(session, stored.application, who="anna", now=LATER).id == 2
        assert call_record.record(session, CALL, now=LATER).outcome == "unchanged"
    there.dispose()


def test_a_backup_is_of_one_moment_though_others_go_on_writing(filled: Engine, other: str) -> None:
    stop, wrote = threading.Event(), threading.Event()

    def write_on() -> None:
        # Each entry of the log stands beside the fact it tells of: a backup holds both, or neither.
        for number in range(10_000):
            if stop.is_set():
                return
            with transaction(filled) as session:
                settings.set(session, "count", str(number))
                audit.note(session, who="anna", what="count", object="x:1", new={"number": number}, now=NOW)
            wrote.set()

    writer = threading.Thread(target=write_on)
    writer.start()
    wrote.wait(timeout=30)
    try:
        copies = [written(filled) for _ in range(3)]
    finally:
        stop.set()
        writer.join()
    for content in copies:
        there = restored(other, content, replace=True)
        with reading(there) as session:
            latest = audit.latest(session, limit=1)[0]
            assert latest.new == {"number": int(settings.get(session, "count") or -1)}
        there.dispose()


def test_a_database_that_holds_something_is_replaced_only_when_that_is_said(filled: Engine) -> None:
    before, content = tables(filled), written(filled)
    url = filled.url.render_as_string(hide_password=False)
    with transaction(filled) as session:
        settings.set(session, "more", "1")

    with pytest.raises(NotEmpty, match="is not empty"):
        restored(url, content)
    assert tables(filled) != before
    again = restored(url, content, replace=True)
    assert tables(again) == before
    again.dispose()


def test_what_fails_in_the_middle_leaves_everything_as_it_was(filled: Engine) -> None:
    content, before = written(filled), tables(filled)
    fewer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(fewer, "w") as cut:
        for each in whole.namelist():
            lines = whole.read(each).splitlines(keepends=True)
            cut.writestr(each, b"".join(lines[1:] if each == "tables/audit.jsonl" else lines))

    with pytest.raises(BadBackup, match="rows of audit"):
        restored(filled.url.render_as_string(hide_password=False), fewer.getvalue(), replace=True)
    assert tables(filled) == before


def test_a_backup_of_an_earlier_version_is_brought_up_to_date(filled: Engine, other: str, tmp_path: Path) -> None:
    there = restored(other, as_of("0010", written(filled), tmp_path))
    with reading(there) as session:
        stored = applications.get(session, 1)
        assert stored is not None
        assert (stored.application.title, stored.application.partners) == ("Rivers for the metropolis", ())
    assert tables(there)["call_versions"] == tables(filled)["call_versions"]
    there.dispose()


def as_of(revision: str, content: bytes, folder: Path) -> bytes:
    """A backup as that revision made it: without the tables and columns that came later."""
    old = engine_for(f"sqlite:///{folder}/old.db")
    with old.begin() as connection:
        upgrade(connection, to=revision)
        there = inspect(connection)
        known = {each: {column["name"] for column in there.get_columns(each)} for each in there.get_table_names()}
    old.dispose()
    then = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as whole, zipfile.ZipFile(then, "w") as cut:
        manifest = json.loads(whole.read(backup.MANIFEST)) | {"revision": revision}
        manifest["tables"] = [each for each in manifest["tables"] if each["name"] in known]
        for each in manifest["tables"]:
            kept = [name in known[each["name"]] for name in each["columns"]]
            each["columns"] = dict(compress(each["columns"].items(), kept))
            lines = whole.read(f"tables/{each['name']}.jsonl").splitlines()
            rows = [json.dumps(list(compress(json.loads(line), kept))) for line in lines]
            cut.writestr(f"tables/{each['name']}.jsonl", "".join(f"{row}\n" for row in rows))
        cut.writestr(backup.MANIFEST, json.dumps(manifest))
    return then.getvalue()


@pytest.mark.parametrize("share", [0.0, 0.3, 0.7, 0.99])
def test_a_file_that_was_cut_off_is_refused_in_a_sentence(filled: Engine, share: float) -> None:
    content = written(filled)

    with pytest.raises(BadBackup, match="the file is no whole backup of convoca"):
        backup.check(io.BytesIO(content[: int(len(content) * share)]), name="the file")


def test_a_file_with_a_flipped_bit_is_refused(filled: Engine) -> None:
    content = bytearray(written(filled))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        largest = max(archive.infolist(), key=lambda each: each.compress_size)
    content[largest.header_offset + largest.compress_size // 2 + 60] ^= 1

    with pytest.raises(BadBackup):
        backup.check(io.BytesIO(bytes(content)), name="the file")


@pytest.mark.parametrize(
    "said",
    [
        "[]",
        '{"format": "a song"}',
        f'{{"format": "{backup.FORMAT}"}}',
        f'{{"format": "{backup.FORMAT}", "revision": "0001", "made_at": "yesterday", "tables": []}}',
        f'{{"format": "{backup.FORMAT}", "revision": "0001", "made_at": "2026-11-24", "tables": [{{"sung": "loud"}}]}}',
    ],
)
def test_a_zip_that_says_something_else_of_itself_is_refused(said: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(backup.MANIFEST, said)

    with pytest.raises(BadBackup, match="no backup that this version of convoca reads"):
        backup.check(file, name="the file")


def test_a_backup_of_a_newer_version_names_it(filled: Engine) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        made = f'"made_at": "{datetime(2030, 1, 1, tzinfo=UTC).isoformat()}"'
        archive.writestr(backup.MANIFEST, f'{{"format": "{backup.FORMAT}", "revision": "9999", {made}, "tables": []}}')

    with pytest.raises(BadBackup, match="newer version of convoca \\(revision 9999\\)"):
        backup.check(file, name="the file")


def test_every_table_is_backed_up_but_those_that_are_made_of_others(filled: Engine) -> None:
    manifest = backup.check(io.BytesIO(written(filled)), name="the file")

    assert {each.name for each in manifest.tables} == {*METADATA.tables} - {*backup.DERIVED}

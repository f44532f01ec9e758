"""``convoca backup``, ``convoca restore`` and ``convoca export``: nothing is lost, and nothing is half there."""

import csv
import json
import resource
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from convoca.backing_up import CannotKeep, whole_file
from db import applications, audit
from db.engine import connect, transaction
from db.export import EXPORTED, MEANINGS
from tests.convoca.program import Program
from tests.web.opened import NOW, RIVERS, fill


@pytest.fixture
def filled(convoca: Program) -> Program:
    """A database with the plan, calls, matches and an application of the window's tests."""
    convoca.data.mkdir()
    engine = connect(convoca.database)
    fill(engine)
    with transaction(engine) as session:
        audit.note(session, who="anna", what="=1+1", object="x:1", now=NOW)
        assert applications.get(session, 1) is not None
    engine.dispose()
    return convoca


def test_a_backup_is_restored_elsewhere_and_refuses_to_replace_unasked(filled: Program) -> None:
    made = filled("backup", "kept.zip")
    there = {"CONVOCA_DATABASE_URL": f"sqlite:///{filled.folder}/other.db"}
    first, second = filled("restore", "kept.zip", **there), filled("restore", "kept.zip", **there)
    forced = filled("restore", "kept.zip", "--force", **there)

    assert (made.returncode, made.stderr) == (0, "")
    assert made.stdout.startswith("Kept ")
    assert first.stdout.startswith("Restored ")
    assert (second.returncode, "is not empty" in second.stderr) == (1, True)
    assert forced.returncode == 0
    assert filled.rows("applications", **there) == filled.rows("applications")
    assert filled.rows("calls", **there) == filled.rows("calls")


def test_a_file_that_is_none_of_ours_gets_one_sentence(filled: Program) -> None:
    filled("backup", "kept.zip")
    whole = (filled.folder / "kept.zip").read_bytes()
    (filled.folder / "cut.zip").write_bytes(whole[: len(whole) // 2])

    for name, said in {"cut.zip": "no whole backup", "nothing.zip": "Cannot read nothing.zip"}.items():
        done = filled("restore", name, "--force")
        assert (done.returncode, done.stdout) == (1, "")
        assert said in done.stderr
        assert done.stderr.count("\n") == 1
    assert len(filled.rows("applications")) == 1


def test_a_full_disk_leaves_the_file_that_was_there_and_no_piece_of_another(tmp_path: Path) -> None:
    kept = tmp_path / "kept.zip"
    kept.write_bytes(b"the last one")

    with pytest.raises(CannotKeep, match="Nothing was half written"), no_room(), whole_file(kept) as file:
        file.write(b"x" * 1_000_000)
    assert [each.name for each in tmp_path.iterdir()] == ["kept.zip"]
    assert kept.read_bytes() == b"the last one"


@contextmanager
def no_room() -> Iterator[None]:
    """A disk on which no file is larger than a few kilobytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_an_export_says_the_same_as_lines_and_as_values_and_explains_every_column(filled: Program) -> None:
    done = filled("export", "all.zip")
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(filled.folder / "all.zip") as archive:
        readme = archive.read("README.md").decode()
        for each in EXPORTED:
            lines = [json.loads(line) for line in archive.read(f"{each.name}.jsonl").splitlines()]
            header, *rows = csv.reader(archive.read(f"{each.name}.csv").decode("utf-8-sig").splitlines())
            assert (tuple(header), len(rows)) == (each.columns, len(lines))
            assert all(tuple(line) == each.columns or set(line) == {*each.columns} for line in lines)
            assert f"## {each.name}" in readme
        (application,) = map(json.loads, archive.read("applications.jsonl").splitlines())
        assert "'=1+1" in archive.read("audit.csv").decode(), "no cell is a formula"
        assert "plans/plan.yaml" in archive.namelist()
    assert (application["title"], application["requested_amount"]) == (RIVERS.title, "1250000.50")
    assert "token" not in readme


def test_every_column_of_an_export_has_a_meaning_and_no_meaning_is_left_over() -> None:
    assert {column for each in EXPORTED for column in each.columns} == {*MEANINGS}


def test_an_export_into_a_folder_that_is_there_is_refused(filled: Program) -> None:
    first, second = filled("export", "all"), filled("export", "all")

    assert first.returncode == 0, first.stderr
    assert (filled.folder / "all" / "applications.csv").exists()
    assert (second.returncode, "is there already" in second.stderr) == (1, True)

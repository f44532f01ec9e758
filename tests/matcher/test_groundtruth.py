"""Judged queries are read whole, or the file and line to mend are named."""

import gzip
import json
import random
from pathlib import Path
from typing import Any

import pytest

from matcher.errors import BadGroundTruth
from matcher.groundtruth import load

CORPUS = [
    {"topic_id": "HORIZON-One", "title": "Clean air", "text": "Cities measure."},
    {"topic_id": "2", "title": "Fish"},
]
QUERIES = [
    {"qid": 7, "title": "Air for all", "objective": "We measure the air of our city. Then we act on it, together."},
    {"qid": 8, "title": "Not judged"},
]


def lines(path: Path, records: list[dict[str, Any]]) -> None:
    path.write_bytes(gzip.compress("".join(json.dumps(each) + "\n" for each in records).encode()))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    lines(tmp_path / "corpus.jsonl.gz", CORPUS)
    lines(tmp_path / "queries.tiny.jsonl.gz", QUERIES)
    (tmp_path / "qrels.tiny.tsv").write_text("7\t0\thorizon-one\t2\n7 0 2 0\n")
    return tmp_path


def test_judged_queries_calls_and_grades_are_read(folder: Path) -> None:
    it = load(folder, "tiny")

    assert [(each.id, each.title, each.subsets) for each in it.queries] == [("7", "Air for all", ())]
    assert [(each.reference, [part.text for part in each.parts]) for each in it.calls] == [
        ("HORIZON-One", ["Cities measure."]),
        ("2", []),
    ]
    assert it.grades == {"7": {"HORIZON-ONE": 2, "2": 0}}


def test_a_query_asks_with_its_sentences_or_with_its_title_alone(folder: Path) -> None:
    (query,) = load(folder, "tiny").queries

    assert query.item(full=True).sentences == ("We measure the air of our city.", "Then we act on it, together.")
    assert query.item(full=False).sentences == ()
    assert query.item(full=False).name() == "Air for all"


@pytest.mark.parametrize("name", ["corpus.jsonl.gz", "queries.tiny.jsonl.gz", "qrels.tiny.tsv"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()

    with pytest.raises(BadGroundTruth, match=name):
        load(folder, "tiny")


@pytest.mark.parametrize("line", ["7 0 horizon-one", "7 0 horizon-one two", "", "7 0 horizon-one 1 more"])
def test_a_line_of_the_grades_that_cannot_be_read_is_named(folder: Path, line: str) -> None:
    (folder / "qrels.tiny.tsv").write_text(f"7 0 2 1\n{line}\n")

    with pytest.raises(BadGroundTruth, match=r"qrels\.tiny\.tsv, line 2: expected `qid 0 topic_id grade`"):
        load(folder, "tiny")


def test_grades_that_are_not_text_are_named(folder: Path) -> None:
    (folder / "qrels.tiny.tsv").write_bytes(b"\xff\xfe7 0 2 1\n")

    with pytest.raises(BadGroundTruth, match=r"qrels\.tiny\.tsv cannot be read"):
        load(folder, "tiny")


def many() -> bytes:
    numbers = random.Random(0)
    return gzip.compress(
        "".join(json.dumps({"topic_id": str(numbers.random()), "title": "Air"}) + "\n" for _ in range(3000)).encode(),
        mtime=0,
    )


@pytest.mark.parametrize(
    "damaged",
    [
        pytest.param(many()[:10_000], id="cut short"),
        pytest.param(many()[:10_000] + b"\xff" * 20 + many()[10_020:], id="overwritten"),
        pytest.param(b"topic_id,title\n", id="not gzip"),
        pytest.param(gzip.compress(b'{"topic_id": "1", "title": "Air"}\n{"topic_id":\n'), id="not JSON"),
        pytest.param(gzip.compress(b'{"topic_id": "1", "title": "\xff"}\n'), id="not UTF-8"),
    ],
)
def test_a_damaged_file_is_named_with_the_line_it_was_read_to(folder: Path, damaged: bytes) -> None:
    (folder / "corpus.jsonl.gz").write_bytes(damaged)

    with pytest.raises(BadGroundTruth, match=r"corpus\.jsonl\.gz, after line \d+: .*fetch it again\.$"):
        load(folder, "tiny")


def test_a_record_that_lacks_what_it_must_say_is_named_by_its_line(folder: Path) -> None:
    lines(folder / "corpus.jsonl.gz", [*CORPUS, {"topic_id": "3"}])

    with pytest.raises(BadGroundTruth, match=r"corpus\.jsonl\.gz, line 3: the record has no 'title'"):
        load(folder, "tiny")

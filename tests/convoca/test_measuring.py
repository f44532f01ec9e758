"""What ``convoca evaluate`` and ``convoca backtest`` say of judged queries, on a terminal and to a tool."""

import gzip
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from convoca import diagrams
from matcher.calibration import Bin
from tests.convoca.program import PLAN, Program

CALLS = {
    "AIR-2018": ("Clean air in cities", "Cities measure the air that people breathe."),
    "BUS-2018": ("Electric buses", "Operators replace diesel buses and charge them at night."),
    "SEA-2019": ("Fisheries", "Fleets spare young fish."),
    "OLD-2024": ("Old homes", "Owners insulate old homes."),
}
PROJECTS = {"1": ("Air for all", "We measure the air of our city.", "AIR-2018"), "2": ("Buses", "", "BUS-2018")}


@pytest.fixture
def past(tmp_path: Path) -> Path:
    folder = tmp_path / "past"
    folder.mkdir()
    corpus = [{"topic_id": id, "title": title, "text": text, "year": id[-4:]} for id, (title, text) in CALLS.items()]
    queries = [
        {"qid": id, "title": title, "objective": text, "subsets": ["thematic", "public_body"]}
        for id, (title, text, _) in PROJECTS.items()
    ]
    for name, records in (("corpus", corpus), ("queries.tiny", queries)):
        lines = "".join(json.dumps(each) + "\n" for each in records)
        (folder / f"{name}.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    (folder / "qrels.tiny.tsv").write_text("1 0 AIR-2018 2\n2 0 BUS-2018 1\n")
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "own.jsonl"
    known = {"organisation": "A metropolis", "project_title": None}
    rows = [
        known | {"acronym": "AIRY", "project_id": "1", "topic_id": "AIR-2018"},
        known | {"acronym": "FISHY", "project_id": "9", "topic_id": "SEA-2019", "project_title": "Young fish"},
        known | {"acronym": "MUTE", "project_id": "8", "topic_id": "OLD-2024"},
        known | {"acronym": "ELSEWHERE", "project_id": "7", "topic_id": "NOT-HERE"},
    ]
    file.write_text("".join(json.dumps(each) + "\n" for each in rows))
    return file


@pytest.mark.slow
def test_an_evaluation_says_what_is_better_what_a_threshold_costs_and_what_a_score_was_worth(
    convoca: Program, past: Path, tmp_path: Path
) -> None:
    drawing = tmp_path / "reliability.svg"
    asked = ("evaluate", "--groundtruth", str(past), "--split", "tiny", "--calibrate", "--diagram", str(drawing))
    found = convoca.rows(*asked)

    systems = [each for each in found if "system" in each]
    assert {each["system"] for each in systems} >= {"convoca", "bm25", "tf-idf", "embeddings"}
    assert all(each["ahead_low"] <= each["ahead"] <= each["ahead_high"] for each in systems)
    assert {each["query"] for each in found if "threshold" in each} == {"full", "title"}
    (calibration,) = (each for each in found if "curve" in each)
    assert len(calibration["curve"]["scores"]) == len(calibration["curve"]["shares"]) > 0
    assert drawing.read_text().startswith("<svg")

    said = convoca(*asked).stdout
    for words in ("convoca ahead by", "worth a look", "Expected calibration error", "scores: ", "shares: "):
        assert words in said


@pytest.mark.slow
def test_a_backtest_lists_own_projects_one_by_one_and_remembers_every_run(
    convoca: Program, past: Path, own: Path
) -> None:
    asked = ("backtest", "--groundtruth", str(past), "--split", "tiny", "--own", str(own))
    found = convoca.rows(*asked)

    figures = {each["system"]: each for each in found if "system" in each}
    assert figures["convoca"]["n"] == 2
    assert figures["convoca"]["mrr"] == 1
    assert figures["chance"]["mrr"] == pytest.approx((1 + 1 / 2 + 1 / 3) / 3)
    places = {each["acronym"]: each for each in found if "acronym" in each}
    assert {name: (each["text"], bool(each["placed"])) for name, each in places.items()} == {
        "AIRY": ("whole text", True),
        "FISHY": ("title", True),
        "MUTE": ("nothing", False),
    }

    said = convoca(*asked).stdout
    assert "AIRY (A metropolis): AIR-2018 at place 1 of 3 by its whole text" in said
    assert "MUTE (A metropolis): OLD-2024 cannot be looked for" in said
    assert said.partition("Runs on these projects:")[2].count("hit@5") == 2


def test_labels_of_another_day_are_refused_in_a_sentence(convoca: Program, tmp_path: Path) -> None:
    file = tmp_path / "labels.csv"
    file.write_text("source,reference,challenges\neu_portal,X,a\n")
    assert convoca("plan", "import", str(PLAN)).returncode == 0

    done = convoca("evaluate", "--challenges", str(file))

    assert done.returncode == 1
    assert "None of the labelled calls is known here" in done.stderr


def test_an_evaluation_of_nothing_says_what_can_be_named(convoca: Program) -> None:
    done = convoca("evaluate")

    assert done.returncode == 2
    assert "--groundtruth" in done.stderr
    assert "--challenges" in done.stderr


@pytest.mark.parametrize("text", ["no json\n", '{"acronym": "A"}\n'])
def test_own_projects_that_cannot_be_read_are_named(convoca: Program, past: Path, tmp_path: Path, text: str) -> None:
    file = tmp_path / "mine.jsonl"
    file.write_text(text)

    done = convoca("backtest", "--groundtruth", str(past), "--split", "tiny", "--own", str(file))

    assert done.returncode == 1
    assert "mine.jsonl" in done.stderr


def test_the_diagram_has_a_dot_for_each_step_on_the_line_where_what_was_said_was_so() -> None:
    drawn = ElementTree.fromstring(
        diagrams.reliability(
            [Bin(low=0, high=0.5, pairs=9, said=0.5, was=0.5), Bin(low=0.5, high=1, pairs=9, said=0.5, was=1)]
        )
    )
    on, above = drawn.iter("{http://www.w3.org/2000/svg}circle")

    assert float(on.attrib["cx"]) == float(on.attrib["cy"]) == diagrams.MARGIN + diagrams.SIDE / 2
    assert float(above.attrib["cy"]) == diagrams.MARGIN

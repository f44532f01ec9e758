"""The product's ranking and the baselines are measured alike, and the same way every time."""

import gzip
import json
from itertools import product
from pathlib import Path

import pytest

from matcher.baselines import OURS, SYSTEMS
from matcher.evaluation import Measured, evaluate
from matcher.groundtruth import GroundTruth, load
from matcher.scores import Embed

TEXTS = {
    "Air-1": ("Clean air", "Cities measure the air their people breathe and act on what they find."),
    "Air-2": ("Monitoring of pollutants", "Sensors measure the air in streets and schools of cities."),
    "Bus-1": ("Electric buses", "Operators replace diesel buses and charge the new ones at night."),
    "Bus-2": ("Charging at the depot", "Operators charge electric buses at their depots."),
    "Fish-1": ("Sustainable fisheries", "Fleets report their catch and spare young fish."),
    "Fish-2": ("Harbours", "Harbours serve fleets that land their catch."),
}
ASKED = [
    (
        "air",
        "Clean air for cities",
        "We measure the air in our streets. People breathe it.",
        ["thematic", "urban"],
    ),
    (
        "bus",
        "Electric buses",
        "Our operators replace diesel buses by electric.",
        ["thematic", "urban", "towns"],
    ),
    ("sea", "Fleets and harbours", "Our harbours serve fleets that spare young fish.", ["bottom-up"]),
]
GRADES = "air 0 AIR-1 2\nair 0 AIR-2 1\nbus 0 BUS-1 2\nbus 0 BUS-2 1\nsea 0 FISH-2 2\nsea 0 FISH-1 1\nsea 0 AIR-1 0\n"


def written(folder: Path, *, subsets: bool) -> GroundTruth:
    corpus = [{"topic_id": id, "title": title, "text": text} for id, (title, text) in TEXTS.items()]
    queries = [
        {"qid": id, "title": title, "objective": text, "subsets": own if subsets else []}
        for id, title, text, own in ASKED
    ]
    for name, records in (("corpus", corpus), ("queries.tiny", queries)):
        lines = "".join(json.dumps(each) + "\n" for each in records)
        (folder / f"{name}.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    (folder / "qrels.tiny.tsv").write_text(GRADES)
    return load(folder, "tiny")


@pytest.fixture
def measured(tmp_path: Path, embed: Embed) -> list[Measured]:
    return list(evaluate(written(tmp_path, subsets=True), queries=embed, documents=embed))


def test_every_system_is_measured_on_every_subset_at_both_lengths_once(measured: list[Measured]) -> None:
    assert sorted((each.system, each.subset, each.query) for each in measured) == sorted(
        product([*SYSTEMS, "bm25"], ["thematic", "urban", "towns", "bottom-up"], ["full", "title"])
    )
    assert {each.subset: each.n for each in measured} == {"thematic": 2, "urban": 2, "towns": 1, "bottom-up": 1}


def test_a_split_without_subsets_is_measured_as_a_whole(tmp_path: Path, embed: Embed) -> None:
    found = list(evaluate(written(tmp_path, subsets=False), queries=embed, documents=embed))

    assert {(each.subset, each.n) for each in found} == {("thematic", 3)}
    assert len(found) == 2 * (len(SYSTEMS) + 1)


def test_measuring_again_gives_the_same_figures_and_intervals(
    measured: list[Measured], tmp_path: Path, embed: Embed
) -> None:
    assert list(evaluate(load(tmp_path, "tiny"), queries=embed, documents=embed)) == measured


def test_every_figure_is_a_share_and_lies_in_its_interval(measured: list[Measured]) -> None:
    for each in measured:
        assert 0 <= each.ndcg_at_10_low <= each.ndcg_at_10 + 1e-9
        assert each.ndcg_at_10 - 1e-9 <= each.ndcg_at_10_high <= 1 + 1e-9
        assert 0 <= each.recall_at_5 <= each.recall_at_10 <= each.recall_at_50 <= 1
        assert 0 < each.mrr_at_10 <= 1


def test_queries_that_say_what_their_calls_say_find_both_of_them_first(measured: list[Measured]) -> None:
    found = {each.system: each for each in measured if (each.subset, each.query) == ("thematic", "full")}

    assert {name: each.recall_at_5 for name, each in found.items()} == dict.fromkeys([*SYSTEMS, "bm25"], 1.0)
    assert found["convoca"].mrr_at_10 == 1
    assert found["convoca"].ndcg_at_10 > 0.95
    assert found["convoca"].precision_at_10 == pytest.approx(0.2)


def test_how_far_the_product_is_ahead_is_the_difference_of_the_two_figures(measured: list[Measured]) -> None:
    ours = {(each.subset, each.query): each.ndcg_at_10 for each in measured if each.system == OURS}

    for each in measured:
        assert each.ahead == pytest.approx(ours[each.subset, each.query] - each.ndcg_at_10, abs=1e-9)
        assert each.ahead_low - 1e-9 <= each.ahead <= each.ahead_high + 1e-9
    assert {(each.ahead, each.ahead_low, each.ahead_high) for each in measured if each.system == OURS} == {(0, 0, 0)}

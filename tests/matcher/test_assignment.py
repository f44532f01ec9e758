"""Assigning challenges is measured on calls labelled by reading, each by a threshold that never saw it."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from domain.call import Call
from domain.plan import Plan, PlanItem
from matcher.assignment import _chosen, assign, labels
from matcher.baselines import OURS
from matcher.errors import BadGroundTruth
from matcher.scores import Embed

LABELS = Path(__file__).with_name("challenge_labels.csv")
SUBJECTS = {"a": "rivers and beaches restored", "b": "digital skills taught", "-": "quantum optics"}


@pytest.fixture
def day(call: Callable[..., Call]) -> list[Call]:
    return [call(f"{of}{at}", f"{text} {at}", text) for of, text in SUBJECTS.items() for at in range(10)]


@pytest.fixture
def two(plan: Callable[..., Plan], challenge: Callable[..., PlanItem]) -> Plan:
    return plan(challenges=(challenge("a", "Rivers restored", "Beaches"), challenge("b", "Digital skills", "Teaching")))


def test_the_labelled_calls_are_a_hundred_and_a_third_of_them_fit_nothing() -> None:
    found = labels(LABELS)

    assert len(found) == 100
    assert set().union(*found.values()) == set("abcdefgh")
    assert 25 <= sum(not each for each in found.values()) <= 45


def test_calls_that_say_what_a_challenge_says_are_all_assigned_to_it(two: Plan, day: list[Call], embed: Embed) -> None:
    right = {(each.source, each.reference): frozenset(each.reference[0].strip("-")) for each in day}
    found = {each.system: each for each in assign(two, day, right, queries=embed, documents=embed)}

    assert [*found] == [OURS, "tf-idf", "embeddings"]
    assert found[OURS].n == 30
    assert found[OURS].macro_f1 > 0.9
    assert found[OURS].ahead.mean == 0
    assert found["tf-idf"].ahead.mean == pytest.approx(found[OURS].macro_f1 - found["tf-idf"].macro_f1)


def test_only_the_labelled_calls_count(two: Plan, day: list[Call], embed: Embed) -> None:
    right = {(each.source, each.reference): frozenset(each.reference[0].strip("-")) for each in day[::2]}

    assert {each.n for each in assign(two, day, right, queries=embed, documents=embed)} == {15}


def test_a_calls_own_label_does_not_choose_the_threshold_it_is_judged_by() -> None:
    scores = np.linspace(0, 1, 20, dtype=np.float32)[None]
    right = scores >= 0.5
    lonely = right.copy()
    lonely[0, 0] = True

    assert not _chosen(scores, lonely)[:, 0, 0].any()


def test_labels_of_calls_nobody_knows_say_what_to_do(two: Plan, day: list[Call], embed: Embed) -> None:
    with pytest.raises(BadGroundTruth, match="crawl the day"):
        list(assign(two, day, {("eu_portal", "X"): frozenset("a")}, queries=embed, documents=embed))


@pytest.mark.parametrize("text", ["reference,challenges\nA,a\n", "source,reference,challenges\neu_portal\n"])
def test_a_table_of_another_shape_is_named(tmp_path: Path, text: str) -> None:
    file = tmp_path / "labels.csv"
    file.write_text(text)

    with pytest.raises(BadGroundTruth, match=r"labels\.csv"):
        labels(file)


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadGroundTruth, match="nowhere"):
        labels(tmp_path / "nowhere.csv")

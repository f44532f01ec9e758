"""A past project's call is looked for among the calls of its time, and what chance would find is said beside."""

from collections.abc import Callable

import pytest

from domain.call import Call
from matcher.backtest import CHANCE, Placed, place, summary
from matcher.groundtruth import GroundTruth, Query
from matcher.scores import Embed

SUBJECTS = ("clean air", "electric buses", "old homes", "river banks", "food waste", "bicycle lanes")


@pytest.fixture
def past(call: Callable[..., Call]) -> GroundTruth:
    calls = tuple(
        call(f"{subject[:3].strip()}-{year}", f"More {subject}", f"Cities want {subject} now.")
        for year in (2018, 2019, 2024)
        for subject in SUBJECTS
    )
    return GroundTruth(
        (Query("1", "Clean air", "We want clean air.", ()), Query("2", "Electric buses", "Our electric buses.", ())),
        calls,
        {"1": {"CLE-2018": 1}, "2": {"ELE-2024": 1}},
        {each.reference.upper(): int(each.reference[-4:]) for each in calls},
    )


def test_only_the_calls_of_its_time_are_ranked(past: GroundTruth, embed: Embed) -> None:
    found = {each.query: each for each in place(past, past.queries, queries=embed, documents=embed)}

    assert (found["1"].reference, found["1"].calls) == ("CLE-2018", 12)
    assert (found["2"].reference, found["2"].calls) == ("ELE-2024", 6)
    assert found["2"].places["convoca"] == 1


def test_a_call_is_not_placed_before_one_that_scores_alike(past: GroundTruth, embed: Embed) -> None:
    (first, _) = place(past, past.queries, queries=embed, documents=embed)

    assert first.places["convoca"] == 2, "the same call stood in 2019 too"


def test_a_project_whose_call_has_no_year_is_left_out(past: GroundTruth, embed: Embed) -> None:
    undated = GroundTruth(past.queries, past.calls, past.grades, {"ELE-2024": 2024})

    assert [each.query for each in place(undated, past.queries, queries=embed, documents=embed)] == ["2"]


def test_hits_and_reciprocal_places_are_what_one_computes_by_hand() -> None:
    placed = [
        Placed("1", "A", 20, {"convoca": 1}),
        Placed("2", "B", 20, {"convoca": 8}),
        Placed("3", "C", 20, {"convoca": 20}),
    ]
    ours, chance = summary(placed)

    assert (ours.system, ours.n) == ("convoca", 3)
    assert (ours.hit_at_5, ours.hit_at_10) == pytest.approx((1 / 3, 2 / 3))
    assert ours.mrr == pytest.approx((1 + 1 / 8 + 1 / 20) / 3)
    assert (chance.system, chance.hit_at_5, chance.hit_at_10) == (CHANCE, 0.25, 0.5)
    assert chance.mrr == pytest.approx(sum(1 / at for at in range(1, 21)) / 20)


def test_no_project_gives_no_figure() -> None:
    assert list(summary([])) == []

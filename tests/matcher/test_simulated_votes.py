"""Grades cast as votes say whether learning helps, the same way every time."""

from collections.abc import Callable
from dataclasses import asdict

import numpy as np
import pytest

from domain.call import Call
from matcher.evaluation import Asked
from matcher.groundtruth import GroundTruth, Query
from matcher.scores import Scores
from matcher.simulated_votes import SHOWN, VOTES, Simulated, simulate

MakeCall = Callable[..., Call]
CALLS = 24


def simulated(call: MakeCall, grades: dict[str, int]) -> list[Simulated]:
    """One query over calls that are told apart by their vectors alone: every third lies in a direction of its own."""
    calls = tuple(call(f"C{at:02}", "Trams") for at in range(CALLS))
    truth = GroundTruth((Query("q", "Trams", "", ()),), calls, {"q": grades}, {})
    scores = np.linspace(0.5, 0.4, CALLS)[None, :]
    asked = Asked(query="full", scores=Scores(scores.astype(np.float32), scores.astype(np.float32), scores), systems={})
    vectors = np.array([[1, 0] if at % 3 else [0, 1] for at in range(CALLS)], np.float32)
    return list(simulate(truth, asked, vectors, draws=5))


def test_where_what_is_liked_looks_alike_votes_help_and_nobody_is_harmed(call: MakeCall) -> None:
    found = simulated(call, {f"C{at:02}": 1 for at in range(0, CALLS, 3)})

    assert [(each.shown, each.votes) for each in found] == [(shown, votes) for shown in SHOWN for votes in VOTES]
    assert all(each.worse == 0 and each.worst >= 0 for each in found)
    assert all(each.ndcg_at_10_after > each.ndcg_at_10_before for each in found if each.unlike < 1)
    assert any(each.better > 0 for each in found)


def test_where_all_votes_say_the_same_nothing_changes(call: MakeCall) -> None:
    for each in simulated(call, {f"C{at:02}": 1 for at in range(CALLS)}):
        assert (each.unlike, each.better, each.worse, each.worst) == (1, 0, 0, 0)
        assert each.ndcg_at_10_after == each.ndcg_at_10_before == pytest.approx(1)


def test_the_same_grades_give_the_same_figures(call: MakeCall) -> None:
    grades = {f"C{at:02}": at % 2 for at in range(CALLS)}

    assert [asdict(each) for each in simulated(call, grades)] == [asdict(each) for each in simulated(call, grades)]

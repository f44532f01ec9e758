"""A call serves the challenges whose sentences it answers, by their own words or through a project."""

from collections.abc import Callable

import numpy as np
import pytest

from domain.call import Call
from domain.plan import Plan, PlanItem, Project
from matcher import challenges
from matcher.challenges import challenges_of, nearness
from matcher.scores import Embed

MakeCall = Callable[..., Call]
MakeItem = Callable[..., PlanItem]
MakePlan = Callable[..., Plan]
MakeProject = Callable[..., Project]


@pytest.fixture
def tiny(plan: MakePlan, project: MakeProject, challenge: MakeItem) -> Plan:
    return plan(
        project("bus", "Electric buses", "Diesel buses are replaced.", challenges=("a", "b")),
        project("fish", "Fisheries", "Fleets spare fish."),
        challenges=(
            challenge("a", "Sustainable policies", "Renovate old homes.", "Restore rivers and beaches."),
            challenge("b", "Digital transition", "Pool data of cities.", "Teach digital skills."),
        ),
    )


def served(plan: Plan, embed: Embed, *calls: Call) -> list[dict[str, str | None]]:
    found = challenges_of(plan, calls, queries=embed, documents=embed)
    return [{each.challenge: each.through for each in own} for own in found]


def test_a_call_on_one_field_serves_the_challenge_that_has_many(tiny: Plan, embed: Embed, call: MakeCall) -> None:
    homes = call("H", "Renovate old homes", "Renovate old homes. Sustainable policies.")

    assert served(tiny, embed, homes) == [{"challenge:a": None}]


def test_a_call_on_what_a_project_does_serves_that_projects_challenges_and_says_so(
    tiny: Plan, embed: Embed, call: MakeCall
) -> None:
    buses = call("B", "Electric buses", "Diesel buses are replaced.")

    assert served(tiny, embed, buses) == [{"challenge:a": "project:bus", "challenge:b": "project:bus"}]


def test_a_call_that_fits_no_challenge_serves_none(tiny: Plan, embed: Embed, call: MakeCall) -> None:
    assert served(tiny, embed, call("F", "Fisheries", "Fleets spare fish."), call("Q", "Quantum")) == [{}, {}]


def test_a_project_has_to_be_nearer_than_the_challenges_own_words(
    plan: MakePlan, project: MakeProject, challenge: MakeItem, embed: Embed, call: MakeCall
) -> None:
    tiny = plan(
        project("air", "Clean air", "Measure air.", challenges=("a",)),
        challenges=(challenge("a", "Clean air", "Measure air."),),
    )

    assert served(tiny, embed, call("A", "Clean air", "Measure air.")) == [{"challenge:a": None}]


def test_the_nearest_challenge_stands_first(tiny: Plan, embed: Embed, call: MakeCall) -> None:
    both = call("D", "Teach digital skills", "Teach digital skills in old homes. Electric buses.")
    (found,) = challenges_of(tiny, [both], queries=embed, documents=embed)

    assert [each.nearness for each in found] == sorted((each.nearness for each in found), reverse=True)
    assert all(each.nearness >= challenges.SERVES for each in found)


def test_what_a_call_serves_does_not_depend_on_the_other_calls(tiny: Plan, embed: Embed, call: MakeCall) -> None:
    calls = [call("H", "Renovate old homes"), call("B", "Electric buses"), call("F", "Fisheries")]
    alone = [challenges_of(tiny, [each], queries=embed, documents=embed)[0] for each in calls]
    among = challenges_of(tiny, calls, queries=embed, documents=embed)

    assert [[each.challenge for each in own] for own in among] == [[each.challenge for each in own] for own in alone]


def test_a_challenge_is_as_near_as_the_two_sentences_answered_best(
    plan: MakePlan, challenge: MakeItem, embed: Embed, call: MakeCall
) -> None:
    one = plan(challenges=(challenge("a", "Air", "Buses", "Rivers"),))
    found = nearness(one, [call("A", "Air Buses")], queries=embed, documents=embed)
    cosines = np.sort((embed(["Air", "Buses", "Rivers"]) @ embed(["Air Buses"]).T).ravel())

    assert found.nearness[0, 0] == pytest.approx(cosines[-2:].mean(), abs=1e-6)
    assert found.through.tolist() == [[-1]]


def test_a_plan_without_challenges_or_a_day_without_calls_gives_nothing(
    plan: MakePlan, tiny: Plan, project: MakeProject, embed: Embed, call: MakeCall
) -> None:
    assert served(plan(project("air", "Air")), embed, call("A", "Air")) == [{}]
    assert served(tiny, embed) == []

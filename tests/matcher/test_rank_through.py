"""A line or challenge scores by its own words or through a project, and says which."""

from collections.abc import Callable

import pytest

from domain.call import Call
from domain.match import Match
from domain.plan import Plan, PlanItem, Project

MakeCall = Callable[..., Call]
MakeItem = Callable[..., PlanItem]
MakePlan = Callable[..., Plan]
MakeProject = Callable[..., Project]
Ranked = Callable[..., list[Match]]


@pytest.mark.parametrize("kind", ["line", "challenge"])
def test_a_line_or_challenge_scores_by_the_better_of_its_own_words_and_its_projects(
    ranked: Ranked,
    call: MakeCall,
    plan: MakePlan,
    project: MakeProject,
    line: MakeItem,
    challenge: MakeItem,
    kind: str,
) -> None:
    serves = {f"{kind}s": ("1",)}
    tiny = plan(
        project("bus", "Electric buses", **serves),
        project("home", "Affordable housing", **serves),
        project("fish", "Fisheries"),
        lines=(line("1", "Mobility for all"),) if kind == "line" else (),
        challenges=(challenge("1", "Mobility for all"),) if kind == "challenge" else (),
    )
    titles = {"B": "Electric buses", "C": "Buses", "F": "Fisheries", "H": "Affordable housing", "M": "Mobility"}
    calls = [call(reference, title) for reference, title in titles.items()]
    by = {(each.item, each.reference): each for each in ranked(tiny, calls)}
    own = {reference: by[f"{kind}:1", reference] for reference in "BFHM"}

    assert {reference: own[reference].through for reference in "BHM"} == {
        "B": "project:bus",
        "H": "project:home",
        "M": None,
    }
    assert own["B"].words > 0, "two calls speak of buses"
    for reference, served in (("B", "project:bus"), ("H", "project:home")):
        it = by[served, reference]
        assert (own[reference].score, own[reference].words, own[reference].meaning) == (it.score, it.words, it.meaning)
    assert own["F"].score < by["project:fish", "F"].score, "a project of another line does not count"


def test_a_project_never_scores_through_another(
    ranked: Ranked, call: MakeCall, plan: MakePlan, project: MakeProject, line: MakeItem
) -> None:
    tiny = plan(project("bus", "Buses", lines=("1",)), project("air", "Air", lines=("1",)), lines=(line("1", "All"),))

    assert {each.through for each in ranked(tiny, [call("A", "Air")]) if each.item.startswith("project:")} == {None}


def test_where_a_line_says_what_its_project_says_it_speaks_for_itself(
    ranked: Ranked, call: MakeCall, plan: MakePlan, project: MakeProject, line: MakeItem
) -> None:
    tiny = plan(project("air", "Clean air", lines=("1",)), lines=(line("1", "Clean air"),))

    assert [each.through for each in ranked(tiny, [call("A", "Air")])] == [None, None]

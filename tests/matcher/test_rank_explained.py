"""A match that is explained is the same match, with the sentences that made it."""

from collections.abc import Callable
from dataclasses import replace

from domain.call import Call
from domain.match import Match
from domain.plan import Plan, PlanItem, Project
from matcher.rank import Candidate, explained
from matcher.scores import Embed

MakeCall = Callable[..., Call]
MakeItem = Callable[..., PlanItem]
MakePlan = Callable[..., Plan]
MakeProject = Callable[..., Project]
Ranked = Callable[..., list[Match]]


def test_matches_keep_their_order_and_figures_when_they_are_explained(
    embed: Embed, ranked: Ranked, call: MakeCall, plan: MakePlan, project: MakeProject
) -> None:
    tiny = plan(project("air", "Clean air in the streets of cities"), project("fish", "Fisheries"))
    titles = {"A": "Clean air in cities", "B": "Streets of gold", "C": "Fisheries"}
    calls = [call(reference, title) for reference, title in titles.items()]
    matches = ranked(tiny, calls)[1:]
    found = explained(matches, tiny, [Candidate(each, 3) for each in calls], queries=embed, documents=embed)

    assert [replace(each, evidence=(), uncovered=(), telling_words=()) for each in found] == matches
    assert [[pair.call_text for pair in each.evidence] for each in found] == [
        [titles[each.reference]] for each in found
    ]


def test_a_line_that_scored_through_a_project_shows_the_projects_sentences(
    embed: Embed, ranked: Ranked, call: MakeCall, plan: MakePlan, project: MakeProject, line: MakeItem
) -> None:
    tiny = plan(
        project("bus", "Electric buses", "We charge electric buses at night.", lines=("1",)),
        lines=(line("1", "Mobility", "Everyone gets around."),),
    )
    calls = [call("B", "Electric buses", "We charge electric buses."), call("M", "Mobility", "Everyone gets around.")]
    own = [each for each in ranked(tiny, calls) if each.item == "line:1"]
    found = explained(own, tiny, [Candidate(each, 3) for each in calls], queries=embed, documents=embed)

    assert {each.reference: (each.through, each.evidence[0].item_text) for each in found} == {
        "B": ("project:bus", "We charge electric buses at night."),
        "M": (None, "Everyone gets around."),
    }


def test_nothing_to_explain_is_nothing_explained(embed: Embed, plan: MakePlan, project: MakeProject) -> None:
    assert explained([], plan(project("air", "Clean air")), [], queries=embed, documents=embed) == []

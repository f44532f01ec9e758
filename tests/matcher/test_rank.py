"""A plan and the calls of the day become matches, best first."""

from collections.abc import Callable, Sequence
from datetime import date
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.call import Call, Status
from domain.deadlines import Deadline, Deadlines
from domain.match import Match
from domain.plan import Plan, PlanItem, Project
from matcher.fusion import CEILING
from matcher.rank import KEPT

MakeCall = Callable[..., Call]
MakeItem = Callable[..., PlanItem]
MakePlan = Callable[..., Plan]
MakeProject = Callable[..., Project]
Ranked = Callable[..., list[Match]]


def references(matches: Sequence[Match], item: str) -> list[str]:
    return [each.reference for each in matches if each.item == item]


def test_what_cannot_be_applied_to_any_more_is_left_out(
    ranked: Ranked, call: MakeCall, plan: MakePlan, project: MakeProject
) -> None:
    yesterday = Deadlines((Deadline(date(2026, 7, 19)),))
    calls = [
        *(call(word.value, "Clean air", word=word) for word in Status),
        call("too late", "Clean air", deadlines=yesterday),
        call("vanished, too late", "Clean air", word=Status.UNLISTED, deadlines=yesterday),
    ]
    found = ranked(plan(project("air", "Clean air")), calls)

    assert references(found, "project:air") == ["forthcoming", "open", "unknown", "unlisted"]


def test_the_call_on_the_subject_comes_first(
    ranked: Ranked, call: MakeCall, plan: MakePlan, project: MakeProject
) -> None:
    calls = [call("F", "Fisheries"), call("H", "Affordable housing"), call("B", "Electric buses")]
    found = ranked(plan(project("bus", "More electric buses"), project("home", "Affordable housing for all")), calls)

    assert references(found, "project:bus")[0] == "B"
    assert references(found, "project:home")[0] == "H"


def test_ties_go_by_source_and_reference(ranked: Ranked, call: MakeCall, plan: MakePlan, project: MakeProject) -> None:
    calls = [call(each, "Clean air") for each in ("C", "A", "B")] + [call("Z", "Clean air", source="cascade")]

    assert references(ranked(plan(project("air", "Clean air")), calls), "project:air") == ["Z", "A", "B", "C"]


@given(st.permutations("ABCDEF"))
def test_the_order_of_arrival_changes_nothing(
    ranked: Ranked, call: MakeCall, plan: MakePlan, project: MakeProject, line: MakeItem, order: list[str]
) -> None:
    titles = dict(zip("ABCDEF", ["Clean air", "Air", "Buses", "Clean buses", "Fish", "Clean air"], strict=True))
    tiny = plan(project("air", "Clean air", lines=("1",)), project("bus", "Buses"), lines=(line("1", "Clean"),))
    told = ranked(tiny, [call(each, title) for each, title in titles.items()])

    assert ranked(tiny, [call(each, titles[each]) for each in order]) == told


def test_every_item_of_the_plan_is_matched_in_its_order_best_first(
    ranked: Ranked, call: MakeCall, plan: MakePlan, project: MakeProject, line: MakeItem, challenge: MakeItem
) -> None:
    tiny = plan(project("air", "Clean air"), lines=(line("1", "Mobility"),), challenges=(challenge("a", "Ageing"),))
    found = ranked(tiny, [call("A", "Clean air"), call("B", "Ageing"), call("C", "Mobility in cities")])
    by_item = {item: [each.score for each in matches] for item, matches in groupby(found, lambda each: each.item)}

    assert list(by_item) == ["project:air", "challenge:a", "line:1"]
    assert all(len(scores) == 3 and scores == sorted(scores, reverse=True) for scores in by_item.values())


def test_at_most_fifty_are_kept_and_they_are_the_best(
    ranked: Ranked, call: MakeCall, plan: MakePlan, project: MakeProject
) -> None:
    calls = [call(f"{number:03}", "Fisheries") for number in range(60)] + [call("Z", "Clean air")]
    found = ranked(plan(project("air", "Clean air")), calls)

    assert KEPT == 50
    assert [each.reference for each in found] == ["Z", *(f"{number:03}" for number in range(49))]


def test_fewer_are_kept_of_each_item_where_fewer_are_asked_for(
    ranked: Ranked, call: MakeCall, plan: MakePlan, project: MakeProject
) -> None:
    calls = [call("F", "Fisheries"), call("B", "Electric buses"), call("A", "Clean air")]
    found = ranked(plan(project("air", "Clean air"), project("bus", "Electric buses")), calls, kept=1)

    assert [(each.item, each.reference) for each in found] == [("project:air", "A"), ("project:bus", "B")]


def test_a_match_says_which_version_was_read(
    ranked: Ranked, call: MakeCall, plan: MakePlan, project: MakeProject
) -> None:
    (it,) = ranked(plan(project("air", "Clean air")), [call("A", "Clean air")])

    assert (it.item, it.source, it.reference, it.version) == ("project:air", "eu_portal", "A", 3)
    assert CEILING / 2 < it.score < CEILING
    assert [it.words, it.meaning] == pytest.approx([1, 1], abs=1e-3)


@pytest.mark.parametrize("word", [None, Status.CLOSED])
def test_a_day_without_running_calls_has_no_matches(
    ranked: Ranked, call: MakeCall, plan: MakePlan, project: MakeProject, word: Status | None
) -> None:
    calls = [call("A", "Clean air", word=word)] if word else []

    assert ranked(plan(project("air", "Clean air")), calls) == []

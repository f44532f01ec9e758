"""A plan knows what can be matched and which projects serve what."""

from collections.abc import Callable

import pytest

from domain.plan import ItemKind, Plan, PlanItem, Project

MakePlan = Callable[..., Plan]
MakeProject = Callable[..., Project]


def test_everything_that_can_be_matched_comes_projects_first(plan: MakePlan, project: MakeProject) -> None:
    it = plan(project("buses"), project("air"), lines="1 2", challenges="a b")

    assert [each.key for each in it.items()] == [
        "project:buses",
        "project:air",
        "challenge:a",
        "challenge:b",
        "line:1",
        "line:2",
    ]


def test_lines_and_challenges_are_served_by_the_projects_that_name_them(plan: MakePlan, project: MakeProject) -> None:
    buses, air = project("buses", lines=("1",), challenges=("a", "b")), project("air", lines=("1",), challenges=("b",))
    it = plan(buses, air, lines="1 2", challenges="a b")

    assert {each.key: it.projects_of(each) for each in (*it.lines, *it.challenges)} == {
        "line:1": (buses, air),
        "line:2": (),
        "challenge:a": (buses,),
        "challenge:b": (buses, air),
    }


def test_a_line_and_a_challenge_of_the_same_name_are_kept_apart(plan: MakePlan, project: MakeProject) -> None:
    buses, air = project("buses", lines=("1",)), project("air", challenges=("1",))
    it = plan(buses, air, lines="1", challenges="1")

    assert it.projects_of(it.lines[0]) == (buses,)
    assert it.projects_of(it.challenges[0]) == (air,)


def test_a_project_serves_itself_and_no_other(plan: MakePlan, project: MakeProject) -> None:
    buses, air = project("buses"), project("air")

    assert plan(buses, air).projects_of(air) == (air,)


@pytest.mark.parametrize(
    ("title", "language", "name"),
    [
        ({"ca": "Aire net", "en": "Clean air"}, "ca", "Aire net"),
        ({"ca": "Aire net", "en": "Clean air"}, "es", "Clean air"),
        ({"ca": "Aire net"}, "es", "Aire net"),
        ({"ca": "", "en": "Clean air"}, "ca", "Clean air"),
    ],
)
def test_an_item_is_named_in_the_readers_language_else_in_english_else_at_all(
    title: dict[str, str], language: str, name: str
) -> None:
    assert PlanItem(kind=ItemKind.LINE, id="1", title=title, sentences=()).name(language) == name


def test_a_person_is_found_by_id(plan: MakePlan) -> None:
    assert plan().person("bob").language == "ca"


def test_an_item_is_read_in_english_where_it_has_been_put_into_english() -> None:
    catalan = PlanItem(
        kind=ItemKind.LINE,
        id="1",
        title={"en": "Clean air"},
        sentences=("Aire net.",),
        language="ca",
        translations={"en": ("Clean air.",)},
    )
    untranslated = PlanItem(kind=ItemKind.LINE, id="2", title={"en": "X"}, sentences=("Aigua.",), language="ca")

    assert (catalan.in_english().sentences, catalan.in_english().language) == (("Clean air.",), "en")
    assert untranslated.in_english() == untranslated

"""The plan that is shipped says what is established, and marks what is not."""

from datetime import date
from pathlib import Path

import pytest

from config.plan_file import load
from domain.plan import Plan, PlanItem

FILE = Path(__file__).parents[2] / "config" / "plan" / "amb-2021-2025.yaml"


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load(FILE)


def test_it_runs_from_its_approval_to_the_end_of_2025(plan: Plan) -> None:
    assert plan.id == FILE.stem
    assert (plan.starts, plan.ends) == (date(2021, 7, 27), date(2025, 12, 31))


def test_it_has_five_lines_eight_challenges_and_twenty_projects(plan: Plan) -> None:
    assert len(plan.lines) == 5
    assert [each.id for each in plan.challenges] == list("abcdefgh")
    assert len(plan.projects) == 20


def test_the_applicant_is_a_public_body_of_36_municipalities_that_can_coordinate(plan: Plan) -> None:
    applicant = plan.applicant

    assert applicant.municipalities == 36
    assert (applicant.country, applicant.nuts) == ("ES", ("ES511",))
    assert applicant.can_coordinate


def test_only_the_third_specific_objective_is_marked_as_not_established(plan: Plan) -> None:
    assert plan.general_objective.established
    assert [each.established for each in plan.specific_objectives] == [True, True, False]


def test_it_looks_to_the_four_parts_of_the_world_of_the_plan(plan: Plan) -> None:
    assert [each.id for each in plan.areas] == list("ABCD")
    assert all(each.priority for each in plan.areas)


def test_every_challenge_and_every_line_is_served_by_a_project(plan: Plan) -> None:
    assert [each.key for each in (*plan.lines, *plan.challenges) if not plan.projects_of(each)] == []


def test_every_project_is_marked_as_illustrative(plan: Plan) -> None:
    assert [each.id for each in plan.projects if not each.illustrative] == []


def test_everyone_writes_from_a_domain_that_reaches_nobody(plan: Plan) -> None:
    assert [each.email for each in plan.people if not each.email.endswith("@example.org")] == []


def test_everyone_owns_two_to_four_projects(plan: Plan) -> None:
    owned = {person.id: [each.id for each in plan.projects if each.owner == person.id] for person in plan.people}

    assert {id: ids for id, ids in owned.items() if not 2 <= len(ids) <= 4} == {}


def test_the_officer_is_one_of_the_people(plan: Plan) -> None:
    assert plan.officer is not None
    assert plan.person(plan.officer).id == plan.officer


def test_digests_are_read_in_three_languages(plan: Plan) -> None:
    assert {each.language for each in plan.people} == {"ca", "es", "en"}


def test_every_project_describes_itself_in_a_paragraph(plan: Plan) -> None:
    lengths = {each.id: (len(each.sentences), sum(len(it.split()) for it in each.sentences)) for each in plan.projects}

    assert {id: it for id, it in lengths.items() if not (4 <= it[0] <= 6 and 60 <= it[1] <= 110)} == {}


def test_every_challenge_asks_for_three_to_eight_things(plan: Plan) -> None:
    assert {each.id: len(each.sentences) for each in plan.challenges if not 3 <= len(each.sentences) <= 8} == {}


def test_no_two_items_say_the_same(plan: Plan) -> None:
    sentences = [sentence for each in plan.items() for sentence in each.sentences]

    assert len(set(sentences)) == len(sentences)


def test_every_sentence_is_whole(plan: Plan) -> None:
    sentences = [sentence for each in plan.items() for sentence in each.sentences]

    assert [each for each in sentences if not (each[0].isupper() and each.endswith("."))] == []


def test_every_title_is_in_catalan_spanish_and_english(plan: Plan) -> None:
    def complete(item: PlanItem) -> bool:
        return set(item.title) == {"ca", "es", "en"} and len(set(item.title.values())) == 3

    assert set(plan.title) == {"ca", "es", "en"}
    assert [each.key for each in plan.items() if not complete(each)] == []

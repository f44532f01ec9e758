"""What is remembered of a plan."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db import plans
from db.engine import reading, transaction
from domain.plan import Applicant, ItemKind, Objective, Person, Plan, PlanItem, PlanVersion, Project
from tests.db.samples import LATER, NOW, PLANS

AMB = Plan(
    id="amb",
    title={"ca": "Pla", "en": "Plan"},
    institution="Barcelona Metropolitan Area",
    starts=date(2021, 1, 1),
    ends=date(2025, 12, 31),
    general_objective=Objective("Be heard"),
    specific_objectives=(),
    applicant=Applicant(name="AMB", kind="public body", country="ES", nuts=("ES511",), can_coordinate=True),
    people=(Person("ana", "Ana", "ana@example.org"),),
    lines=(PlanItem(kind=ItemKind.LINE, id="1", title={"en": "Europe"}, sentences=("Win funds.",)),),
    challenges=(),
    projects=(Project(id="air", title={"en": "Air"}, sentences=(), owner="ana", lines=("1",)),),
)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(plan=PLANS)
def test_any_plan_is_read_as_it_was_saved(engine: Engine, plan: Plan) -> None:
    with Session(engine) as session:
        plans.save(session, plan, now=NOW)
        session.expire_all()

        assert plans.get(session, plan.id) == plan
        assert plans.save(session, plan, now=LATER) == PlanVersion(plan, 1, changed=False)


def test_a_project_of_a_plan_is_still_a_project_when_read(engine: Engine) -> None:
    with transaction(engine) as session:
        plans.save(session, AMB, now=NOW)
    with reading(engine) as session:
        plan = plans.get(session, "amb")

    assert plan is not None
    assert isinstance(plan.projects[0], Project)
    assert plan.projects_of(plan.lines[0]) == plan.projects


def test_a_plan_gets_a_new_version_only_when_it_says_something_else(engine: Engine) -> None:
    other = replace(AMB, officer="ana")
    with transaction(engine) as session:
        numbers = [
            (version.number, version.changed)
            for version in (plans.save(session, each, now=NOW) for each in (AMB, AMB, other, AMB))
        ]
        kept = plans.versions(session, "amb")

    assert numbers == [(1, True), (1, False), (2, True), (3, True)]
    assert [(each.number, each.plan) for each in kept] == [(1, AMB), (2, other), (3, AMB)]


def test_the_current_plans_are_the_last_version_of_each(engine: Engine) -> None:
    second, newer = replace(AMB, id="aaa"), replace(AMB, officer="ana")
    with transaction(engine) as session:
        for each in (AMB, second, newer):
            plans.save(session, each, now=NOW)

        assert plans.current(session) == [second, newer]


def test_the_first_language_of_a_title_stays_the_first(engine: Engine) -> None:
    with transaction(engine) as session:
        plans.save(session, replace(AMB, title={"es": "uno", "ca": "dos"}), now=NOW)
    with reading(engine) as session:
        (plan,) = plans.current(session)

    assert plan.title["es"] == plan.name("de")


@pytest.mark.parametrize("unknown", ["", "AMB"])
def test_a_plan_never_imported_is_none(engine: Engine, unknown: str) -> None:
    with transaction(engine) as session:
        plans.save(session, AMB, now=NOW)

        assert plans.get(session, unknown) is None
        assert plans.versions(session, unknown) == []

"""A call and a plan with nothing in them but what a test says."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from domain.call import Call, Kind, Status
from domain.plan import Applicant, ItemKind, Objective, Person, Plan, PlanItem, Project


@pytest.fixture(scope="session")
def call() -> Callable[..., Call]:
    def made(**said: Any) -> Call:
        given: dict[str, Any] = {
            "source": "eu_portal",
            "reference": "ONE",
            "identifier": "ONE",
            "kind": Kind.CALL,
            "title": "Climate-neutral cities",
            "url": "https://example.org/one",
            "word": Status.OPEN,
        }
        return Call(**(given | said))

    return made


@pytest.fixture(scope="session")
def project() -> Callable[..., Project]:
    def made(id: str, **said: Any) -> Project:
        given: dict[str, Any] = {"title": {"en": id}, "sentences": (), "owner": "ada"}
        return Project(id=id, **(given | said))

    return made


@pytest.fixture(scope="session")
def plan() -> Callable[..., Plan]:
    def made(*projects: Project, lines: str = "", challenges: str = "") -> Plan:
        return Plan(
            id="tiny",
            title={"en": "A tiny plan"},
            institution="A metropolis",
            starts=date(2021, 1, 1),
            ends=date(2025, 12, 31),
            general_objective=Objective("Go abroad."),
            specific_objectives=(),
            applicant=Applicant(
                name="A metropolis", kind="public body", country="ES", nuts=("ES511",), can_coordinate=True
            ),
            people=(
                Person("ada", "Ada", "ada@example.org"),
                Person("bob", "Bob", "bob@example.org", language="ca"),
            ),
            lines=tuple(_item(ItemKind.LINE, id) for id in lines.split()),
            challenges=tuple(_item(ItemKind.CHALLENGE, id) for id in challenges.split()),
            projects=projects,
        )

    return made


def _item(kind: ItemKind, id: str) -> PlanItem:
    return PlanItem(kind=kind, id=id, title={"en": id}, sentences=())

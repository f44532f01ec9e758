"""A metropolis that applies, and calls that say who may."""

from collections.abc import Callable

import pytest

from domain.call import Call, Part, PartKind
from domain.eligibility import Finding, Rule
from domain.plan import Applicant
from matcher.eligibility.screen import screen

CONDITIONS = PartKind.CONDITIONS


@pytest.fixture(scope="session")
def metropolis() -> Applicant:
    return Applicant(
        name="A metropolis",
        kind="public body, local or regional authority",
        country="ES",
        nuts=("ES511",),
        can_coordinate=True,
        outside=("Mission City",),
        own_share=0.5,
        project_most=60_000_000,
    )


@pytest.fixture(scope="session")
def asks(call: Callable[..., Call]) -> Callable[..., Call]:
    """A call with one part of conditions, under a heading where one is given; a plain research action unless said."""

    def made(text: str, heading: str = "", **said: object) -> Call:
        given = {"type_of_action": None} | said
        return call("X", "A call", parts=(Part(CONDITIONS, heading, text),), **given)

    return made


@pytest.fixture(scope="session")
def found(metropolis: Applicant) -> Callable[..., Finding]:
    """What one rule says of a call; its quotation stands where it says it does."""

    def one(rule: Rule, call: Call, applicant: Applicant = metropolis) -> Finding:
        (finding,) = (each for each in screen(call, applicant).findings if each.rule is rule)
        assert finding.quotation is None or finding.quotation.stands_in(call)
        return finding

    return one

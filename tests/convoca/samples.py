"""A plan with three owners, calls for their projects, and matches that are written by hand."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import Engine

from db import calls, matches, plans
from db.engine import transaction
from domain.call import Call, Kind, Part, PartKind, Status
from domain.deadlines import Deadline, Deadlines
from domain.match import Evidence, Match
from domain.plan import Applicant, Objective, Person, Plan, Project

NOW = datetime(2026, 9, 7, 6, tzinfo=UTC)
"""A Monday."""
OWNERS = ("ada", "berta", "carla")
TEXTS = {
    "ada": "Buses without fumes bring clean air to every street.",
    "berta": "Waste water is cleaned and used again in dry summers.",
    "carla": "Young people without work learn a trade.",
}


def person(id: str, *, email: str | None = None) -> Person:
    return Person(id, id.title(), email or f"{id}@example.org")


def project(id: str, owner: str, *sentences: str) -> Project:
    return Project(id=id, title={"en": f"The project of {owner}"}, sentences=sentences, owner=owner)


def plan(*owners: Person, **different: Any) -> Plan:
    """A plan in which each owner has one project; its id is ``of-`` and the owner's."""
    people = owners or tuple(person(each) for each in OWNERS)
    usual: dict[str, Any] = {
        "id": "tiny",
        "title": {"en": "A tiny plan"},
        "institution": "A metropolis",
        "starts": date(2021, 1, 1),
        "ends": date(2030, 12, 31),
        "general_objective": Objective("Go abroad."),
        "specific_objectives": (),
        "applicant": Applicant(
            name="A metropolis", kind="public body", country="ES", nuts=("ES511",), can_coordinate=True
        ),
        "people": people,
        "lines": (),
        "challenges": (),
        "projects": tuple(project(f"of-{each.id}", each.id, TEXTS.get(each.id, "Help.")) for each in people),
    }
    return Plan(**usual | different)


def call(reference: str, text: str = "", **different: Any) -> Call:
    """An open call with a deadline in the year after."""
    usual: dict[str, Any] = {
        "source": "eu_portal",
        "reference": reference,
        "identifier": reference,
        "kind": Kind.CALL,
        "title": f"The title of {reference}",
        "url": f"https://example.org/{reference}",
        "word": Status.OPEN,
        "deadlines": Deadlines((Deadline(date(2027, 2, 4), time(17)),)),
        "parts": (Part(PartKind.SCOPE, "Scope", text),) if text else (),
    }
    return Call(**usual | different)


CALLS = tuple(call(f"FOR-{owner.upper()}", TEXTS[owner]) for owner in OWNERS)


def match(owner: str, reference: str, *, score: float = 0.7, version: int = 1) -> Match:
    text = TEXTS[owner]
    return Match(
        item=f"project:of-{owner}",
        source="eu_portal",
        reference=reference,
        version=version,
        score=score,
        words=0.3,
        meaning=score,
        evidence=(Evidence(text, text, 1.0, 0, 0),),
    )


MATCHES = tuple(match(owner, f"FOR-{owner.upper()}") for owner in OWNERS)


def store(
    engine: Engine,
    *,
    of: Plan | None = None,
    known: Sequence[Call] = CALLS,
    found: Iterable[Match] = MATCHES,
    now: datetime = NOW,
) -> None:
    """Put a plan, calls and matches into the database, as crawl and match would have left them."""
    with transaction(engine) as session:
        stored = plans.save(session, of or plan(), now=now).plan
        calls.record_all(session, known, now=now)
        matches.replace(session, stored.id, found, now=now)


def without_hour(known: Call, on: date) -> Call:
    """The call with another deadline, a day without an hour."""
    return replace(known, deadlines=Deadlines((Deadline(on),)))

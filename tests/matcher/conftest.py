"""Calls, plans and vectors small enough to follow by hand."""

import hashlib
import re
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import settings

from domain.call import Call, Kind, Part, PartKind, Status
from domain.match import Match
from domain.plan import Applicant, ItemKind, Objective, Plan, PlanItem, Project
from matcher.rank import Candidate, rank
from matcher.scores import Array, Embed

# Hypothesis' own limit of 200 ms an example says more about the machine than about the code.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")

DIMENSIONS = 96


@pytest.fixture(scope="session")
def embed() -> Embed:
    """Stands in for the model: a bag of words, each hashed to one dimension; alike means sharing words."""

    def embedded(texts: Sequence[str]) -> Array:
        rows = np.zeros((len(texts), DIMENSIONS), np.float32)
        for row, text in zip(rows, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()) or [""]:
                digest = hashlib.sha256(word.encode("utf-8", "surrogatepass")).digest()
                row[int.from_bytes(digest[:4]) % DIMENSIONS] += 1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32) if len(texts) else rows

    return embedded


@pytest.fixture(scope="session")
def call() -> Callable[..., Call]:
    """A call by reference, title and text; a text is its description, parts may be given instead."""

    def made(reference: str, title: str, text: str = "", **said: Any) -> Call:
        given: dict[str, Any] = {
            "source": "eu_portal",
            "identifier": reference,
            "kind": Kind.CALL,
            "url": "https://example.org/call",
            "word": Status.OPEN,
            "parts": (Part(PartKind.DESCRIPTION, "", text),) if text else (),
        }
        return Call(reference=reference, title=title, **(given | said))

    return made


@pytest.fixture(scope="session")
def project() -> Callable[..., Project]:
    def made(id: str, title: str, *sentences: str, **said: Any) -> Project:
        given: dict[str, Any] = {"title": {"en": title}, "sentences": sentences, "owner": "ada"}
        return Project(id=id, **(given | said))

    return made


@pytest.fixture(scope="session")
def line() -> Callable[..., PlanItem]:
    def made(id: str, title: str, *sentences: str) -> PlanItem:
        return PlanItem(kind=ItemKind.LINE, id=id, title={"en": title}, sentences=sentences)

    return made


@pytest.fixture(scope="session")
def challenge() -> Callable[..., PlanItem]:
    def made(id: str, title: str, *sentences: str) -> PlanItem:
        return PlanItem(kind=ItemKind.CHALLENGE, id=id, title={"en": title}, sentences=sentences)

    return made


@pytest.fixture(scope="session")
def plan() -> Callable[..., Plan]:
    def made(*projects: Project, lines: tuple[PlanItem, ...] = (), challenges: tuple[PlanItem, ...] = ()) -> Plan:
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
            people=(),
            lines=lines,
            challenges=challenges,
            projects=projects,
        )

    return made


@pytest.fixture(scope="session")
def ranked(embed: Embed) -> Callable[..., list[Match]]:
    """Ranks version 3 of each call, on a summer's noon, by the stand-in for the model."""
    now = datetime(2026, 7, 20, 12, tzinfo=UTC)

    def matches(plan: Plan, calls: Sequence[Call], **said: Any) -> list[Match]:
        return rank(plan, [Candidate(each, 3) for each in calls], queries=embed, documents=embed, now=now, **said)

    return matches

"""The window as tests use it: a small plan with its matches, a clock that tests move, a browser a person."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import numpy as np
from fastapi import FastAPI
from numpy.typing import NDArray
from sqlalchemy import Engine, select
from starlette.testclient import TestClient

from convoca.searching import Searching
from db import applications, call_record, doors, matches, outbox, people, plans
from db.engine import reading, transaction
from domain.application import Application, Stage
from domain.call import Call, Kind, Part, PartKind, Status
from domain.deadlines import Deadline, Deadlines
from domain.match import Evidence, Match
from domain.money import Money
from domain.people import Member, Role
from domain.plan import Applicant, ItemKind, Objective, Person, Plan, PlanItem, Project
from notifier.material import material_changes
from web.app import create_app
from web.window import Reader, ReadSource, Window

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
URL = "http://127.0.0.1"
NOWHERE = Path("/nowhere")
"""Nothing is put away there."""

PLAN = Plan(
    id="plan",
    title={"en": "The plan", "ca": "El pla"},
    institution="Metropolis",
    starts=date(2021, 1, 1),
    ends=date(2027, 12, 31),
    general_objective=Objective("A better metropolis."),
    specific_objectives=(),
    applicant=Applicant(name="Metropolis", kind="public body", country="ES", nuts=("ES511",), can_coordinate=True),
    people=(
        Person("anna", "Anna Puig", "anna@example.org", "en"),
        Person("berta", "Berta Roca", "berta@example.org", "ca"),
        Person("olga", "Olga Vila", "olga@example.org", "es"),
    ),
    lines=(PlanItem(kind=ItemKind.LINE, id="green", title={"en": "Green"}, sentences=("Be green.",)),),
    challenges=(PlanItem(kind=ItemKind.CHALLENGE, id="a", title={"en": "Air"}, sentences=("Clean the air.",)),),
    projects=(
        Project(
            id="clean-air",
            title={"en": "Clean air", "ca": "Aire net"},
            sentences=("Measure the air in every street.",),
            owner="anna",
            lines=("green",),
            challenges=("a",),
        ),
        Project(id="rivers", title={"en": "Rivers"}, sentences=("Bring the rivers back to life.",), owner="berta"),
    ),
    officer="olga",
)

CALL = Call(
    source="eu_portal",
    reference="48012345TOPICSen",
    identifier="HORIZON-CL5-2027-01-D5-03",
    kind=Kind.CALL,
    title="Clean air in metropolitan areas",
    url="https://example.org/HORIZON-CL5-2027-01-D5-03",
    word=Status.OPEN,
    deadlines=Deadlines((Deadline(date(2027, 2, 4), time(17)),)),
    programme="Horizon Europe",
    parts=(Part(PartKind.SCOPE, "Scope", "Cities measure what people breathe.\nBusy streets come first."),),
)
HOSTILE = replace(
    CALL,
    reference="hostile",
    identifier="<script>alert(1)</script>",
    title='"><script>alert(1)</script>\u202ecod.exe {{ 7*7 }} ' + "W" * 300,
    deadlines=Deadlines((Deadline(date(2027, 1, 4), None),)),
)


SOURCES = (
    ReadSource(
        name="eu_portal",
        funder="European Commission",
        home="https://ec.europa.eu/info/funding-tenders/opportunities/portal",
        licence="CC-BY-4.0",
        cadence="daily",
    ),
    ReadSource(name="urbact", funder="URBACT", home="https://urbact.eu/calls", licence="not stated", cadence="weekly"),
)
READER = Reader(model="a-model", weights="53aa51172d14", run_by="torch, float32", english_only=True)

RIVERS = Application(
    plan=PLAN.id,
    project="rivers",
    title="Rivers for the metropolis",
    programme="LIFE",
    source=CALL.source,
    reference=CALL.reference,
    stage=Stage.SUBMITTED,
    requested=Money(Decimal("1250000.50")),
    submitted_on=date(2026, 9, 30),
)
"""Berta's: the application 1."""


def match(call: Call, item: str = "project:clean-air", score: float = 0.6) -> Match:
    evidence = Evidence("Measure the air in every street.", "Cities measure what people breathe.", 0.8, 0, 0)
    return Match(
        item=item,
        source=call.source,
        reference=call.reference,
        version=1,
        score=score,
        words=0.2,
        meaning=0.8,
        evidence=(evidence,),
    )


def fill(engine: Engine) -> None:
    """The plan, its people, one of every role besides, two calls and their matches."""
    with transaction(engine) as session:
        plans.save(session, PLAN, now=NOW)
        people.synchronise(session, PLAN)
        for role in (Role.VIEWER, Role.MANAGER, Role.ADMINISTRATOR):
            name = role.value.title()
            member = Member(
                id=role.value,
                name=name,
                email=f"{role}@example.org",
                language="en",
                role=role,
                plan=PLAN.id,
                by_hand=True,
            )
            people.add(session, member)
        for each in (CALL, HOSTILE):
            call_record.record(session, each, now=NOW)
        matches.replace(session, PLAN.id, [match(CALL), match(HOSTILE, score=0.3)], now=NOW)
        applications.add(session, RIVERS, who="berta", now=NOW)


@dataclass
class Browser:
    """One browser: keeps its cookies, sends forms with the token of the page it read last."""

    client: TestClient
    token: str = ""

    def get(self, path: str, **more: Any) -> Any:
        answer = self.client.get(path, **more)
        self._keep(answer.text)
        return answer

    def post(self, path: str, data: dict[str, Any] | None = None, **more: Any) -> Any:
        answer = self.client.post(path, data={"form_token": self.token, **(data or {})}, **more)
        self._keep(answer.text)
        return answer

    def _keep(self, page: str) -> None:
        found = re.search(r'name="form_token" value="([^"]+)"', page)
        if found:
            self.token = found[1]


@dataclass
class Opened:
    """An open window, its clock, and what it delivered."""

    app: FastAPI
    engine: Engine
    window: Window
    clock: list[datetime] = field(default_factory=list)
    delivered: list[str] = field(default_factory=list)

    def browser(self, **more: Any) -> Browser:
        """A browser in which nobody is signed in."""
        kept: dict[str, Any] = {"base_url": self.window.public_url, "client": ("127.0.0.1", 5000)} | more
        client = TestClient(self.app, follow_redirects=False, raise_server_exceptions=False, **kept)
        return Browser(client)

    def as_(self, person: str) -> Browser:
        """A browser in which somebody is signed in."""
        browser = self.browser()
        with transaction(self.engine) as session:
            token = doors.open_session(session, person, now=self.clock[0])
            browser.token = session.scalars(
                select(doors.SessionRow.csrf).where(doors.SessionRow.token_hash == doors.hashed(token))
            ).one()
        prefix = "__Host-" if self.window.secure else ""
        browser.client.cookies.set(f"{prefix}convoca-session", token)
        return browser

    def later(self, by: timedelta) -> None:
        self.clock[0] += by

    def mails(self) -> list[outbox.OutboxMessage]:
        with reading(self.engine) as session:
            return outbox.unsent(session)


def no_vectors(texts: Sequence[str]) -> NDArray[np.float32]:
    return np.zeros((len(texts), 4), dtype=np.float32)


def open_window(engine: Engine, **different: Any) -> Opened:
    """A window over a database; what is not said is as on a machine of one's own."""
    clock, delivered = [NOW], list[str]()
    window = Window(
        engine=engine,
        clock=lambda: clock[0],
        public_url=URL,
        deliver=lambda: delivered.append("now"),
        search=Searching(engine=engine, encode=no_vectors, model="none", folder=NOWHERE, worth_a_look=0.12),
        threshold=0.12,
        strong=0.5,
        contact="https://example.org/contact",
        explore=lambda _plan, _item: [],
        merge=lambda: None,
        material=material_changes,
        sources=lambda: SOURCES,
        reader=READER,
    )
    window = replace(window, **different)
    return Opened(create_app(window), engine, window, clock, delivered)

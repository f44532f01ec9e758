"""Possible partners of a call, each with the funded projects that speak for it."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Engine

from db import applications, call_record, funded, plans
from db.engine import transaction
from domain.application import Application, Partner
from domain.funded import BodyKind, FundedProject, Participant
from domain.plan import Area, Spelling
from tests.web.opened import CALL, NOW, PLAN, Opened

PAGE = f"/partners/{CALL.source}/{CALL.reference}"
PROJECT = FundedProject(
    id="101000001",
    acronym="AIRLAB",
    title="A laboratory of city air",
    programme="HORIZON",
    topic=CALL.identifier,
    group="",
    starts_on=date(2023, 1, 1),
    ends_on=date(2026, 6, 30),
)


def body(name: str, city: str, country: str, kind: BodyKind = BodyKind.PUBLIC) -> Participant:
    return Participant(
        project=PROJECT.id, organisation=name, name=name, kind=kind, city=city, country=country, coordinates=False
    )


def take_in(engine: Engine) -> None:
    with transaction(engine) as session:
        funded.save(session, [PROJECT])
        bodies = [body("COMUNE DI TORINO", "Torino", "IT"), body("STADT WIEN", "Wien", "AT")]
        funded.save_participants(session, [*bodies, body("<b>SENSORS</b> SPA", "Roma", "IT", BodyKind.COMPANY)])
        turin = Spelling(of="Turin", country="IT", names=("Torino",))
        plans.save(session, replace(PLAN, areas=(Area("A", "Europe", ("Turin",)),), spellings=(turin,)), now=NOW)
        call_record.record(session, replace(CALL, type_of_action="HORIZON Innovation Actions"), now=NOW)


def test_bodies_of_the_plans_places_come_first_with_their_projects_and_what_they_complete(
    opened: Opened, engine: Engine
) -> None:
    take_in(engine)

    named, _, others = opened.as_("anna").get(PAGE).text.partition("Other public bodies")
    assert "COMUNE DI TORINO" in named
    assert "https://cordis.europa.eu/project/id/101000001" in named
    assert "Same topic · 2023–2026 · 3 participants" in named
    assert "2 more countries are missing." in named
    assert "Brings a missing country" in named
    assert "STADT WIEN" in others
    assert "SENSORS" not in named + others


def test_who_is_on_board_already_brings_their_country(opened: Opened, engine: Engine) -> None:
    take_in(engine)
    aboard = (Partner("Città metropolitana di Torino", "IT"), Partner("Somebody"))
    with transaction(engine) as session:
        ours = Application(
            plan=PLAN.id,
            project="clean-air",
            title="Air",
            source=CALL.source,
            reference=CALL.reference,
            partners=aboard,
        )
        applications.add(session, ours, who="anna", now=NOW)

    page = opened.as_("anna").get(PAGE).text
    assert "1 more country is missing." in page
    assert "Città metropolitana di Torino</bdi> (Italy)" in page
    assert page.count("Brings a missing country") == 1, "Vienna does, Turin no longer"


def test_beside_a_call_stand_the_projects_of_its_topic_and_officers_are_told_how_to_get_them(
    opened: Opened, engine: Engine
) -> None:
    call = f"/calls/{CALL.source}/{CALL.reference}"
    seen = opened.as_("anna").get(call)
    assert seen.status_code == 200
    assert "convoca funded import" not in seen.text
    assert "convoca funded import" in opened.as_("olga").get(call).text

    take_in(engine)
    page = opened.as_("anna").get(call).text
    assert "AIRLAB" in page
    assert f'href="{PAGE}"' in page

"""Funded projects are kept as they last were, and found from a call: its topic, its group, then a text like its own."""

from datetime import date

from sqlalchemy import Engine

from db import calls, funded
from db.engine import reading, transaction
from domain.funded import BodyKind, FundedProject, Nearness, Participant
from tests.db.samples import CLEAN_AIR, NOW, call


def project(id: str, *, topic: str = "OTHER", group: str = "", title: str = "A project") -> FundedProject:
    return FundedProject(
        id=id, acronym=id, title=title, programme="HORIZON", topic=topic, group=group, starts_on=date(2023, 1, 1)
    )


def body(project: str, organisation: str) -> Participant:
    return Participant(
        project=project,
        organisation=organisation,
        name=f"Body {organisation}",
        kind=BodyKind.PUBLIC,
        city="Torino",
        country="IT",
        coordinates=False,
    )


def test_a_project_that_comes_again_is_as_it_is_now_and_so_are_its_participants(engine: Engine) -> None:
    for title, bodies in (("Before", ["1", "2"]), ("After", ["2", "3", "3"])):
        with transaction(engine) as session:
            funded.save(session, [project("9", title=title)])
            funded.save_participants(session, [body("9", each) for each in bodies])

    with reading(engine) as session:
        assert [each.title for each in funded.every(session)] == ["After"]
        assert [each.organisation for each in funded.participants(session, ["9"])] == ["2", "3"]
        assert funded.count(session) == 1


def test_the_nearest_come_first_and_no_further_than_asked_for(engine: Engine) -> None:
    found = call(group="GROUP")
    with transaction(engine) as session:
        calls.record(session, found, now=NOW)
        topic = CLEAN_AIR.identifier.upper()
        funded.save(session, [project("1"), project("2"), project("3", group="GROUP"), project("4", topic=topic)])
        funded.save(session, [project("5")])
        funded.save_participants(session, [body("2", "1"), body("2", "2")])
        funded.relate(session, {(found.source, found.reference): [("1", 0.5), ("2", 0.75), ("3", 0.9)]})

    with reading(engine) as session:
        near = funded.similar(session, found, limit=9)
        assert [(each.project.id, each.nearness, each.alike, each.participants) for each in near] == [
            ("4", Nearness.TOPIC, None, 0),
            ("3", Nearness.GROUP, 0.9, 0),
            ("2", Nearness.TEXT, 0.75, 2),
            ("1", Nearness.TEXT, 0.5, 0),
        ]
        assert len(funded.similar(session, found, limit=2)) == 2

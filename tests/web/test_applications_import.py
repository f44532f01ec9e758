"""A manager takes in a sheet: sees everything first, and confirms what they have seen."""

import re
from typing import Any

import pytest
from sqlalchemy import Engine

from db import applications
from db.engine import reading, transaction
from domain.application import Application
from tests.web.opened import NOW, PLAN, Browser, Opened

SHEET = (
    "Títol;Programa;Resultat;Rol;Ajut;Data de presentació\n"
    "URBANE;LIFE;Aprovat;Soci;10 M€;03/04/2024\n"
    "GUARDEN;Horitzó Eurpa;Denegat;Líder;n/d;2024-05-01\n"
    "TOTAL;;;;10;\n"
)


def choose(manager: Browser, content: bytes, name: str = "projectes.csv") -> Any:
    manager.get("/applications/import")
    return manager.post("/applications/import", files={"file": (name, content)})


def titles(engine: Engine) -> list[str]:
    with reading(engine) as session:
        return [each.application.title for each in applications.of_plan(session, PLAN.id)]


def confirm(manager: Browser, address: str, **more: Any) -> Any:
    seal = re.search(r'name="seen" value="(\w+)"', manager.get(address).text)
    assert seal
    return manager.post(address, {"seen": seal[1], **more})


def test_a_sheet_is_shown_cell_by_cell_and_nothing_is_stored_until_it_is_confirmed(opened: Opened) -> None:
    manager = opened.as_("manager")
    address = choose(manager, SHEET.encode()).headers["location"]
    page = manager.get(address).text

    for sentence in (
        "“03/04/2024” could be two days: it is read with the day first, 3 April 2024.",
        "“10 M€” is read as 10,000,000\xa0EUR.",
        "“Horitzó Eurpa” is taken for “Horizon Europe”.",
        "The row “TOTAL” adds others up: it is left out.",
    ):
        assert sentence in page
    assert "<b>F2</b>" in page
    assert titles(opened.engine) == ["Rivers for the metropolis"]

    assert confirm(manager, address).headers["location"] == "/applications?done=taken-in"
    assert titles(opened.engine)[:2] == ["GUARDEN", "URBANE"]
    assert manager.get(address).status_code == 404, "the file waits no more"
    again = choose(manager, SHEET.encode()).headers["location"]
    assert "There is nothing to take in" in manager.get(again).text


def test_what_changes_is_shown_from_what_to_what(opened: Opened) -> None:
    manager = opened.as_("manager")
    confirm(manager, choose(manager, SHEET.encode()).headers["location"])
    later = choose(manager, SHEET.replace("Aprovat", "En execució").encode()).headers["location"]
    page = re.sub(r"<[^>]+>|\s+", " ", manager.get(later).text)

    assert re.search(r"Stage:\s+before:\s+Granted\s+→\s+now:\s+Running", page)


def test_a_word_stays_as_it_is_written_where_the_proposal_is_refused(opened: Opened) -> None:
    manager = opened.as_("manager")
    address = choose(manager, SHEET.encode()).headers["location"]
    confirm(manager, address, keep="Horitzó Eurpa")

    with reading(opened.engine) as session:
        newest = applications.of_plan(session, PLAN.id)[0].application
    assert newest.programme == "Horitzó Eurpa"
    again = choose(manager, SHEET.encode()).headers["location"]
    assert "There is nothing to take in" in manager.get(again).text, "what was refused once is not proposed again"


def test_nobody_confirms_what_they_have_not_seen(opened: Opened) -> None:
    manager = opened.as_("manager")
    address = choose(manager, SHEET.encode()).headers["location"]
    seal = re.search(r'name="seen" value="(\w+)"', manager.get(address).text)
    one = Application(plan=PLAN.id, project="rivers", title="URBANE", programme="LIFE")
    with transaction(opened.engine) as session:
        applications.add(session, one, who="anna", now=NOW)
        applications.add(session, Application(plan=PLAN.id, project="", title="GUARDEN"), who="anna", now=NOW)
    refused = manager.post(address, {"seen": "nothing"})

    assert seal
    assert (refused.status_code, "Something changed since you looked" in refused.text) == (409, True)
    assert len(titles(opened.engine)) == 3


@pytest.mark.parametrize("content", [b"", b"\xd0\xcf\x11\xe0\0xls", b"PK\x03\x04broken"])
def test_a_file_that_is_no_sheet_is_refused_in_a_sentence(opened: Opened, content: bytes) -> None:
    refused = choose(opened.as_("manager"), content)

    assert refused.status_code == 422
    assert re.search("Choose the XLSX|Choose an XLSX|Save it again", refused.text)


def test_a_file_is_seen_by_nobody_but_whoever_chose_it(opened: Opened) -> None:
    address = choose(opened.as_("manager"), SHEET.encode()).headers["location"]

    assert opened.as_("administrator").get(address).status_code == 404
    assert opened.as_("anna").get(address).status_code == 403

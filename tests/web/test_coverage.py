"""The coverage of the plan as a manager reads it: every number leads to as many rows."""

import re
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from db import applications, call_record, matches
from db.engine import transaction
from domain.application import Application, Stage
from domain.call import Status
from domain.money import Money
from tests.web.opened import CALL, HOSTILE, NOW, PLAN, Opened, match

EARLY = replace(CALL, reference="early", identifier="EARLY", title="Cleaner air soon", word=Status.FORTHCOMING)


@pytest.fixture(autouse=True)
def more(engine: Engine) -> None:
    """A forthcoming call beside the open ones, and an application that was granted."""
    granted = Application(
        plan=PLAN.id,
        project="clean-air",
        title="Air",
        stage=Stage.GRANTED,
        granted=Money(Decimal("1000.50")),
        submitted_on=NOW.date(),
    )
    with transaction(engine) as session:
        call_record.record(session, EARLY, now=NOW)
        found = [match(CALL), match(HOSTILE, score=0.3), match(EARLY, score=0.4), match(CALL, "project:rivers", 0.2)]
        matches.replace(session, PLAN.id, found, now=NOW)
        applications.add(session, granted, who="anna", now=NOW)


def row(page: str, name: str) -> str:
    """The table's row of that name."""
    return str(next(each for each in re.findall(r"<tr.*?</tr>", page, flags=re.DOTALL) if name in each))


def numbers(row: str) -> list[str]:
    return re.findall(r'class="number"[^>]*>(?:<a[^>]*>)?([^<]*)', row)


def test_a_line_has_its_calls_applications_money_and_gaps(opened: Opened) -> None:
    page = opened.as_("manager").get("/coverage").text

    assert numbers(row(page, "<bdi>Green</bdi>"))[:6] == ["2", "1", "1", "1", "1", "1"]
    assert "1,000.50" in row(page, "<bdi>Green</bdi>")
    assert "No strong match." in row(page, "<bdi>Rivers</bdi>")
    assert numbers(row(page, "Of no strategic line"))[:6] == ["1", "0", "0", "1", "1", "0"]


def test_every_number_leads_to_as_many_rows(opened: Opened) -> None:
    browser = opened.as_("manager")
    page = browser.get("/coverage").text
    linked = re.findall(r'<td[^>]*class="number"[^>]*><a href="([^"]+)">(\d+)</a>', page)

    assert len(linked) > 15
    for address, number in linked:
        if "strong" in address or ("forthcoming" in address and "open" in address):
            continue  # strong ones come first among all
        rows = browser.get(address.replace("&amp;", "&")).text
        said = re.search(r"(\d+) (?:call|application)", re.sub(r"<[^>]+>", "", rows))
        assert said is not None
        assert said[1] == number, address


def test_one_challenge_narrows_the_page_to_its_projects(opened: Opened) -> None:
    browser = opened.as_("viewer")

    page = browser.get("/coverage?challenge=a").text
    assert "<bdi>Clean air</bdi>" in page
    assert "<bdi>Rivers</bdi>" not in page
    assert browser.get("/coverage?challenge=none-of-ours").status_code == 404

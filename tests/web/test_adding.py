"""An officer adds a call that no source shows, and amends it; what cannot be read is said beside its field."""

import re
from datetime import UTC, datetime, time
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from db import audit, calls
from db.engine import reading
from domain.call import Call, Status
from domain.deadlines import DeadlineKind
from domain.money import Money
from tests.web.opened import CALL, Browser, Opened, open_window

PAGE = "https://example.org/calls/cool-shelters"
FORM = {
    "title": "Cool  shelters",
    "address": PAGE,
    "programme": "Provincial council",
    "day": ["2027-03-01", "2027-09-15", "", ""],
    "hour": ["", "17:00", "", ""],
    "zone": ["Europe/Madrid", "Europe/Brussels", "Europe/Madrid", "Europe/Madrid"],
    "kind": ["stage 1", "stage 2", "deadline", "deadline"],
    "total": "1.500.000",
    "text": "Cities open shelters.\r\n\r\nOlder  people come first.",
    "language": "ca",
}


def add(browser: Browser, **different: object) -> tuple[int, str]:
    browser.get("/calls-by-hand")
    answer = browser.post("/calls-by-hand", {**FORM, **different})
    return answer.status_code, answer.text


def kept(engine: Engine, reference: str = PAGE) -> Call:
    with reading(engine) as session:
        stored = calls.one(session, "by_hand", reference)
    assert stored is not None
    return stored.call


def test_an_added_call_has_all_that_was_typed_and_is_merged_and_logged(engine: Engine) -> None:
    merged: list[str] = []
    opened = open_window(engine, merge=lambda: merged.append("now"))
    assert add(opened.as_("administrator"))[0] == 303

    call = kept(engine)
    assert (call.title, call.identifier, call.url, call.language) == ("Cool shelters", "cool-shelters", PAGE, "ca")
    assert [(each.at, each.zone, each.kind) for each in call.deadlines] == [
        (None, "Europe/Madrid", DeadlineKind.STAGE_1),
        (time(17), "Europe/Brussels", DeadlineKind.STAGE_2),
    ]
    assert call.budget.total == Money(Decimal(1_500_000))
    assert call.parts[0].text == "Cities open shelters.\nOlder people come first."
    assert merged == ["now"]
    with reading(engine) as session:
        assert [each.what for each in audit.latest(session, object=f"call:by_hand/{PAGE}")] == ["add call"]
    page = opened.as_("administrator").get(f"/calls/by_hand/{PAGE}").text
    assert "Added by hand." in page
    assert "Amend it" in page
    assert "Amend it" not in opened.as_("anna").get(f"/calls/by_hand/{PAGE}").text


def test_an_amended_call_stays_the_same_call_and_keeps_what_it_said(opened: Opened, engine: Engine) -> None:
    officer = opened.as_("administrator")
    add(officer)
    page = officer.get("/calls-by-hand", params={"reference": PAGE}).text
    assert 'value="Cool shelters"' in page
    assert 'value="2027-09-15"' in page
    assert 'value="1,500,000.00"' in page
    opened.clock[0] = datetime(2026, 11, 25, 6, tzinfo=UTC)
    officer.post("/calls-by-hand", {**FORM, "amends": PAGE, "address": "https://example.org/moved", "title": "Shade"})

    assert (kept(engine).title, kept(engine).url) == ("Shade", "https://example.org/moved")
    with reading(engine) as session:
        assert [each.call.title for each in calls.versions(session, "by_hand", PAGE)] == ["Cool shelters", "Shade"]


def test_to_save_what_is_there_already_is_no_new_version(opened: Opened, engine: Engine) -> None:
    officer = opened.as_("administrator")
    add(officer)
    add(officer)

    with reading(engine) as session:
        assert len(calls.versions(session, "by_hand", PAGE)) == 1


def test_a_call_that_opens_later_is_forthcoming(opened: Opened, engine: Engine) -> None:
    add(opened.as_("administrator"), opens_on="2027-01-15")

    assert kept(engine).word is Status.FORTHCOMING


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("title", "  ", "Write what the call is called."),
        ("address", "", "Write the address of its page"),
        ("opens_on", "15/01/2027", "Write a day such as"),
        ("day", ["1 March", "", "", ""], "Write a day such as"),
        ("hour", ["five", "", "", ""], "Write an hour such as"),
        ("zone", ["Moon"] * 4, "Choose one of the answers"),
        ("total", "much", "Write an amount such as"),
        ("total_currency", "doubloons", "Name the currency"),
        ("text", "x" * 200_001, "That is too long."),
        ("language", "xx", ""),
        ("address", CALL.identifier, "A source shows this call already"),
    ],
)
def test_what_cannot_be_read_is_said_and_nothing_typed_is_lost(
    opened: Opened, engine: Engine, field: str, value: object, said: str
) -> None:
    status, page = add(opened.as_("administrator"), **{field: value})

    assert status == 422
    assert said in page
    assert re.search(r'name="programme"[^>]*value="Provincial council"', page)
    with reading(engine) as session:
        assert calls.one(session, "by_hand", PAGE) is None


def test_only_an_officer_adds_calls(opened: Opened) -> None:
    assert "Add a call" not in opened.as_("anna").get("/search?q=air").text
    assert add(opened.as_("anna"))[0] == 403
    assert "Add a call" in opened.as_("administrator").get("/search?q=air").text

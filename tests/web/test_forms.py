"""Every form carries the token of its session, and nothing is changed without it."""

import pytest
from sqlalchemy import Engine

from db import audit, people
from db.engine import reading
from domain.people import Frequency
from tests.web.opened import Opened

WISHES = {"language": "es", "frequency": "never", "least": "strong"}


def test_a_form_with_the_token_is_taken_and_noted(opened: Opened, engine: Engine) -> None:
    browser = opened.as_("anna")
    browser.get("/me")

    assert browser.post("/me", WISHES).headers["location"] == "/me?done=saved"
    with reading(engine) as session:
        anna = people.known(session, "anna")
        noted = audit.latest(session, object="person:anna")[0]
    assert (anna.language, anna.frequency, anna.threshold) == ("es", Frequency.NEVER, 0.5)
    assert (noted.who, noted.what) == ("anna", "change person")
    assert noted.old == {"language": "en", "frequency": "weekly", "threshold": None}
    assert noted.new == {"language": "es", "frequency": "never", "threshold": 0.5}


@pytest.mark.parametrize("token", ["", "wrong", "ñ\ud800".encode("utf-8", "replace").decode(), "x" * 5000])
def test_a_form_without_the_token_is_refused_and_changes_nothing(opened: Opened, engine: Engine, token: str) -> None:
    browser = opened.as_("anna")

    assert browser.post("/me", {**WISHES, "form_token": token}).status_code == 400
    with reading(engine) as session:
        assert people.known(session, "anna").language == "en"


def test_a_token_of_another_session_is_refused(opened: Opened) -> None:
    anna, berta = opened.as_("anna"), opened.as_("berta")

    assert anna.post("/me", {**WISHES, "form_token": berta.token}).status_code == 400


def test_a_request_that_is_no_form_is_refused(opened: Opened) -> None:
    browser = opened.as_("anna")

    assert browser.client.post("/me", json={**WISHES, "form_token": browser.token}).status_code == 400
    assert (
        browser.client.post("/me", content=b"\xff\x00", headers={"Content-Type": "multipart/form-data"}).status_code
        == 400
    )


def test_the_token_is_also_taken_from_a_form_with_a_file(opened: Opened) -> None:
    browser = opened.as_("administrator")
    browser.get("/people")
    file = {"file": ("people.csv", "name;email;role\nNúria Font;nuria@example.org;lead\n".encode(), "text/csv")}

    assert browser.post("/people/import", files=file).headers["location"] == "/people?done=imported"
    assert "Núria Font" in browser.get("/people").text


def test_what_is_too_much_is_refused(opened: Opened) -> None:
    browser = opened.as_("anna")

    assert browser.post("/me", {**WISHES, "language": "x" * 4_100_000}).status_code == 413
    many = {f"field{number}": "x" for number in range(1500)}
    assert browser.post("/me", {**WISHES, **many}).status_code == 400


def test_a_form_that_lacks_something_says_so(opened: Opened) -> None:
    browser = opened.as_("anna")

    assert browser.post("/me", {"language": "es"}).status_code == 422
    assert browser.post("/me", {**WISHES, "language": "tlh"}).status_code == 422
    assert browser.post("/me", {**WISHES, "frequency": "hourly"}).status_code == 422

"""What a program changes: applications and votes, never over another's change, never more than its person may."""

from typing import Any

import pytest
from sqlalchemy import Engine

from db import applications, audit, votes
from db.engine import reading
from domain.application import Stage
from tests.web.opened import CALL, Browser, Opened
from tests.web.programs import program

ONE = "/api/v1/applications/1"
VOTE = f"/api/v1/projects/clean-air/votes/{CALL.source}/{CALL.reference}"


@pytest.fixture
def manager(opened: Opened) -> Browser:
    return program(opened, "manager")


def send(browser: Browser, method: str, path: str, json: Any = None, seen: str | None = None) -> Any:
    headers = {} if seen is None else {"If-Match": seen}
    return browser.client.request(method, path, json=json, headers=headers)


def test_an_application_is_begun_with_all_that_is_known_of_it(opened: Opened, engine: Engine) -> None:
    wanted = {
        "title": "Air for all",
        "project": "clean-air",
        "source": CALL.source,
        "reference": CALL.reference,
        "requested": {"amount": "150000.50", "currency": "EUR"},
        "partners": [{"name": "Grand Lyon", "country": "FR"}],
        "links": [{"title": "Draft", "url": "https://example.org/draft"}],
        "assignees": ["anna"],
    }
    answer = send(program(opened, "anna"), "POST", "/api/v1/applications", wanted)
    where = answer.headers["location"]

    assert (answer.status_code, where) == (201, "/api/v1/applications/2")
    assert program(opened, "anna").get(where).headers["etag"] == answer.headers["etag"]
    with reading(engine) as session:
        stored = applications.get(session, 2)
        assert stored is not None
        assert [each.name for each in stored.application.partners] == ["Grand Lyon"]
        assert stored.application.assignees == ("anna",)
        assert applications.history(session, 2)[0].who == "anna"


def test_a_project_of_somebody_else_is_refused_whatever_the_token_allows(opened: Opened) -> None:
    anna = program(opened, "anna")

    assert send(anna, "POST", "/api/v1/applications", {"title": "Mine", "project": "rivers"}).status_code == 403
    assert send(anna, "PATCH", ONE, {"title": "Mine"}, seen="*").status_code == 403


def test_a_change_names_what_it_has_seen_and_is_refused_where_that_has_changed(
    manager: Browser, engine: Engine
) -> None:
    seen = manager.get(ONE).headers["etag"]
    unseen = send(manager, "PATCH", ONE, {"title": "Blind"})
    first = send(manager, "PATCH", ONE, {"title": "First"}, seen)
    second = send(manager, "PATCH", ONE, {"title": "Second"}, seen)

    assert (unseen.status_code, first.status_code, second.status_code) == (428, 200, 412)
    assert first.json()["application"]["notes"] == "", "what is not named stays"
    assert (
        send(manager, "PATCH", ONE, {"notes": "Ours"}, first.headers["etag"]).json()["application"]["title"] == "First"
    )
    with reading(engine) as session:
        assert [each.what for each in audit.latest(session, object="application:1")] == ["change application"] * 2


def test_a_move_follows_the_table_and_says_why_it_is_given_up(manager: Browser, engine: Engine) -> None:
    seen = manager.get(ONE).headers["etag"]

    assert send(manager, "POST", f"{ONE}/moves", {"stage": "idea"}, seen).status_code == 409
    assert send(manager, "POST", f"{ONE}/moves", {"stage": "withdrawn"}, seen).status_code == 422
    moved = send(manager, "POST", f"{ONE}/moves", {"stage": "granted", "on": "2026-11-20"}, seen)
    assert (moved.status_code, moved.json()["application"]["decided_on"]) == (200, "2026-11-20")
    with reading(engine) as session:
        stored = applications.get(session, 1)
    assert stored is not None
    assert stored.application.stage is Stage.GRANTED


@pytest.mark.parametrize(
    "wanted",
    [
        {"title": ""},
        {"requested": {"amount": "much", "currency": "EUR"}},
        {"requested": {"amount": "10", "currency": "XYZ"}},
        {"submitted_on": "2099-01-01"},
        {"submitted_on": "2026-09-30", "decided_on": "2026-09-01"},
        {"starts_on": "2027-02-01", "ends_on": "2027-01-01"},
        {"stage": "granted"},
        {"project": "nothing"},
        {"assignees": ["nobody"]},
        {"links": [{"title": "x", "url": "javascript:alert(1)"}]},
        {"notes": "a\x00b"},
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(manager: Browser, wanted: dict[str, Any]) -> None:
    seen = manager.get(ONE).headers["etag"]
    answer = send(manager, "PATCH", ONE, wanted, seen)

    assert answer.status_code == 422, answer.text
    assert answer.json()["detail"]
    assert manager.get(ONE).headers["etag"] == seen


def test_a_vote_is_cast_and_taken_back(opened: Opened, engine: Engine) -> None:
    anna = program(opened, "anna")

    assert send(anna, "PUT", VOTE, {"word": "relevant", "reason": "too-small"}).status_code == 422
    assert send(anna, "PUT", VOTE, {"word": "not-for-us", "reason": "too-small"}).status_code == 204
    with reading(engine) as session:
        (vote,) = votes.of_item(session, "plan", "project:clean-air")
    assert (vote.person, vote.said) == ("anna", "not for us (too small)")
    assert send(anna, "DELETE", VOTE).status_code == 204
    assert send(anna, "DELETE", VOTE).status_code == 404

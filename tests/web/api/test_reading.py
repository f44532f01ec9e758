"""What a program reads: calls, changes, matches, applications, figures; errors as data."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal

import pytest

from db import call_record
from db.engine import transaction
from domain.access import Scope
from domain.deadlines import Deadline, Deadlines
from domain.money import Budget, Money
from tests.web.opened import CALL, NOW, Browser, Opened
from tests.web.programs import program
from web.limits import Limit

AIR = f"/api/v1/calls/{CALL.source}/{CALL.reference}"


@pytest.fixture
def anna(opened: Opened) -> Browser:
    return program(opened, "anna")


def test_a_search_finds_what_the_search_page_finds_by_the_same_names(anna: Browser) -> None:
    found = anna.get("/api/v1/calls?q=air&status=open&deadline=three-months").json()

    assert [each["reference"] for each in found["items"]] == [CALL.reference]
    assert (found["page"], found["pages"], found["total"]) == (1, 1, 1)
    assert found["items"][0]["deadlines"] == [
        {"on": "2027-02-04", "at": "17:00:00", "zone": "Europe/Brussels", "kind": "deadline"}
    ]


def test_filters_of_the_plan_need_the_scope_that_reads_matches(opened: Opened) -> None:
    calls_only = program(opened, "anna", Scope.READ_CALLS)

    assert calls_only.get("/api/v1/calls?q=air").status_code == 200
    assert calls_only.get("/api/v1/calls?project=clean-air").status_code == 403
    assert calls_only.get("/api/v1/calls?sort=score").status_code == 403


def test_a_call_comes_with_its_text_and_the_list_of_its_versions(anna: Browser, opened: Opened) -> None:
    with transaction(opened.engine) as session:
        later = replace(CALL, budget=Budget(total=Money(Decimal("3000000"))))
        call_record.record(session, later, now=NOW + timedelta(hours=1))
    found = anna.get(AIR).json()

    assert found["parts"][0]["text"] == CALL.parts[0].text
    assert found["budget"]["total"] == {"amount": "3000000", "currency": "EUR"}
    assert [each["number"] for each in found["versions"]] == [1, 2]


def test_who_has_an_answer_already_is_told_so_until_it_changes(anna: Browser, opened: Opened) -> None:
    tag = anna.get(AIR).headers["etag"]
    again = anna.get(AIR, headers={"If-None-Match": f'W/"old", {tag}'})
    with transaction(opened.engine) as session:
        call_record.record(session, replace(CALL, title="Cleaner air"), now=NOW + timedelta(hours=1))

    assert (again.status_code, again.content) == (304, b"")
    assert anna.get(AIR, headers={"If-None-Match": tag}).json()["title"] == "Cleaner air"


def test_changes_are_read_in_pieces_and_none_is_missed(
    anna: Browser, opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.api.calls.AT_ONCE", 1)
    moved = Deadlines((Deadline(date(2027, 3, 1), time(17)),))
    with transaction(opened.engine) as session:
        call_record.record(session, replace(CALL, deadlines=moved), now=NOW + timedelta(hours=1))
    first = anna.get("/api/v1/changes", params={"since": "2020-01-01T00:00:00Z"}).json()
    second = anna.get("/api/v1/changes", params={"since": first["next"]}).json()

    assert [each["kind"] for each in first["items"]] == ["new", "new"], "those of one moment stay together"
    assert (first["more"], second["more"]) == (True, False)
    (change,) = second["items"][0]["changes"]
    assert (change["field"], change["old"][0]["on"], change["new"][0]["on"]) == (
        "deadlines",
        "2027-02-04",
        "2027-03-01",
    )
    assert anna.get("/api/v1/changes", params={"since": second["next"]}).json()["items"] == []


def test_the_plan_is_read_with_its_matches_and_the_sentences_that_made_them(anna: Browser) -> None:
    projects = anna.get("/api/v1/projects").json()
    found = anna.get("/api/v1/matches?project=clean-air&least=0.5").json()

    assert [each["id"] for each in projects["items"]] == ["clean-air", "rivers"]
    assert [(each["call"]["reference"], each["score"], each["strength"]) for each in found["items"]] == [
        (CALL.reference, 0.6, "strong")
    ]
    assert found["items"][0]["evidence"][0]["call_text"] == "Cities measure what people breathe."
    assert anna.get("/api/v1/matches?project=nothing").status_code == 404


def test_applications_and_their_figures_are_read_with_every_digit(anna: Browser) -> None:
    (one,) = anna.get("/api/v1/applications?stage=submitted").json()["items"]
    account = anna.get("/api/v1/figures").json()

    assert one["application"]["requested"] == {"amount": "1250000.50", "currency": "EUR"}
    assert anna.get("/api/v1/applications?stage=idea").json()["total"] == 0
    assert account["figures"]["requested"]["amounts"] == {"EUR": "1250000.50"}
    assert account["success_rate"] is None


def test_an_error_is_data_in_the_language_that_was_asked_for(anna: Browser, opened: Opened) -> None:
    wrong = anna.get("/api/v1/calls?status=nope&sise=3", headers={"Accept-Language": "ca"})
    nothing = anna.get("/api/v1/calls/eu_portal/nothing", headers={"Accept-Language": "es"})
    stranger = opened.browser().get("/api/v1/calls")

    assert wrong.headers["content-type"] == "application/problem+json"
    assert wrong.json()["title"] == "No s’ha pogut entendre"
    assert {each["field"] for each in wrong.json()["errors"]} == {"query.status.0", "query.sise"}
    assert (nothing.json()["status"], nothing.json()["title"]) == (404, "Aquí no hay nada")
    assert (stranger.status_code, stranger.headers["www-authenticate"]) == (401, "Bearer")


def test_who_asks_too_often_is_told_when_to_come_back(anna: Browser, opened: Opened) -> None:
    opened.app.state.limits.requests_of_the_api = Limit(2, timedelta(minutes=1))
    answers = [anna.get("/api/v1/projects") for _ in range(3)]

    assert [each.status_code for each in answers[-2:]] == [200, 429]
    assert 0 < int(answers[-1].headers["retry-after"]) <= 61
    assert answers[-1].headers["content-type"] == "application/problem+json"


def test_the_description_names_every_route_and_says_how_to_sign_in(opened: Opened) -> None:
    described = opened.browser().get("/api/v1/openapi.json").json()

    assert {"/api/v1/calls", "/api/v1/applications/{application}", "/common-grants/opportunities"} <= {
        *described["paths"]
    }
    assert all(
        operation["security"] == [{"HTTPBearer": []}]
        for path in described["paths"].values()
        for operation in path.values()
    )

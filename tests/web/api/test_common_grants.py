"""The calls by the CommonGrants protocol: required fields always there, what is not known left out."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from db import call_record
from db.engine import transaction
from domain.call import Call, Kind, Status
from domain.deadlines import Deadline, DeadlineKind, Deadlines
from domain.money import Budget, Money
from tests.web.opened import CALL, NOW, Browser, Opened
from tests.web.programs import program
from web.api.opportunity import id_of, opportunity

REQUIRED = {"id", "title", "status", "description", "createdAt", "lastModifiedAt"}
STAGES = replace(
    CALL,
    reference="two-stages",
    title="Rivers in two stages",
    deadlines=Deadlines(
        (
            Deadline(date(2027, 1, 12), time(17), kind=DeadlineKind.STAGE_1),
            Deadline(date(2027, 9, 1), kind=DeadlineKind.STAGE_2),
        )
    ),
    budget=Budget(total=Money(Decimal("12000000")), shared_by=3, grant_max=Money(Decimal("2500000.50"))),
)


@pytest.fixture
def anna(opened: Opened) -> Browser:
    with transaction(opened.engine) as session:
        call_record.record(session, STAGES, now=NOW + timedelta(hours=1))
        call_record.record(session, replace(CALL, reference="tender", kind=Kind.TENDER), now=NOW)
    return program(opened, "anna")


def test_every_funding_call_is_listed_the_last_changed_first_and_found_by_its_id(anna: Browser) -> None:
    listed = anna.get("/common-grants/opportunities?pageSize=2").json()
    first = listed["items"][0]
    one = anna.get(f"/common-grants/opportunities/{first['id']}").json()

    assert (listed["status"], listed["paginationInfo"]) == (
        200,
        {"page": 1, "pageSize": 2, "totalItems": 3, "totalPages": 2},
    )
    assert first["title"] == STAGES.title
    assert one["data"] == first
    assert all({*each} >= REQUIRED for each in listed["items"])


def test_what_the_protocol_knows_is_in_its_fields_and_the_rest_in_custom_fields(anna: Browser) -> None:
    data = anna.get(f"/common-grants/opportunities/{id_of(STAGES.source, STAGES.reference)}").json()["data"]

    assert data["keyDates"]["closeDate"] == {
        "name": "Deadline of the first stage",
        "eventType": "singleDate",
        "date": "2027-01-12",
        "time": "17:00:00",
        "description": "Europe/Brussels time",
    }
    assert [*data["keyDates"]["otherDates"]] == ["stage1_2027_01_12", "stage2_2027_09_01"]
    assert data["funding"] == {
        "details": "The envelope is shared by 3 calls.",
        "totalAmountAvailable": {"amount": "12000000", "currency": "EUR"},
        "maxAwardAmount": {"amount": "2500000.50", "currency": "EUR"},
    }
    assert data["customFields"]["deadlineUtc"]["value"] == "2027-01-12T16:00:00Z"


@pytest.mark.parametrize("status", [*Status])
def test_a_status_is_one_of_the_protocols_or_a_custom_one_with_its_meaning(status: Status) -> None:
    call: Call = replace(CALL, word=status)
    said = opportunity(call, first_seen=NOW, changed_at=NOW, now=NOW)["status"]

    assert said["value"] in ("forecasted", "open", "closed", "custom")
    assert ({*said} == {"value", "customValue", "description"}) == (said["value"] == "custom")


def test_an_address_that_is_none_of_the_web_is_left_out_rather_than_the_call() -> None:
    made = opportunity(replace(CALL, url="javascript:alert(1)"), first_seen=NOW, changed_at=NOW, now=NOW)

    assert "source" not in made
    assert UUID(made["id"]).version == 5


def test_a_search_says_what_of_the_wish_it_could_not_meet(anna: Browser) -> None:
    wanted = {
        "search": "rivers",
        "filters": {"status": {"operator": "in", "value": ["open"]}, "customFilters": {}},
        "sorting": {"sortBy": "custom"},
    }
    found = anna.client.post("/common-grants/opportunities/search", json=wanted).json()
    closed = {"filters": {"status": {"operator": "notIn", "value": ["open", "custom", "forecasted"]}}}

    assert [each["title"] for each in found["items"]] == [STAGES.title]
    assert found["filterInfo"]["errors"] == ["customFilters: this filter is not supported and was left out"]
    assert found["sortInfo"]["errors"] == ["custom cannot be sorted by"]
    assert anna.client.post("/common-grants/opportunities/search", json=closed).json()["items"] == []


def test_an_error_has_the_protocols_form(anna: Browser) -> None:
    missing = anna.get("/common-grants/opportunities/00000000-0000-0000-0000-000000000000")

    assert (missing.status_code, {*missing.json()}) == (404, {"status", "message", "errors"})

"""How a call looks outside."""

import json
from dataclasses import fields
from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given

from db.wire import as_json, changes_as_json, fingerprint, plain
from domain.call import Call
from domain.change import differences
from domain.deadlines import Deadline, DeadlineKind, Deadlines
from domain.money import Budget, Money
from tests.db.samples import CALLS, CLEAN_AIR, call


def test_a_call_as_json_says_everything_in_plain_words() -> None:
    assert as_json(CLEAN_AIR) == {
        "source": "eu_portal",
        "reference": "48012345TOPICSen",
        "identifier": "HORIZON-CL5-2027-01-D5-03",
        "kind": "call",
        "title": "Clean air in metropolitan areas",
        "url": "https://example.org/HORIZON-CL5-2027-01-D5-03",
        "word": "open",
        "opens_on": "2026-09-15",
        "published_on": None,
        "deadlines": [{"on": "2027-02-04", "at": "17:00", "zone": "Europe/Brussels", "kind": "deadline"}],
        "rolling": False,
        "programme": "Horizon Europe",
        "group": None,
        "group_title": None,
        "type_of_action": None,
        "budget": {
            "total": {"amount": "12000000.00", "currency": "EUR"},
            "envelope": None,
            "shared_by": 1,
            "grant_min": None,
            "grant_max": None,
            "expected_grants": 3,
        },
        "parts": [
            {
                "kind": "scope",
                "heading": "Scope",
                "text": "Cities measure what people breathe.\nBusy streets come first.",
            }
        ],
        "keywords": ["air quality"],
        "language": "en",
        "portal_type": None,
    }


@given(it=CALLS)
def test_no_field_of_a_call_is_left_out_and_json_takes_them_all(it: Call) -> None:
    document = as_json(it)

    assert set(document) == {each.name for each in fields(Call)} | {"rolling"}
    assert json.loads(json.dumps(document)) == document


@given(old=CALLS, new=CALLS)
def test_calls_that_differ_have_different_fingerprints(old: Call, new: Call) -> None:
    if old != new:
        assert fingerprint(as_json(old)) != fingerprint(as_json(new))


def test_an_amount_keeps_its_digits_and_shows_no_exponent() -> None:
    assert plain(Money(Decimal("1.50E+6"), "CHF")) == {"amount": "1500000", "currency": "CHF"}
    assert plain(Decimal("0.10")) == "0.10"


def test_a_deadline_without_an_hour_says_none() -> None:
    stage = Deadline(date(2027, 2, 4), None, "Europe/Lisbon", DeadlineKind.STAGE_1)

    assert plain(Deadlines((stage,))) == [
        {"on": "2027-02-04", "at": None, "zone": "Europe/Lisbon", "kind": "stage 1"},
    ]
    assert plain(Deadline(date(2027, 2, 4), time(9, 30)))["at"] == "09:30"


def test_that_a_call_has_become_rolling_is_said_apart_from_its_dates() -> None:
    old, new = call(deadlines=Deadlines()), call(deadlines=Deadlines(rolling=True))

    (change,) = changes_as_json(differences(old, new))

    assert (change.field, change.old, change.new) == ("rolling", False, True)


def test_a_new_budget_is_told_with_all_it_says() -> None:
    (change,) = changes_as_json(differences(CLEAN_AIR, call(budget=Budget(expected_grants=2))))

    assert change.field == "budget"
    assert (change.old["expected_grants"], change.new["expected_grants"]) == (3, 2)
    assert (change.old["total"]["amount"], change.new["total"]) == ("12000000.00", None)


def test_a_value_the_domain_does_not_use_has_no_json_form() -> None:
    with pytest.raises(TypeError, match="set has no JSON form"):
        plain({1, 2})


def test_the_order_of_keys_does_not_change_a_fingerprint() -> None:
    assert fingerprint({"a": 1, "b": 2}) == fingerprint({"b": 2, "a": 1}) != fingerprint({"a": 2, "b": 1})

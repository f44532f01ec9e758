"""A record of the portal becomes the call that its funder means."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.portal.call import call_of
from domain.call import Call, Kind, Status

Fields = dict[str, Any]


def read(fields: Fields, *, reference: str = "501TOPICSen", **changed: Any) -> Call:
    return call_of({"reference": reference, "metadata": {**fields, **changed}})


def test_a_topic_is_found_under_its_own_page(topic: Fields) -> None:
    call = read(topic, identifier=["SYN-2026 Air/01"], callIdentifier=["SYN-2026"], callTitle=["Air &amp; cities"])

    assert call.url.endswith("/topic-details/SYN-2026%20Air%2F01")
    assert (call.identifier, call.group, call.group_title) == ("SYN-2026 Air/01", "SYN-2026", "Air & cities")
    assert (call.source, call.reference, call.portal_type) == ("eu_portal", "501TOPICSen", "1")


def test_a_cascade_call_does_not_go_by_the_name_of_the_topic_that_feeds_it(topic: Fields) -> None:
    call = read(topic, reference="10401COMPETITIVE_CALLen", type=["8"], callTitle=["Vouchers"], callccm2Id=["10401"])

    assert (call.title, call.identifier) == ("Vouchers", "10401")
    assert (call.group, call.group_title) == ("SYN-2026-AIR-01-02", "Clean air in dense cities")
    assert call.url.endswith("/competitive-calls-cs/10401")


def test_a_row_without_metadata_has_its_fields_beside_it(topic: Fields) -> None:
    flat = {**topic, "type": ["8"], "title": "The topic that feeds it", "callTitle": ["Vouchers"], "language": "en"}

    call = call_of({"reference": "10402COMPETITIVE_CALLen", **flat})

    assert (call.title, call.identifier, call.group_title) == ("Vouchers", "10402", "The topic that feeds it")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "file:///etc/passwd", "https:", "//example.org/x", "webgate", ""]
)
def test_an_address_no_browser_should_follow_gives_way_to_the_portals_page(topic: Fields, url: str) -> None:
    call = read(topic, reference="186411PROSPECTSEN", type=["2"], url=[url])

    assert call.url.endswith("/portal/screen/opportunities/prospect-details/186411PROSPECTSEN")


def test_an_external_action_call_keeps_its_slashes_and_its_page(topic: Fields) -> None:
    page = "https://webgate.ec.europa.eu/prospect/external/publishedcalls.htm?callId=186411"

    call = read(topic, type=["2"], identifier=["EuropeAid/186411/DD/ACT/CN"], url=[page])

    assert (call.identifier, call.url, call.group) == ("EuropeAid/186411/DD/ACT/CN", page, None)


@pytest.mark.parametrize(
    ("number", "status"), [("31094501", Status.FORTHCOMING), ("31094502", Status.OPEN), ("31094503", Status.CLOSED)]
)
def test_the_status_is_the_portals_word(topic: Fields, number: str, status: Status) -> None:
    assert read(topic, status=[number]).word is status


@pytest.mark.parametrize(
    ("action", "kind"),
    [
        ("HORIZON Recognition Prize", Kind.PRIZE),
        ("ERASMUS-PRIZE ERASMUS Prizes", Kind.PRIZE),
        ("HORIZON-IPr", Kind.PRIZE),
        ("HORIZON Innovation Actions", Kind.CALL),
        ("Enterprise support", Kind.CALL),
    ],
)
def test_a_prize_is_told_from_a_grant(topic: Fields, action: str, kind: Kind) -> None:
    assert read(topic, typesOfAction=[action]).kind is kind


def test_the_type_of_action_may_stand_in_the_packed_actions_only(topic: Fields) -> None:
    packed = json.dumps([{"types": [{"typeOfAction": "LIFE  Project Grants"}]}, {"types": []}])

    assert read(topic, actions=[packed]).type_of_action == "LIFE Project Grants"


@pytest.mark.parametrize("packed", [["air", "SYN-2026-AIR-01-02", "R&amp;D"], ['["air", "R&amp;D", "air"]']])
def test_keywords_are_a_list_however_they_are_packed(topic: Fields, packed: list[str]) -> None:
    assert read(topic, keywords=packed).keywords == ("air", "R&D")


@pytest.mark.parametrize(
    ("number", "name"),
    [
        ("43353764", "Erasmus+ (ERASMUS+)"),
        ("43252449", "Research Fund for Coal & Steel (RFCS)"),
        ("43999999", "programme 43999999"),
    ],
)
def test_a_programme_is_called_by_its_name_and_a_new_one_by_its_number(topic: Fields, number: str, name: str) -> None:
    assert read(topic, frameworkProgramme=[number]).programme == name


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("type", ["6"]),
        ("status", ["31094599"]),
        ("status", []),
        ("title", ["<p> </p>"]),
        ("identifier", []),
        ("deadlineDate", ["soon"]),
        ("keywords", ["[unfinished"]),
        ("title", [{"en": "Air"}]),
    ],
)
def test_what_is_not_understood_is_said_in_one_line(topic: Fields, field: str, value: list[Any]) -> None:
    with pytest.raises(ValueError, match=r"^[^\n]+$"):
        read({**topic, field: value})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
PACKED = ("budgetOverview", "actions", "keywords", "deadlineDate", "title", "url", "typesOfAction", "descriptionByte")


@given(fields=st.dictionaries(st.sampled_from(PACKED), JSON | JSON.map(json.dumps).map(lambda text: [text])))
def test_any_record_is_a_call_or_is_not_understood(fields: Fields) -> None:
    whole = {"type": ["1"], "status": ["31094502"], "identifier": ["SYN-01"], "title": ["Air"], **fields}
    try:
        call = call_of({"reference": "501TOPICSen", "metadata": whole})
    except ValueError:
        return

    assert call.title

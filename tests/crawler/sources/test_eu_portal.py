"""Against the recorded world: a crawl ends with what the truth of the day says, or with a reason and nothing."""

from datetime import datetime
from typing import Any

import pytest

from crawler.run import crawl
from domain.call import Call, Status
from domain.crawl import CrawlReport
from tests.crawler.recorded import Recorded

pytestmark = pytest.mark.slow

VERBATIM = "50138952TOPICSen"
"""A captured row: it shows a second stage and no budget, where the truth was put together from other captures."""


def read(origin: str, day: str) -> CrawlReport:
    (report,) = crawl(["eu_portal"], now=datetime.fromisoformat(f"{day}T06:00:00+00:00"), replay_origin=origin)
    return report


def told(call: Call) -> dict[str, Any]:
    return {
        "title": call.title,
        "deadlines": [each.on.isoformat() for each in call.deadlines],
        "opening_date": call.opens_on and call.opens_on.isoformat(),
        "status_on_wire": call.word.value,
        "type": call.portal_type,
        "own_id": call.identifier if call.portal_type == "8" else None,
        "identifier": call.group if call.portal_type == "8" else call.identifier,
        "call_identifier": call.group if call.portal_type == "1" else None,
        "budget": budget(call),
    }


def budget(call: Call) -> tuple[Any, ...] | None:
    it = call.budget
    return (it.envelope, it.total and float(it.total.amount), it.shared_by) if it.envelope else None


def truth(item: dict[str, Any]) -> dict[str, Any]:
    group = item.get("budget_group")
    return {
        "title": item["title"],
        "deadlines": item["deadlines"],
        "opening_date": item.get("opening_date"),
        "status_on_wire": item["status_on_wire"],
        "type": item["type"],
        "own_id": item["own_id"] if item["type"] == "8" else None,
        "identifier": item["identifier"],
        "call_identifier": item.get("call_identifier"),
        "budget": group and (group["group"], group["total_eur"], group["shared_by"]),
    }


@pytest.mark.parametrize("day", ["2026-06-01", "2026-06-08", "2026-06-15", "2026-08-12"])
def test_a_crawl_ends_with_the_truth_of_the_day(recorded: Recorded, day: str) -> None:
    expected = recorded.truth(day)

    report = read(recorded.serve(day), day)

    assert (report.failure, report.unreadable) == (None, ())
    assert {each.reference for each in report.calls if each.word is not Status.CLOSED} == {
        each["reference"] for each in expected["items"]
    }
    seen = {each.reference: told(each) for each in report.calls}
    true = {each["reference"]: truth(each) for each in (*expected["items"], *expected["recently_closed"])}
    if VERBATIM in seen:
        assert seen[VERBATIM]["deadlines"] == ["2027-04-08", "2027-09-14"]
        true[VERBATIM] |= {each: seen[VERBATIM][each] for each in ("deadlines", "budget")}
    assert seen == true


def test_trouble_that_passes_changes_nothing(recorded: Recorded) -> None:
    calm = read(recorded.serve("2026-06-08"), "2026-06-08")

    for trouble in ("500-once", "429:7/1", "drop:9"):
        report = read(recorded.serve("2026-06-08", trouble), "2026-06-08")
        assert (report.failure, set(report.calls)) == (None, set(calm.calls)), trouble


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        ("truncate", "page 1 of listed topics is not a JSON object"),
        ("truncate:short", "its answer broke off"),
        ("throwable", "An unexpected error occurred"),
        ("garbage", "page 1 of listed topics is not a JSON object"),
        ("empty:api.tech.ec.europa.eu", "found 0 listed topics"),
        ("layout-changed", "no list of rows under 'results'"),
        ("redirect-private", "HTTP status 302"),
        ("drop", "the connection broke before an answer"),
        ("huge:100", "larger than download max size"),
        ("bomb", "exceeded DOWNLOAD_MAXSIZE"),
    ],
)
def test_trouble_that_lasts_ends_in_a_reason_and_no_calls(recorded: Recorded, trouble: str, reason: str) -> None:
    report = read(recorded.serve("2026-06-08", trouble), "2026-06-08")

    assert report.calls == ()
    assert report.failure is not None
    assert report.failure.startswith("eu_portal: ")
    assert reason in report.failure

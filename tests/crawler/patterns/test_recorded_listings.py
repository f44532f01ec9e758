"""Against the recorded world: three listings end with the truth of the day, or with a reason and no calls."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest

from crawler.run import crawl
from domain.call import Call
from domain.crawl import CrawlReport
from tests.crawler.recorded import FOLDER, Recorded

pytestmark = pytest.mark.slow

HOSTS = {
    "epah": "energy-poverty.ec.europa.eu",
    "covenant_of_mayors": "eu-mayors.ec.europa.eu",
    "euroaccess": "www.euro-access.eu",
}

DAY = "2026-06-08"

Tell = Callable[..., str]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of one server for all tests: to start one takes longer than most crawls."""
    if not FOLDER.is_dir():
        pytest.skip(f"the recorded world is not beside the checkout, in {FOLDER}")
    it = Recorded(Path(tmp_path_factory.mktemp("world")))
    yield it.serve(DAY)
    it.stop()


@pytest.fixture
def on(world: str) -> Tell:
    """Sets the day and the trouble of the world, and returns its address."""

    def told(day: str, trouble: str | None = None) -> str:
        for order in ("__reset__", f"__day__?d={day}", *([f"__fault__?name={trouble}"] if trouble else ())):
            urlopen(Request(f"{world}/{order}", method="POST")).close()
        return world

    return told


def moment(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T06:00:00+00:00")


def read(source: str, origin: str, day: str = DAY) -> CrawlReport:
    (report,) = crawl([source], now=moment(day), replay_origin=origin)
    return report


def truth(day: str) -> Any:
    command = [sys.executable, str(FOLDER / "expected.py"), "--day", day]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)["sources"]


def newsroom(call: Call) -> dict[str, Any]:
    return {"reference": call.reference, "title": call.title, "published": str(call.published_on)}


def mayors(call: Call) -> dict[str, Any]:
    (last,) = call.deadlines
    assert call.opens_on
    facts = {
        "Opening date": f"{call.opens_on:%-d %B %Y}",
        "Deadline date": f"{last.on:%-d %B %Y}",
        "Reference": call.identifier,
    }
    return {**newsroom(call), "facts": facts}


def secondary(call: Call, day: str) -> dict[str, Any]:
    (last,) = call.deadlines
    return {
        "reference": call.reference,
        "identifier": call.identifier if call.identifier != call.reference else None,
        "title": call.title,
        "programme": call.programme,
        "url": call.url,
        "opening_date": call.opens_on and call.opens_on.isoformat(),
        "deadlines": [last.on.isoformat()],
        "deadline_text": f"{last.on:%d.%m.%Y} {last.at:%H:%M}",
        "status": call.status(moment(day)).value,
    }


@pytest.mark.parametrize("day", ["2026-06-01", DAY, "2026-06-15"])
def test_a_crawl_ends_with_the_truth_of_the_day(on: Tell, day: str) -> None:
    origin, expected = on(day), truth(day)

    reports = {source: read(source, origin, day) for source in HOSTS}
    told = {
        "epah": [newsroom(each) for each in reports["epah"].calls],
        "covenant_of_mayors": [mayors(each) for each in reports["covenant_of_mayors"].calls],
        "euroaccess": [secondary(each, day) for each in reports["euroaccess"].calls],
    }
    items = {source: expected[source]["items"] for source in HOSTS}
    for each in items["euroaccess"]:
        each["title"] = each["title"].strip()
        if each["reference"] == "EUROACCESS-135":
            each["opening_date"] = "2022-02-23"  # its page is a capture, and prints what the truth does not know

    assert [(each.failure, each.unreadable) for each in reports.values()] == [(None, ())] * 3
    for source, calls in told.items():
        assert calls == [{name: each.get(name) for name in calls[0]} for each in items[source]], source


# a wait of a second for every refusal: the largest listing is refused less often
@pytest.mark.parametrize(("source", "refused"), [("epah", 7), ("covenant_of_mayors", 7), ("euroaccess", 29)])
def test_trouble_that_passes_changes_nothing(on: Tell, source: str, refused: int) -> None:
    calm = read(source, on(DAY))

    for trouble in ("500-once", f"429:{refused}/1", "drop:9"):
        report = read(source, on(DAY, trouble))
        assert (report.failure, report.calls) == (None, calm.calls), trouble


@pytest.mark.parametrize("source", HOSTS)
@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        ("truncate", "page 1 is not a whole HTML page"),
        ("truncate:short", "its answer broke off"),
        ("garbage", "page 1 is not a whole HTML page"),
        ("throwable", "page 1 is not a whole HTML page"),
        ("layout-changed@{host}", "page 1 has nothing that matches"),
        ("redirect-private", "HTTP status 302"),
        ("drop", "the connection broke before an answer"),
    ],
)
def test_trouble_that_lasts_ends_in_a_reason_and_no_calls(on: Tell, source: str, trouble: str, reason: str) -> None:
    report = read(source, on(DAY, trouble.format(host=HOSTS[source])))

    assert report.calls == ()
    assert report.failure
    assert report.failure.startswith(f"{source}: ")
    assert reason in report.failure


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("epah", "page 1 has nothing that matches 'article.ecl-content-item'"),
        ("covenant_of_mayors", "page 1 has nothing that matches 'article.ecl-content-item'"),
        ("euroaccess", "found 0 calls, expected at least 20"),
    ],
)
def test_a_listing_without_a_row_is_a_failure(on: Tell, source: str, reason: str) -> None:
    report = read(source, on(DAY, f"empty@{HOSTS[source]}"))

    assert report.calls == ()
    assert report.failure
    assert reason in report.failure


@pytest.mark.parametrize("source", HOSTS)
def test_what_a_page_smuggles_in_neither_runs_nor_leads_away(on: Tell, source: str) -> None:
    report = read(source, on(DAY, "xss"))

    assert report.failure is None
    assert {each.url.split("/")[2] for each in report.calls} == {HOSTS[source]}
    assert not any(f"xss-{number}" in each.title for each in report.calls for number in (1, 2, 3, 5, 7))

"""The index behind interreg.eu: searched with the key that its page hands out, believed only if complete."""

from datetime import datetime
from typing import Any

import pytest

from crawler.run import crawl
from domain.crawl import CrawlReport
from tests.crawler.recorded import Recorded
from tests.crawler.small_service import Asked, serving

KEY = "0123456789abcdef" * 2


def read(origin: str, day: str = "2026-06-08") -> CrawlReport:
    (report,) = crawl(["interreg"], now=datetime.fromisoformat(f"{day}T06:00:00+00:00"), replay_origin=origin)
    return report


def hit(number: int) -> dict[str, Any]:
    return {"objectID": f"callForProjectsPage_{number}", "title": f"Synthetic call {number}", "callStatus": "Open"}


def site(page: str, *, announced: int = 9) -> Any:
    def answer(asked: Asked) -> Any:
        if asked.path.startswith("/interreg.eu/"):
            return page
        if asked.headers.get("x-algolia-api-key") != KEY:
            return 403
        return {"results": [{"hits": [hit(number) for number in range(9)], "nbHits": announced}]}

    return answer


@pytest.mark.parametrize(
    "page",
    [
        f"<script>search('2E032DRCNS', '{KEY}')</script>",
        f'<div data-key="{KEY}" data-application="2E032DRCNS"></div>',
    ],
)
def test_the_key_is_read_from_the_page_that_hands_it_out(page: str) -> None:
    with serving(site(page)) as interreg:
        report = read(interreg.origin)

    assert (report.failure, len(report.calls)) == (None, 9)


def test_a_page_without_a_key_ends_in_the_answer_of_the_index() -> None:
    with serving(site("<p>Calls for projects</p>")) as interreg:
        report = read(interreg.origin)

    assert report.calls == ()
    assert "HTTP status 403" in str(report.failure)


def test_an_answer_that_was_cut_short_is_not_believed() -> None:
    with serving(site(f"2E032DRCNS {KEY}", announced=10)) as interreg:
        report = read(interreg.origin)

    assert report.calls == ()
    assert "do not add up" in str(report.failure)


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2026-06-01", "2026-06-08", "2026-06-15"])
def test_a_crawl_ends_with_the_truth_of_the_day(recorded: Recorded, day: str) -> None:
    report = read(recorded.serve(day), day)

    assert (report.failure, report.unreadable) == (None, ())
    assert {
        each.reference: (
            each.identifier,
            each.title,
            each.programme,
            each.word.value,
            each.opens_on and str(each.opens_on),
            [str(last.on) for last in each.deadlines],
        )
        for each in report.calls
    } == {
        each["reference"]: (
            str(each["own_id"]),
            each["title"],
            each["programme"],
            each["status"],
            each["opening_date"],
            each["deadlines"],
        )
        for each in recorded.truth(day, "interreg")["items"]
    }


@pytest.mark.slow
def test_trouble_ends_in_the_same_truth_or_in_a_reason(recorded: Recorded) -> None:
    calm = read(recorded.serve("2026-06-08"))

    for trouble in ("500-once", "429:7/1", "drop:9"):
        report = read(recorded.serve("2026-06-08", trouble))
        assert (report.failure, set(report.calls)) == (None, set(calm.calls)), trouble
    index = "2e032drcns-dsn.algolia.net"
    for trouble, reason in {
        f"empty:{index}": "found 0 calls",
        "truncate": "is not a JSON object",
        "garbage": "is not a JSON object",
        f"layout-changed:{index}": "no list of rows under 'results.0.hits'",
    }.items():
        report = read(recorded.serve("2026-06-08", trouble))
        assert report.calls == (), trouble
        assert str(report.failure).startswith("interreg: "), trouble
        assert reason in str(report.failure), trouble

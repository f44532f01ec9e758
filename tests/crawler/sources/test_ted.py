"""TED's notices: every page followed by its token, awards left out, told in Catalan or Spanish where the buyer did."""

import asyncio
import json
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

import pytest
from scrapy.crawler import AsyncCrawlerRunner

from crawler.run import crawl
from crawler.settings import scrapy_settings
from crawler.sources.ted import TedSpider
from domain.call import Status
from domain.crawl import CrawlReport
from tests.crawler.recorded import Recorded
from tests.crawler.small_service import Asked, serving


class EverywhereSpider(TedSpider):
    """The form, asking for every notice: on the recorded days all urban notices of its countries are awards."""

    zones: ClassVar[dict[str, str]] = dict.fromkeys(("ESP", "BEL", "LUX", "FRA", "DEU", "PRT"), "Europe/Brussels")
    words: ClassVar[str] = ""


def instant(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T06:00:00+00:00")


def read(origin: str, day: str = "2026-06-08") -> CrawlReport:
    (report,) = crawl(["ted"], now=instant(day), replay_origin=origin)
    return report


def read_everywhere(origin: str, day: str) -> TedSpider:
    runner = AsyncCrawlerRunner(scrapy_settings(user_agent="a test", delay=0.0, replay_origin=origin))
    crawler = runner.create_crawler(EverywhereSpider)

    async def reading() -> None:
        await runner.crawl(crawler, now=instant(day))

    asyncio.run(reading())
    assert isinstance(crawler.spider, TedSpider)
    return crawler.spider


def notice(number: int, **said: Any) -> dict[str, Any]:
    return {
        "publication-number": f"{number:06}-2026",
        "publication-date": "2026-06-01+02:00",
        "notice-type": "cn-standard",
        "notice-title": {"eng": f"Synthetic notice {number}"},
        "buyer-country": ["ESP"],
        **said,
    }


def pages(count: int) -> Any:
    """Two pages, told apart by the token only."""

    def answer(asked: Asked) -> Any:
        second = json.loads(asked.body).get("iterationNextToken") == "second"
        rows = [notice(number) for number in (range(3, count) if second else range(3))]
        return {"notices": rows, "totalNoticeCount": count, "iterationNextToken": None if second else "second"}

    return answer


def test_the_next_page_is_asked_for_by_the_token_of_the_last() -> None:
    with serving(pages(5)) as ted:
        report = read(ted.origin)

    assert (report.failure, len(report.calls), len(ted.asked)) == (None, 5, 2)


def test_the_order_is_by_number_for_days_are_not_unique(now: datetime) -> None:
    (query,) = TedSpider(now=now).queries()

    asked = json.loads(query.request(1).body)

    assert asked["query"] == (
        "(buyer-country IN (ESP BEL LUX)) AND (publication-date >= 20260402)"
        ' AND (FT ~ "urban") SORT BY publication-number DESC'
    )
    assert (asked["scope"], asked["paginationMode"]) == ("ACTIVE", "ITERATION")


def test_a_notice_with_markup_in_its_title_is_told_in_plain_text(now: datetime) -> None:
    row = notice(1, **{"notice-title": {"spa": "Obras <b>urbanas</b><script>x()</script>", "eng": "Works"}})

    call = TedSpider(now=now).parse_record(row)

    assert call is not None
    assert (call.title, call.language) == ("Obras urbanas", "es")


def test_a_notice_that_is_older_than_what_is_asked_for_is_not_missing(now: datetime) -> None:
    form = TedSpider(now=now)
    old = form.parse_record(notice(900, **{"publication-date": "2026-03-01+01:00"}))
    recent = form.parse_record(notice(901))
    assert old
    assert recent

    with serving(pages(5)) as ted:
        (report,) = crawl(["ted"], now=now, replay_origin=ted.origin, listed={"ted": [old, recent]})

    words = {each.reference: each.word for each in report.calls}
    assert old.reference not in words
    assert words[recent.reference] is Status.UNLISTED


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2026-06-01", "2026-06-08", "2026-06-15"])
def test_every_notice_of_the_day_is_read_but_for_awards(recorded: Recorded, day: str) -> None:
    since = date.fromisoformat(day) - timedelta(days=60)

    spider = read_everywhere(recorded.serve(day), day)

    assert (spider.error, spider.unreadable) == (None, ())
    assert len(spider.calls) > 50
    assert {
        each.reference: (
            next((part.text for part in each.parts if part.heading == "In English"), each.title),
            each.group,
            each.type_of_action,
            str(each.published_on),
            [str(last.on) for last in each.deadlines],
        )
        for each in spider.calls
    } == {
        each["reference"]: (
            each["title"],
            each["procedure"],
            each["notice_type"],
            each["published"],
            each["deadlines"],
        )
        for each in recorded.truth(day, "ted")["items"]
        if not each["notice_type"].startswith("can-") and date.fromisoformat(each["published"]) >= since
        if not each["deadlines"] or max(each["deadlines"]) >= day
    }


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2026-06-01", "2026-06-08", "2026-06-15", "2026-08-12"])
def test_a_crawl_ends_with_the_truth_of_the_day(recorded: Recorded, day: str) -> None:
    report = read(recorded.serve(day), day)

    assert (report.failure, report.unreadable) == (None, ())
    assert report.requests > 1
    # the truth says neither country nor full text; what is urban and no award in it says so in its title
    assert {each.reference for each in report.calls} == {
        each["reference"]
        for each in recorded.truth(day, "ted")["items"]
        if "urban" in each["title"].lower() and not each["notice_type"].startswith("can-")
    }


def test_notices_that_are_all_awards_are_a_healthy_answer() -> None:
    awards = {
        "notices": [notice(number, **{"notice-type": "can-standard"}) for number in range(9)],
        "totalNoticeCount": 9,
    }

    with serving(lambda _: awards) as ted:
        report = read(ted.origin)

    assert (report.failure, report.calls) == (None, ())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (("empty:api.ted.europa.eu",), "found 0 notices"),
        (("truncate",), "is not a JSON object"),
        (("garbage",), "is not a JSON object"),
        (("layout-changed:api.ted.europa.eu",), "no list of rows under 'notices'"),
    ],
)
def test_trouble_ends_in_a_reason(recorded: Recorded, trouble: tuple[str, ...], reason: str) -> None:
    report = read(recorded.serve("2026-06-08", *trouble))

    assert report.calls == ()
    assert str(report.failure).startswith("ted: ")
    assert reason in str(report.failure)


@pytest.mark.slow
def test_trouble_that_passes_changes_nothing(recorded: Recorded) -> None:
    calm = read_everywhere(recorded.serve("2026-06-08"), "2026-06-08")

    for trouble in ("500-once", "429:7/1", "drop:9"):
        spider = read_everywhere(recorded.serve("2026-06-08", trouble), "2026-06-08")
        assert (spider.error, spider.calls) == (None, calm.calls), trouble

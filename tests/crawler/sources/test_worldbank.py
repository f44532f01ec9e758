"""The World Bank's notices: only what is asked for, in order, without the people in it."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from crawler.run import crawl
from domain.crawl import CrawlReport
from tests.crawler.recorded import Recorded
from tests.crawler.small_service import Asked, serving

TYPES = {"Request for Expression of Interest", "Invitation for Bids", "General Procurement Notice"}
COUNTRIES = {"Morocco", "Tunisia", "Egypt, Arab Republic of", "Lebanon", "Jordan", "Algeria", "Albania"}
COUNTRIES |= {"Bosnia and Herzegovina"}
"""What the form asks for, in the Bank's spelling."""

MORNING = "T06:00:00+00:00"
SINCE = timedelta(days=180)


def read(origin: str, day: str = "2026-06-08") -> CrawlReport:
    (report,) = crawl(["worldbank"], now=datetime.fromisoformat(day + MORNING), replay_origin=origin)
    return report


def notice(number: int, published: date, **said: Any) -> dict[str, Any]:
    return {
        "id": f"OP0SYN{number:04}",
        "notice_type": "Invitation for Bids",
        "noticedate": f"{published.day:02}-{published:%b}-{published.year}",
        "notice_lang_name": "English",
        "notice_status": "Published",
        "project_ctry_name": "Jordan",
        "project_name": "Synthetic project",
        "bid_description": f"Synthetic works {number}",
        **said,
    }


def archive(rows: list[dict[str, Any]], asked: Asked) -> dict[str, Any]:
    first = int(asked.query.get("os", 0))
    return {"total": str(len(rows)), "procnotices": rows[first : first + 100]}


def test_reading_ends_where_the_notices_are_old() -> None:
    rows = [notice(number, date(2026, 6, 8) - timedelta(days=number)) for number in range(900)]

    with serving(lambda asked: archive(rows, asked)) as bank:
        report = read(bank.origin)

    assert report.failure is None
    assert [each.identifier for each in report.calls] == [row["id"] for row in rows[:181]]
    assert len(bank.asked) == 2


def test_an_archive_that_is_not_in_order_is_not_cut_short() -> None:
    rows = [notice(number, date(2026, 6, 8) - timedelta(days=number % 50)) for number in range(99)]
    rows.append(notice(99, date(2020, 1, 1)))

    with serving(lambda asked: archive(rows * 2, asked)) as bank:
        report = read(bank.origin)

    assert report.calls == ()
    assert "not in the order of their days" in str(report.failure)


def test_a_filter_that_the_bank_ignored_is_found_out() -> None:
    rows = [notice(number, date(2026, 6, 1), project_ctry_name="Chad") for number in range(50)]

    with serving(lambda asked: archive(rows, asked)) as bank:
        report = read(bank.origin)

    assert report.calls == ()
    assert "'Chad' was not asked for" in str(report.failure)


def test_no_contact_of_a_notice_is_kept() -> None:
    private = {
        "contact_name": "Invented Person",
        "contact_email": "invented@example.org",
        "contact_phone_no": "+962 0 000 0000",
        "contact_address": "1 Invented Street",
        "notice_text": "<p>Attn: Invented Person</p><p>invented@example.org</p><p>+962 0 000 0000</p>",
    }
    rows = [notice(number, date(2026, 6, 1), **private) for number in range(30)]

    with serving(lambda asked: archive(rows, asked)) as bank:
        report = read(bank.origin)

    assert len(report.calls) == 30
    assert not [word for word in ("Invented", "invented", "962") if word in repr(report.calls)]


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2026-06-01", "2026-06-08", "2026-06-15"])
def test_a_crawl_ends_with_the_truth_of_the_day(recorded: Recorded, day: str) -> None:
    report = read(recorded.serve(day), day)

    assert (report.failure, report.unreadable) == (None, ())
    assert {
        each.reference: (
            each.title,
            each.type_of_action,
            each.keywords[0],
            str(each.published_on),
            [str(last.on) for last in each.deadlines],
        )
        for each in report.calls
    } == {
        each["reference"]: (
            each["title"],
            each["notice_type"],
            each["country"],
            each["published"],
            each["deadlines"],
        )
        for each in recorded.truth(day, "worldbank")["items"]
        if each["notice_type"] in TYPES and each["country"] in COUNTRIES
        if date.fromisoformat(each["published"]) >= date.fromisoformat(day) - SINCE
    }


@pytest.mark.slow
def test_trouble_ends_in_the_same_truth_or_in_a_reason(recorded: Recorded) -> None:
    calm = read(recorded.serve("2026-06-08"))

    for trouble in ("500-once", "429:7/1", "drop:9"):
        report = read(recorded.serve("2026-06-08", trouble))
        assert (report.failure, set(report.calls)) == (None, set(calm.calls)), trouble
    for trouble, reason in {
        "empty:search.worldbank.org": "found 0 notices",
        "truncate": "is not a JSON object",
        "garbage": "is not a JSON object",
        "layout-changed:search.worldbank.org": "no list of rows under 'procnotices'",
    }.items():
        report = read(recorded.serve("2026-06-08", trouble))
        assert report.calls == (), trouble
        assert str(report.failure).startswith("worldbank: "), trouble
        assert reason in str(report.failure), trouble

"""A crawl is all or nothing, polite, and ends in a report whatever happens."""

import logging
from datetime import datetime
from pathlib import Path

import pytest

import crawler.sources
from crawler.run import crawl
from crawler.sources.eu_portal import EuPortalSpider
from domain.crawl import CrawlReport, Unreadable
from tests.crawler.small_portal import Portal, listed


def read(portal: Portal, now: datetime, *, delay: float | None = None) -> CrawlReport:
    (report,) = crawl(["eu_portal"], now=now, replay_origin=portal.origin, delay=delay, user_agent="a test")
    return report


def test_every_row_of_every_page_becomes_a_call(portal: Portal, now: datetime) -> None:
    report = read(portal, now)

    assert report.failure is None
    assert len(report.calls) == len({each.reference for each in report.calls}) == 150 + 3 + 9
    assert (report.requests, report.unreadable) == (len(portal.seen), ())
    assert report.bytes > 0
    assert report.seconds > 0


def test_who_reads_is_said_and_one_request_waits_for_the_other(portal: Portal, now: datetime) -> None:
    read(portal, now)

    assert {each.user_agent for each in portal.seen} == {"a test"}
    assert portal.together == 1


def test_the_delay_between_two_requests_is_kept(portal: Portal, now: datetime) -> None:
    read(portal, now, delay=0.1)

    # over all of them: a single one is seen late when the machine is busy
    assert portal.seen[-1].at - portal.seen[0].at > 0.09 * (len(portal.seen) - 1)


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_site_that_is_unwell_for_a_moment_is_asked_again(portal: Portal, now: datetime, status: int) -> None:
    portal.first = [(status, {}, b"unwell")] * 2

    assert read(portal, now).failure is None


def test_a_wait_that_the_site_asks_for_is_kept(portal: Portal, now: datetime) -> None:
    portal.first = [(429, {"Retry-After": "1"}, b"")]

    assert read(portal, now).failure is None
    first, second, *_ = portal.searches
    assert second.at - first.at > 0.9


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b'{"type": "throwable", "message": "An unexpected error"}', "An unexpected error"),
        (b'{"type": "businessError", "message": "Invalid Query format"}', "Invalid Query format"),
        (b"<html>Maintenance</html>", "not a JSON object"),
        (b'{"results": [', "not a JSON object"),
        (b'["results"]', "not a JSON object"),
        (b"[" * 100_000, "not a JSON object"),
    ],
)
def test_an_error_dressed_as_success_is_asked_again_and_then_told(
    portal: Portal, now: datetime, body: bytes, reason: str
) -> None:
    portal.first = [(200, {}, body)] * 2
    assert read(portal, now).failure is None

    portal.first = [(200, {}, body)] * 50
    report = read(portal, now)
    assert report.calls == ()
    assert report.failure is not None
    assert report.failure.startswith("eu_portal: page 1 of listed topics ")
    assert reason in report.failure


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (404, b"", "it is not there"),
        (503, b"", "HTTP status 503"),
        (200, b'{"data": {}}', "no list of rows under 'results'"),
        (200, b'{"results": [3], "totalResults": 1}', "no list of rows under 'results'"),
        (200, b'{"results": [], "totalResults": "many"}', "no number under 'totalResults'"),
        (200, b'{"results": [], "totalResults": 510841}', "the filter was ignored"),
        (200, b'{"results": [], "totalResults": 0}', "found 0 listed topics, expected at least "),
    ],
)
def test_an_answer_that_cannot_be_right_fails_the_crawl(
    portal: Portal, now: datetime, status: int, body: bytes, reason: str
) -> None:
    portal.first = [(status, {}, body)] * 50

    report = read(portal, now)

    assert report.calls == ()
    assert report.failure is not None
    assert report.failure.startswith("eu_portal: ")
    assert reason in report.failure
    assert "Traceback" not in report.failure


def test_a_redirect_is_not_followed(portal: Portal, now: datetime) -> None:
    portal.first = [(302, {"Location": "http://127.0.0.1:1/"}, b"")]

    report = read(portal, now)

    assert report.failure is not None
    assert "HTTP status 302" in report.failure
    assert len(portal.searches) == 1


def test_rows_that_do_not_add_up_are_read_again(portal: Portal, now: datetime) -> None:
    portal.phantoms = [1, 2]

    assert read(portal, now).failure is None


def test_rows_that_never_add_up_are_not_believed(portal: Portal, now: datetime) -> None:
    portal.phantoms = [1] * 10

    report = read(portal, now)

    assert report.calls == ()
    assert report.failure is not None
    assert "3 scans of listed topics do not add up: 150 rows, 150 or 151 announced" in report.failure


def test_a_row_that_comes_twice_hides_one_that_is_missing(portal: Portal, now: datetime) -> None:
    portal.rows["1"][120] = portal.rows["1"][20]

    report = read(portal, now)

    assert report.failure is not None
    assert "150 rows, 149 different" in report.failure


def test_one_unreadable_row_is_skipped_and_counted(portal: Portal, now: datetime) -> None:
    portal.rows["1"][7]["metadata"]["status"] = ["31094599"]

    report = read(portal, now)

    assert report.failure is None
    assert len(report.calls) == 161
    assert report.unreadable == (Unreadable("81SYNen", "status '31094599' is not understood"),)


def test_many_unreadable_rows_are_a_changed_layout(portal: Portal, now: datetime) -> None:
    for each in portal.rows["1"][:20]:
        del each["metadata"]["title"]

    report = read(portal, now)

    assert report.calls == ()
    assert report.failure is not None
    assert "20 of 162 records cannot be read, as 11SYNen: title is missing" in report.failure


def test_too_few_calls_are_as_wrong_as_none(portal: Portal, now: datetime) -> None:
    portal.rows = {"1": listed(40, portal_type="1"), "2": listed(1, portal_type="2"), "8": listed(5, portal_type="8")}

    report = read(portal, now)

    assert report.calls == ()
    assert report.failure is not None
    assert f"found 46 calls, expected at least {EuPortalSpider.at_least}" in report.failure


def test_a_site_that_cannot_be_reached_is_a_failure_with_its_reason(now: datetime) -> None:
    with Portal() as gone:
        origin = gone.origin

    (report,) = crawl(["eu_portal"], now=now, replay_origin=origin)

    assert report.failure is not None
    assert "gave no answer to read: no connection is made" in report.failure


def test_progress_and_the_report_are_told_as_they_come(portal: Portal, now: datetime) -> None:
    steps: list[tuple[str, int, int]] = []
    reports: list[CrawlReport] = []

    returned = crawl(
        ["eu_portal"],
        now=now,
        replay_origin=portal.origin,
        on_report=reports.append,
        on_progress=lambda source, done, announced: steps.append((source, done, announced)),
    )

    assert reports == returned
    assert steps[0] == ("eu_portal", 100, 150)
    assert steps[-1] == ("eu_portal", 162, 162)


def test_a_report_that_cannot_be_kept_is_not_passed_over(portal: Portal, now: datetime) -> None:
    def full(report: CrawlReport) -> None:
        raise OSError("no space left")

    with pytest.raises(OSError, match="no space left"):
        crawl(["eu_portal"], now=now, replay_origin=portal.origin, on_report=full)


def test_a_crawl_is_quiet(
    portal: Portal, now: datetime, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    portal.first = [(500, {}, b"")] * 50

    read(portal, now)

    assert capfd.readouterr() == ("", "")
    assert [each for each in caplog.records if each.levelno >= logging.WARNING] == []


def test_two_crawls_of_one_host_take_turns(portal: Portal, now: datetime) -> None:
    reports = crawl(["eu_portal", "eu_portal"], now=now, replay_origin=portal.origin)

    assert [each.failure for each in reports] == [None, None]
    assert portal.together == 1


def test_a_defect_in_one_source_stops_no_other(
    portal: Portal, now: datetime, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "broken.py").write_text(
        "from crawler.sources.eu_portal import EuPortalSpider\n"
        "class Broken(EuPortalSpider):\n"
        "    name = 'broken'\n"
        "    def parse_record(self, record):\n"
        "        raise RuntimeError('a slip of the pen')\n"
    )
    monkeypatch.setattr(crawler.sources, "__path__", [*crawler.sources.__path__, str(tmp_path)])

    broken, sound = crawl(["broken", "eu_portal"], now=now, replay_origin=portal.origin)

    assert (broken.source, broken.calls) == ("broken", ())
    assert broken.failure == (
        "broken: stopped by a defect, RuntimeError: a slip of the pen. Please report it with the log."
    )
    assert (sound.failure, len(sound.calls)) == (None, 162)
    assert [each.exc_info is not None for each in caplog.records if each.levelno >= logging.ERROR] == [True]

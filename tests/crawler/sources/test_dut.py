"""Against the recorded world: the partnership's calls with their two stages, or a reason and no calls."""

from datetime import UTC, datetime
from typing import Any

import pytest

from crawler.registry import spider
from crawler.run import crawl
from domain.call import Call, Status
from domain.crawl import CrawlReport, Unreadable
from domain.deadlines import DeadlineKind
from tests.crawler.recorded import Recorded

HOST = "dutpartnership.eu"


def moment(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T06:00:00+00:00")


def read(origin: str, day: str) -> CrawlReport:
    (report,) = crawl(["dut"], now=moment(day), replay_origin=origin)
    return report


def told(call: Call, day: str) -> dict[str, Any]:
    return {
        "reference": call.reference,
        "title": call.title,
        "opening_date": call.opens_on and call.opens_on.isoformat(),
        "deadlines": [each.on.isoformat() for each in call.deadlines],
        "status": call.status(moment(day)).value,
    }


def page(*lines: str) -> str:
    return f"<html><body><main><h1>DUT Call 2030</h1><p>{'</p><p>'.join(lines)}</p></main></body></html>"


def parsed(day: datetime, *lines: str) -> Call | Unreadable:
    (found,) = spider("dut")(now=day).parse_page(page(*lines))
    return found


@pytest.mark.parametrize(
    ("day", "word"),
    [
        ((2030, 8, 31), Status.FORTHCOMING),
        ((2030, 9, 1), Status.OPEN),
        ((2030, 11, 14), Status.OPEN),
        ((2030, 11, 15), Status.CLOSED),
    ],
)
def test_nobody_new_is_let_in_after_the_first_stage(day: tuple[int, int, int], word: Status) -> None:
    call = parsed(
        datetime(*day, 12, tzinfo=UTC),
        "Call opening: 1 September 2030",
        "Stage 1 deadline (pre-proposal): 14 November 2030",
        "Stage 2 opening (full proposal): 1 February 2031",
        "Stage 2 deadline (full proposal): 24 April 2031",
    )

    assert isinstance(call, Call)
    assert call.word is word
    assert [each.kind for each in call.deadlines] == [DeadlineKind.STAGE_1, DeadlineKind.STAGE_2]


def test_a_page_without_dates_is_a_call_of_which_they_are_not_known(now: datetime) -> None:
    call = parsed(now, "What was funded")

    assert isinstance(call, Call)
    assert (call.word, call.opens_on, len(call.deadlines)) == (Status.UNKNOWN, None, 0)


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("Deadline for appeals: 3 May 2031",), "the day of 'Deadline for appeals' is not understood"),
        (("The deadline of stage 1 is on 14 November 2030, at noon.",), "2030-11-14 stands where none is expected"),
        (
            ("Call opening: 1 September 2030", "Stage 1 deadline (pre-proposal): 14 November 2029"),
            "before the call opens on 2030-09-01",
        ),
    ],
)
def test_a_day_that_is_not_understood_is_never_left_out_in_silence(
    lines: tuple[str, ...], reason: str, now: datetime
) -> None:
    found = parsed(now, *lines)

    assert isinstance(found, Unreadable)
    assert reason in found.reason


@pytest.mark.slow
@pytest.mark.parametrize("day", ["2026-06-01", "2026-06-08", "2026-06-15", "2026-09-01"])
def test_a_crawl_ends_with_the_truth_of_the_day(recorded: Recorded, day: str) -> None:
    report = read(recorded.serve(day), day)

    assert (report.failure, report.unreadable) == (None, ())
    assert [told(each, day) for each in report.calls] == recorded.truth(day, "dut")["items"]


@pytest.mark.slow
def test_trouble_that_passes_changes_nothing(recorded: Recorded) -> None:
    calm = read(recorded.serve("2026-06-08"), "2026-06-08")

    for trouble in ("500-once", "429:7/1", "drop:9"):
        report = read(recorded.serve("2026-06-08", trouble), "2026-06-08")
        assert (report.failure, report.calls) == (None, calm.calls), trouble


@pytest.mark.slow
@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (f"empty:{HOST}", "found 0 calls, expected at least 3"),
        ("truncate", "the sitemap cannot be read: it is not whole XML"),
        ("truncate:short", "its answer broke off"),
        ("garbage", "the sitemap cannot be read: it is not whole XML"),
        (f"layout-changed:{HOST}", "the sitemap names no pages"),
        ("drop", "the connection broke before an answer"),
        ("redirect-private", "answered with HTTP status 302"),
    ],
)
def test_trouble_that_lasts_ends_in_a_reason_and_no_calls(recorded: Recorded, trouble: str, reason: str) -> None:
    report = read(recorded.serve("2026-06-08", trouble), "2026-06-08")

    assert report.calls == ()
    assert report.failure is not None
    assert report.failure.startswith("dut: ")
    assert reason in report.failure

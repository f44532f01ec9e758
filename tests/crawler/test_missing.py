"""Absence closes nothing: what a complete crawl no longer finds is asked for."""

from collections.abc import Sequence
from datetime import datetime

from crawler.run import crawl
from domain.call import Call, Kind, Status
from domain.crawl import CrawlReport
from tests.crawler.small_portal import Portal


def running(identifier: str, *, portal_type: str = "1") -> Call:
    """A call that an earlier crawl found open."""
    return Call(
        source="eu_portal",
        reference=f"{identifier}en",
        identifier=identifier,
        kind=Kind.CALL,
        title="Found before",
        url="https://ec.europa.eu/",
        word=Status.OPEN,
        portal_type=portal_type,
    )


def read(portal: Portal, now: datetime, listed: Sequence[Call]) -> CrawlReport:
    (report,) = crawl(["eu_portal"], now=now, replay_origin=portal.origin, listed={"eu_portal": listed})
    return report


def words(report: CrawlReport) -> dict[str, Status]:
    return {each.reference: each.word for each in report.calls if each.title == "Found before"}


def test_a_missing_call_whose_own_page_is_gone_was_withdrawn(portal: Portal, now: datetime) -> None:
    assert words(read(portal, now, [running("GONE")])) == {"GONEen": Status.WITHDRAWN}


def test_a_missing_call_whose_own_page_is_there_is_unlisted(portal: Portal, now: datetime) -> None:
    portal.details["there-01"] = 200

    assert words(read(portal, now, [running("THERE-01")])) == {"THERE-01en": Status.UNLISTED}


def test_a_missing_call_that_cannot_be_asked_for_is_unlisted(portal: Portal, now: datetime) -> None:
    assert words(read(portal, now, [running("10401", portal_type="8")])) == {"10401en": Status.UNLISTED}


def test_a_missing_call_stays_as_it_was_where_its_page_gives_no_answer(portal: Portal, now: datetime) -> None:
    portal.details["sick"] = 500

    assert words(read(portal, now, [running("SICK")])) == {"SICKen": Status.OPEN}


def test_a_list_that_lost_half_of_its_calls_is_not_believed(portal: Portal, now: datetime) -> None:
    report = read(portal, now, [running(f"GONE-{number}") for number in range(11)])

    assert report.calls == ()
    assert report.failure
    assert "11 of 11 running calls are no longer in its list" in report.failure


def test_what_is_still_listed_is_not_asked_for(portal: Portal, now: datetime) -> None:
    known = read(portal, now, []).calls
    before = len(portal.seen)
    read(portal, now, known)

    assert len(portal.seen) - before == before

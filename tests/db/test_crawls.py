"""What is remembered of a crawl."""

from sqlalchemy import Engine

from db import calls, crawls
from db.engine import transaction
from domain.crawl import CrawlReport, Unreadable
from tests.db.samples import CLEAN_AIR, LATER, NOW, call

UNREADABLE = (Unreadable("https://example.org/7", "the deadline 'soon' is not a date"),)


def test_a_crawl_is_remembered_with_what_became_of_its_calls(engine: Engine) -> None:
    report = CrawlReport(
        source="eu_portal",
        calls=(CLEAN_AIR, call(reference="2"), call(reference="3", title="Other")),
        unreadable=UNREADABLE,
        requests=12,
        bytes=5_000_000_000,
        seconds=1.25,
    )
    with transaction(engine) as session:
        calls.record_all(session, [CLEAN_AIR, call(reference="3")], now=NOW)
        recorded = calls.record_all(session, report.calls, now=LATER)
        record = crawls.record(session, report, now=LATER, recorded=recorded)
    with transaction(engine) as session:
        assert crawls.latest(session) == {"eu_portal": record}

    assert (record.found, record.new, record.changed) == (3, 1, 1)
    assert (record.at, record.unreadable, record.failure) == (LATER, UNREADABLE, None)
    assert (record.requests, record.bytes, record.seconds) == (12, 5_000_000_000, 1.25)


def test_after_a_failure_the_last_good_crawl_is_still_known(engine: Engine) -> None:
    with transaction(engine) as session:
        good = crawls.record(session, CrawlReport(source="a", calls=(CLEAN_AIR,)), now=NOW)
        failed = crawls.record(session, CrawlReport(source="a", failure="a: found 3, expected at least 50"), now=LATER)
        never = crawls.record(session, CrawlReport(source="b", failure="b: no answer"), now=NOW)

        assert crawls.latest(session) == {"a": failed, "b": never}
        assert crawls.last_good(session) == {"a": good}


def test_before_the_first_crawl_there_is_none(engine: Engine) -> None:
    with transaction(engine) as session:
        assert crawls.latest(session) == crawls.last_good(session) == {}

"""The page of sources says of each how it is, and what could not be read."""

from datetime import timedelta

from sqlalchemy import Engine

from db import crawls
from db.engine import transaction
from domain.crawl import CrawlReport, Unreadable
from tests.web.opened import CALL, HOSTILE, NOW, Opened


def crawl(engine: Engine, report: CrawlReport, *, ago: timedelta = timedelta()) -> None:
    with transaction(engine) as session:
        crawls.record(session, report, now=NOW - ago)


def test_a_source_that_was_never_read_says_so(opened: Opened) -> None:
    page = opened.as_("viewer").get("/sources").text

    assert page.index("Never read") < page.index("European Commission") < page.index("URBACT")
    assert 'href="https://urbact.eu/calls"' in page


def test_a_healthy_source_shows_its_last_good_crawl_and_its_trend(opened: Opened, engine: Engine) -> None:
    for days, found in ((2, (CALL, HOSTILE)), (1, (CALL, HOSTILE)), (0, (CALL,))):
        crawl(engine, CrawlReport(source="eu_portal", calls=found), ago=timedelta(days=days, hours=1))
    page = opened.as_("viewer").get("/sources").text

    for said in ("Healthy", "24 November 2026, 06:00", "1 hour ago", "1 call found, fewer than usual", "2, 2, 1"):
        assert said in page


def test_a_failing_source_comes_first_with_what_went_wrong(opened: Opened, engine: Engine) -> None:
    crawl(engine, CrawlReport(source="eu_portal", calls=(CALL,)), ago=timedelta(days=3))
    crawl(engine, CrawlReport(source="urbact", failure="<script>alert(1)</script> no list"), ago=timedelta(days=1))
    page = opened.as_("viewer").get("/sources").text

    assert page.index("URBACT") < page.index("European Commission")
    assert "Since 23 November 2026; what was known before is kept." in page
    assert "No crawl of it has ended well yet." in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; no list" in page


def test_a_source_in_which_nothing_moves_is_called_silent(opened: Opened, engine: Engine) -> None:
    opened.later(timedelta(days=70))
    with transaction(engine) as session:
        crawls.record(session, CrawlReport(source="eu_portal", calls=(CALL,)), now=NOW + timedelta(days=70))
    page = opened.as_("viewer").get("/sources").text

    assert "Its crawls end well, but nothing has moved since 24 November 2026." in page


def test_every_record_that_could_not_be_read_is_named_with_the_reason(opened: Opened, engine: Engine) -> None:
    unreadable = Unreadable("topic/<b>7", "the deadline “soon” is no date")
    crawl(engine, CrawlReport(source="eu_portal", calls=(CALL,), unreadable=(unreadable,)))
    page = opened.as_("viewer").get("/sources").text

    for said in ("1 record that could not be read", "topic/&lt;b&gt;7", unreadable.reason):
        assert said in page

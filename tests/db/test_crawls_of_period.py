"""How the sources were read in a period."""

from datetime import timedelta

from sqlalchemy import Engine

from db import crawls
from db.crawls_of_period import Crawled, crawled
from db.engine import transaction
from domain.crawl import CrawlReport
from tests.db.samples import NOW

DAY = timedelta(days=1)


def test_the_crawls_of_a_period_are_counted_from_its_first_moment_to_before_its_last(engine: Engine) -> None:
    with transaction(engine) as session:
        for day, failure in ((-1, None), (0, None), (1, "no answer"), (2, None)):
            crawls.record(session, CrawlReport(source="urbact", calls=(), failure=failure), now=NOW + day * DAY)
        crawls.record(session, CrawlReport(source="ted", calls=(), failure="no answer"), now=NOW)

        found = crawled(session, since=NOW, until=NOW + 2 * DAY)

    assert found["urbact"] == Crawled(crawls=2, failed=1, new=0, last_good=NOW)
    assert found["ted"] == Crawled(crawls=1, failed=1, new=0, last_good=None)

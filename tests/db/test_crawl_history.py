"""What the health of a source is judged by, out of the memory."""

from datetime import date, timedelta

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db import calls, crawls
from db.crawl_history import REMEMBERED, histories
from db.engine import transaction
from domain.crawl import CrawlReport
from domain.deadlines import Deadlines
from tests.db.samples import CLEAN_AIR, NOW, call

DAY = timedelta(days=1)
SOURCE = CLEAN_AIR.source


def read(session: Session, day: int, count: int = 1, *, failure: str | None = None) -> None:
    found = () if failure else tuple(call(reference=f"{number}") for number in range(count))
    recorded = calls.record_all(session, found, now=NOW + day * DAY)
    report = CrawlReport(source=SOURCE, calls=found, failure=failure)
    crawls.record(session, report, now=NOW + day * DAY, recorded=recorded)


def test_a_source_that_was_never_read_has_no_history(engine: Engine) -> None:
    with transaction(engine) as session:
        assert histories(session, now=NOW) == {}


def test_the_numbers_of_the_last_good_crawls_are_told_the_oldest_first(engine: Engine) -> None:
    with transaction(engine) as session:
        for day in range(REMEMBERED + 2):
            read(session, day, day + 1)
        read(session, 50, failure="no answer")

        history = histories(session, now=NOW)[SOURCE]

    assert history.found == tuple(range(3, REMEMBERED + 3))


def test_a_failure_lasts_from_the_first_crawl_after_the_last_good_one(engine: Engine) -> None:
    with transaction(engine) as session:
        read(session, 0, failure="no answer")
        before = histories(session, now=NOW)[SOURCE]
        read(session, 1)
        good = histories(session, now=NOW)[SOURCE]
        for day in (2, 3):
            read(session, day, failure="no answer")
        failing = histories(session, now=NOW)[SOURCE]

    assert (before.failing_since, before.last_good) == (NOW, None)
    assert (good.failing_since, good.last_good) == (None, NOW + DAY)
    assert (failing.failing_since, failing.last_good, failing.last) == (NOW + 2 * DAY, NOW + DAY, NOW + 3 * DAY)


def test_what_moved_is_what_a_crawl_after_the_first_found_new_or_changed(engine: Engine) -> None:
    with transaction(engine) as session:
        read(session, 0)
        first = histories(session, now=NOW)[SOURCE].moved_on
        read(session, 5)
        unchanged = histories(session, now=NOW)[SOURCE].moved_on
        calls.record(session, call(reference="0", deadlines=Deadlines()), now=NOW + 9 * DAY)
        moved = histories(session, now=NOW)[SOURCE].moved_on

    assert (first, unchanged, moved) == (NOW.date(), NOW.date(), (NOW + 9 * DAY).date())


def test_on_the_first_crawl_the_days_of_publication_say_how_long_nothing_has_moved(engine: Engine) -> None:
    newest = date(2024, 5, 1)
    with transaction(engine) as session:
        for number, day in enumerate((newest, date(2023, 5, 1), date(2099, 1, 1))):
            calls.record(session, call(reference=f"{number}", published_on=day), now=NOW)
        crawls.record(session, CrawlReport(source=SOURCE), now=NOW)

        assert histories(session, now=NOW)[SOURCE].moved_on == newest

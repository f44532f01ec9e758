"""A page is remembered whole, in its last reading."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from db import pages
from db.engine import reading, transaction
from domain.crawl import Page
from tests.db.samples import LATER, NOW

URL = "https://fund.example.org/calls?page=2"


def test_a_page_that_was_never_read_is_not_remembered(engine: Engine) -> None:
    with reading(engine) as session:
        assert pages.recall(session, URL) is None


def test_the_last_reading_counts(engine: Engine) -> None:
    with transaction(engine) as session:
        pages.keep(session, {URL: Page('"one"', None, b"old")}, now=NOW)
        pages.keep(session, {URL: Page(None, "Mon, 01 Jun 2026 06:00:00 GMT", b"new")}, now=LATER)
    with reading(engine) as session:
        assert pages.recall(session, URL) == Page(None, "Mon, 01 Jun 2026 06:00:00 GMT", b"new")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
@given(st.binary())
def test_every_body_comes_back_as_it_was(engine: Engine, body: bytes) -> None:
    with transaction(engine) as session:
        pages.keep(session, {URL: Page("e", None, body)}, now=NOW)
    with reading(engine) as session:
        assert pages.recall(session, URL) == Page("e", None, body)

"""The whole job on PostgreSQL says what it says on SQLite."""

import os
from collections.abc import Iterator

import pytest

from tests.convoca.program import PLAN, Program
from tests.db.databases import schema

pytestmark = pytest.mark.slow

MONDAY = {"CONVOCA_NOW": "2026-03-16T06:00:00Z"}


@pytest.fixture
def server() -> Iterator[str]:
    url = os.environ.get("TEST_POSTGRES_URL")
    if not url:
        pytest.skip("TEST_POSTGRES_URL names no PostgreSQL database to test on")
    yield from schema(url)


def job(convoca: Program, **settings: str) -> tuple[list[dict[str, object]], list[dict[str, object]]]:
    """Crawl, match and digest twice; return the calls and the matches."""
    for arguments in (("plan", "import", str(PLAN)), ("crawl", "eu_portal"), ("match",), ("digest",), ("digest",)):
        done = convoca(*arguments, **settings)
        assert done.returncode == 0, done.stderr
    assert "was composed before" in done.stdout
    return convoca.rows("calls", **settings), convoca.rows("matches", **settings)


def test_calls_matches_and_mails_are_the_same_on_both_databases(
    convoca: Program, server: str, small_world: str
) -> None:
    world = {"CONVOCA_REPLAY_ORIGIN": small_world, **MONDAY}
    here = job(convoca, **world)
    mails = sorted(each.name for each in (convoca.data / "outbox").iterdir())
    there = job(convoca, CONVOCA_DATABASE_URL=server, CONVOCA_DATA_DIR="elsewhere", **world)

    assert there == here
    assert sorted(each.name for each in (convoca.folder / "elsewhere" / "outbox").iterdir()) == mails
    assert len(mails) == 16

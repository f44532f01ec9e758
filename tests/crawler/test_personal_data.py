"""Nobody who answers for a call is kept: no name, no mailbox, no telephone number, in any column of any table."""

import re
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from crawler.patterns.html_listing import HtmlListingSpider
from crawler.registry import names, spider
from db import calls, crawls
from db.engine import connect, transaction
from domain.call import Call
from domain.crawl import CrawlReport, Unreadable
from tests.convoca.program import Program
from tests.crawler.recorded import Recorded

GOLDENS = Path(__file__).parents[1] / "goldens"

MAIL = re.compile(r"[\w.+-]+ ?(?:@|\(at\)|\[at\]) ?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
TELEPHONE = re.compile(r"(?<![\w/-])(?:\+|00 ?(?=[1-9]))\d[\d ().-]{7,}\d")
PLANTED = re.compile(
    r"Invented Person|Jane Example|Erika Muster|Persona Inventada|\[at\]|Invented Street", re.IGNORECASE
)
"""Those who are named in the golden pages; none of them exists."""
SIGNS = (MAIL, TELEPHONE, PLANTED)

Kept = tuple[str, str, str]
"""Table, column and text."""


def kept(database: Path) -> Iterator[Kept]:
    """Every text of every table; a page that is remembered is unpacked."""
    with closing(sqlite3.connect(database)) as connection:
        for (table,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
            rows = connection.execute(f'SELECT * FROM "{table}"')
            columns = [each[0] for each in rows.description]
            for row in rows:
                yield from (
                    (table, name, text) for name, cell in zip(columns, row, strict=True) if (text := told(cell))
                )


def told(cell: Any) -> str:
    if isinstance(cell, bytes):
        try:
            return zlib.decompress(cell).decode("utf-8", "replace")
        except zlib.error:
            return ""  # a vector
    return cell if isinstance(cell, str) else ""


def found(text: str) -> list[str]:
    return [match.group() for sign in SIGNS for match in sign.finditer(text)]


def read(source: str, now: datetime) -> list[Call | Unreadable]:
    """What the golden pages of a source say: its listing, and the page of a call's own where there is one."""
    form, (page,) = spider(source)(now=now), (GOLDENS / source).glob("page.*")
    read = form.parse_page(page.read_text())
    own = GOLDENS / source / "own.html"
    if own.exists():
        assert isinstance(form, HtmlListingSpider)
        first = next(each for each in read if isinstance(each, Call))
        read[read.index(first)] = form.parse_own_page(first, own.read_text())
    return read


@pytest.mark.parametrize("source", [each for each in names() if spider(each).names_people])
def test_the_golden_pages_of_sources_that_name_people_name_some(source: str) -> None:
    pages = "".join(each.read_text() for each in (GOLDENS / source).iterdir() if each.stem in ("page", "own"))

    assert found(pages)


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a database that all golden pages go into: to make one takes longer than to read a page."""
    return tmp_path_factory.mktemp("goldens") / "convoca.db"


@pytest.mark.parametrize("source", names())
def test_nobody_on_a_golden_page_is_kept(source: str, now: datetime, database: Path) -> None:
    said = read(source, now)
    unreadable = tuple(each for each in said if isinstance(each, Unreadable))
    report = CrawlReport(
        source=source, calls=tuple(each for each in said if isinstance(each, Call)), unreadable=unreadable
    )
    engine = connect(f"sqlite:///{database}")
    with transaction(engine) as session:
        recorded = calls.record_all(session, report.calls, now=now)
        crawls.record(session, report, now=now, recorded=recorded)
    engine.dispose()
    texts = list(kept(database))

    assert any(report.calls[0].title == text for _, _, text in texts)
    assert [(table, column, found(text)) for table, column, text in texts if found(text)] == []


@pytest.mark.slow
def test_nobody_of_a_recorded_day_is_kept_but_mailboxes_in_the_portals_official_texts(
    recorded: Recorded, tmp_path: Path
) -> None:
    day = "2026-06-08"
    settings = {"CONVOCA_REPLAY_ORIGIN": recorded.serve(day), "CONVOCA_NOW": f"{day}T06:00:00+00:00"}
    convoca = Program(tmp_path, settings)
    convoca("crawl", "worldbank", "ted", "euroaccess", "epah", "eu_portal")
    texts = [(*each, found(each[-1])) for each in kept(convoca.data / "convoca.db") if found(each[-1])]

    assert {each["source"] for each in convoca.rows("calls")} >= {"worldbank", "euroaccess", "epah", "eu_portal"}
    official = portal_texts(convoca.data / "convoca.db")
    assert [(table, column, signs) for table, column, text, signs in texts if text not in official] == []
    assert {sign for *_, signs in texts for sign in signs if sign.endswith(".eu")}, "the texts are searched"


def portal_texts(database: Path) -> set[str]:
    query = (
        "SELECT part.text FROM call_parts AS part JOIN call_versions AS version ON version.id = part.version_id "
        "JOIN calls ON calls.id = version.call_id WHERE calls.source = 'eu_portal'"
    )
    with closing(sqlite3.connect(database)) as connection:
        return {text for (text,) in connection.execute(query)}

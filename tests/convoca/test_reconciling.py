"""Once a week what is known of the EU portal is held against the portal's own list."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine

from crawler.portal.bulk import URL
from db import calls, pages
from db.calls import StoredCall
from db.engine import connect, reading, transaction
from domain.call import Call
from domain.crawl import Page
from domain.deadlines import Deadline, Deadlines
from tests.convoca import samples
from tests.convoca.program import Program
from tests.crawler.recorded import Recorded
from tests.crawler.small_bulk import CLOSED, DAY, MIDNIGHT, BulkSite, bulk, serving, topic

NOW = datetime(2026, 9, 7, 6, tzinfo=UTC)
AGREED = "2 topics are running by what is known here, 2 by the bulk file: all agree.\n"
UNCHANGED = "The bulk file has not changed since it was last compared; all agreed then.\n"


def known(number: int) -> Call:
    return samples.call(
        f"{number}TOPICSen",
        identifier=f"SYN-2026-{number}",
        title=f"Cool streets {number}",
        opens_on=date(2026, 6, 14),
        deadlines=Deadlines((Deadline(date(2026, 9, 22)),)),
        portal_type="1",
    )


def stored(convoca: Program) -> list[StoredCall]:
    with opened(convoca.database) as engine, reading(engine) as session:
        return list(calls.stored(session))


def remembered(convoca: Program) -> Page | None:
    with opened(convoca.database) as engine, reading(engine) as session:
        return pages.recall(session, URL)


@contextmanager
def opened(database: str) -> Iterator[Engine]:
    engine = connect(database)
    try:
        yield engine
    finally:
        engine.dispose()


@pytest.fixture
def site() -> Iterator[BulkSite]:
    with serving() as it:
        it.file = bulk(topic(1), topic(2))
        yield it


@pytest.fixture
def convoca(tmp_path: Path, site: BulkSite) -> Program:
    """The program, which knows the first two topics of the site."""
    program = Program(tmp_path, {"CONVOCA_REPLAY_ORIGIN": site.origin, "CONVOCA_NOW": NOW.isoformat()})
    program.data.mkdir()
    with opened(program.database) as engine, transaction(engine) as session:
        calls.record_all(session, [known(1), known(2)], now=NOW)
    return program


def test_where_all_agree_the_status_is_0(convoca: Program, site: BulkSite) -> None:
    done = convoca("reconcile", CONVOCA_CONTACT="https://example.org/who")

    assert (done.returncode, done.stdout, done.stderr) == (0, AGREED, "")
    assert all(headers["user-agent"].endswith("(+https://example.org/who)") for headers in site.files)


def test_a_missed_topic_is_named_and_makes_the_status_1(convoca: Program, site: BulkSite) -> None:
    site.file = bulk(topic(1), topic(2), topic(3))
    done = convoca("reconcile")

    assert (done.returncode, done.stderr) == (1, "")
    assert done.stdout.splitlines() == [
        "SYN-2026-3: missed. not known here, open in the bulk file. Cool streets 3",
        "2 topics are running by what is known here, 3 by the bulk file: 1 missed, 0 otherwise different.",
    ]


def test_other_differences_are_told_and_are_no_failure(convoca: Program, site: BulkSite) -> None:
    site.file = bulk(topic(1, status={"id": CLOSED}), topic(2, deadlineDatesLong=[MIDNIGHT, MIDNIGHT + DAY]))
    done = convoca("reconcile")

    assert done.returncode == 0
    assert done.stdout.splitlines()[:2] == [
        "SYN-2026-1: closed in the file. open here, closed in the bulk file. Cool streets 1",
        "SYN-2026-2: deadlines differ. 22 Sep 2026 here, 22 Sep 2026, 23 Sep 2026 in the bulk file. Cool streets 2",
    ]


def test_a_tool_reads_one_object_a_discrepancy(convoca: Program, site: BulkSite) -> None:
    site.file = bulk(topic(1), topic(2, plannedOpeningDateLong=None), topic(3))
    done = convoca("reconcile", "--json")

    assert done.returncode == 1
    assert [json.loads(line) for line in done.stdout.splitlines()] == [
        {"finding": "missed", "identifier": "SYN-2026-3", "title": "Cool streets 3", "ours": None, "theirs": "open"},
        {
            "finding": "opening differs",
            "identifier": "SYN-2026-2",
            "title": "Cool streets 2",
            "ours": ["2026-06-14"],
            "theirs": [],
        },
    ]


def test_an_object_that_cannot_be_read_is_named(convoca: Program, site: BulkSite) -> None:
    site.file = bulk(topic(1), topic(2, status={"id": 5}))

    first, summary = convoca("reconcile").stdout.splitlines()
    assert first == "SYN-2026-2 in the bulk file was skipped. status {'id': 5} is not understood"
    assert "2 topics are running by what is known here, 1 by the bulk file" in summary


def test_a_file_that_has_not_changed_since_all_agreed_is_not_read_again(convoca: Program, site: BulkSite) -> None:
    assert convoca("reconcile").stdout == AGREED
    again = convoca("reconcile")

    assert (again.returncode, again.stdout) == (0, UNCHANGED)
    assert remembered(convoca) == Page('"one"', None, b"")
    assert site.files[-1]["if-none-match"] == '"one"'


def test_a_file_with_a_discrepancy_is_read_again_though_it_has_not_changed(convoca: Program, site: BulkSite) -> None:
    site.file = bulk(topic(1), topic(2), topic(3))
    first, second = convoca("reconcile"), convoca("reconcile")

    assert (first.returncode, first.stdout) == (second.returncode, second.stdout)
    assert second.returncode == 1


def test_nothing_that_is_known_is_changed(convoca: Program, site: BulkSite) -> None:
    before = stored(convoca)
    site.file = bulk(topic(2, status={"id": CLOSED}), topic(3))
    assert convoca("reconcile").returncode == 1

    assert len(before) == 2
    assert stored(convoca) == before


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (bulk(topic(1), topic(2))[:700], "the bulk file is cut off before its end"),
        (b"\x8f\x00\xff" * 5000, "the bulk file is not JSON"),
        (b'{"fundingData": {"Objects": []}}', "the bulk file has no objects under 'fundingData.GrantTenderObj'"),
    ],
    ids=["cut off", "noise", "another layout"],
)
def test_a_file_that_cannot_be_read_is_one_sentence_and_status_1(
    convoca: Program, site: BulkSite, file: bytes, says: str
) -> None:
    site.file = file
    done = convoca("reconcile")

    assert (done.returncode, done.stdout) == (1, "")
    (complaint,) = done.stderr.splitlines()
    assert complaint.startswith(f"convoca: eu_portal: {says} (https://ec.europa.eu/")
    assert remembered(convoca) is None


def test_a_site_whose_robots_txt_says_no_is_not_read(convoca: Program, site: BulkSite) -> None:
    site.robots = "User-agent: *\nDisallow: /"
    done = convoca("reconcile")

    assert done.returncode == 1
    assert "ec.europa.eu: robots.txt forbids reading it" in done.stderr
    assert site.files == []


def test_before_the_first_crawl_there_is_nothing_to_compare(tmp_path: Path, site: BulkSite) -> None:
    done = Program(tmp_path, {"CONVOCA_REPLAY_ORIGIN": site.origin})("reconcile")

    assert (done.returncode, done.stdout) == (1, "")
    assert "run convoca crawl eu_portal first" in done.stderr
    assert site.asked == []


@pytest.mark.slow
def test_after_a_crawl_of_the_recorded_world_no_topic_is_missed(tmp_path: Path, recorded: Recorded) -> None:
    day = "2026-06-01"
    settings = {"CONVOCA_REPLAY_ORIGIN": recorded.serve(day), "CONVOCA_NOW": f"{day}T06:00:00+00:00"}
    convoca = Program(tmp_path, settings)
    assert convoca("crawl", "eu_portal").returncode == 0
    found = [each["finding"] for each in convoca.rows("reconcile")]

    # one topic is a verbatim row of a later version of the search, with the date of its second stage
    assert found == ["deadlines differ"]
    assert "474 topics are running by what is known here, 474 by the bulk file" in convoca("reconcile").stdout

"""A large file is read by the rules of a crawl."""

from collections.abc import Iterator

import pytest

from crawler import arriving
from crawler.arriving import Reader
from crawler.errors import CrawlError, Refused, Unreachable
from crawler.portal.bulk import URL
from crawler.retry import LONGEST_WAIT
from tests.crawler.small_bulk import BulkSite, serving

AGENT = "convoca (+https://example.org/contact)"


@pytest.fixture
def site() -> Iterator[BulkSite]:
    with serving() as it:
        yield it


def read(site: BulkSite, *, etag: str | None = None) -> bytes | None:
    with Reader(source="fund", user_agent=AGENT, replay_origin=site.origin).open(URL, etag=etag) as file:
        return None if file is None else b"".join(file.chunks)


def test_a_file_arrives_as_it_is_and_its_site_knows_who_reads(site: BulkSite) -> None:
    assert read(site) == site.file
    assert {headers["user-agent"] for _, headers in site.asked} == {AGENT}
    assert site.asked[0][0] == "/ec.europa.eu/robots.txt"
    assert [headers.get("if-none-match") for headers in site.files] == [None]


def test_a_file_that_is_still_the_same_is_not_sent_again(site: BulkSite) -> None:
    assert read(site, etag='"one"') is None
    assert read(site, etag='"none"') == site.file


@pytest.mark.parametrize(
    "robots",
    ["User-agent: *\nDisallow: /info/", "User-agent: convoca\nDisallow: /", "\ufeffUser-agent: *\nDisallow: /"],
)
def test_a_file_that_robots_txt_forbids_is_not_asked_for(site: BulkSite, robots: str) -> None:
    site.robots = robots

    with pytest.raises(Refused, match=r"^fund: ec\.europa\.eu: robots\.txt forbids reading it \(https://ec\.europa"):
        read(site)
    assert site.files == []


def test_where_there_is_no_robots_txt_everything_may_be_read(site: BulkSite) -> None:
    site.robots = 404

    assert read(site) == site.file


def test_where_robots_txt_cannot_be_had_nothing_is_read(site: BulkSite) -> None:
    site.robots = 503

    with pytest.raises(Unreachable, match=r"HTTP status 503 \(https://ec\.europa\.eu/robots\.txt\)"):
        read(site)
    assert site.files == []


def test_a_site_that_is_not_well_is_asked_again_as_late_as_it_says(
    site: BulkSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    site.first = [(429, {"Retry-After": "7"}), (503, {}), (500, {"Retry-After": "86400"})]

    assert read(site) == site.file
    assert [each for each in waits if each] == [7, LONGEST_WAIT]


def test_waits_double_where_the_site_says_nothing(site: BulkSite, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    site.first = [(503, {})] * 3

    with Reader(source="fund", user_agent=AGENT, replay_origin=site.origin, delay=1.5).open(URL):
        pass
    assert waits == [1.5, 1.5, 3, 6]


@pytest.mark.parametrize(("status", "kind"), [(503, Unreachable), (429, Unreachable)])
def test_a_site_that_stays_unwell_is_left_alone(site: BulkSite, status: int, kind: type[CrawlError]) -> None:
    site.first = [(status, {})] * 99

    with pytest.raises(kind, match=f"HTTP status {status}"):
        read(site)
    assert len(site.files) == arriving.TRIES


@pytest.mark.parametrize(
    ("status", "headers"), [(403, {}), (404, {}), (304, {}), (302, {"Location": "http://127.0.0.1:1/"})]
)
def test_an_answer_that_is_not_the_file_is_refused_at_once(
    site: BulkSite, status: int, headers: dict[str, str]
) -> None:
    site.first = [(status, headers)]

    with pytest.raises(Refused, match=f"HTTP status {status}"):
        read(site)
    assert len(site.files) == 1


def test_a_file_that_breaks_off_is_not_taken_for_a_whole_one(site: BulkSite) -> None:
    site.breaks_off = True
    site.robots = 404

    with pytest.raises(Unreachable, match=r"the answer of ec\.europa\.eu broke off"):
        read(site)


def test_a_file_without_an_end_is_not_read_to_its_end(site: BulkSite, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arriving, "LIMIT", 1000)
    reader = Reader(source="fund", user_agent=AGENT, replay_origin=site.origin)

    with pytest.raises(Refused, match="larger than"), reader.open(URL) as file:
        list(file.chunks if file else [])


def test_a_site_that_cannot_be_reached_is_named_by_its_own_address() -> None:
    reader = Reader(source="fund", user_agent=AGENT, replay_origin="http://127.0.0.1:1")

    with (
        pytest.raises(Unreachable, match=r"^fund: ec\.europa\.eu gave no answer: .*refused") as caught,
        reader.open(URL),
    ):
        pass
    assert "127.0.0.1" not in str(caught.value)

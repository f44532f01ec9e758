"""Against the recorded world in trouble: every source ends with its calls, or with a named failure and none."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import Request, urlopen

import pytest

from crawler.run import crawl
from domain.crawl import CrawlReport
from tests.crawler.recorded import FOLDER, Recorded

pytestmark = pytest.mark.slow

SOURCES = ("interreg", "dut", "worldbank", "ted", "epah", "covenant_of_mayors", "euroaccess")
"""All that the recorded world knows but the portal, whose troubles are met by the whole program."""
PASSING = ("500-once", "drop:9", "slow:0.01")
LASTING = (
    "truncate",
    "truncate:short",
    "garbage",
    "throwable",
    "redirect-private",
    "drop",
    "bomb",
    "huge:80",
)
DAY = "2026-06-08"
NOW = datetime(2026, 6, 8, 6, tzinfo=UTC)

Read = Callable[..., CrawlReport]


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Read]:
    """Crawls a source of the recorded world while it is in some trouble."""
    if not FOLDER.is_dir():
        pytest.skip(f"the recorded world is not beside the checkout, in {FOLDER}")
    world = Recorded(Path(tmp_path_factory.mktemp("world")))
    origin = world.serve(DAY)

    def crawled(source: str, trouble: str = "none") -> CrawlReport:
        for order in ("__reset__", f"__day__?d={DAY}", f"__fault__?name={trouble}"):
            urlopen(Request(f"{origin}/{order}", method="POST")).close()
        (report,) = crawl([source], now=NOW, replay_origin=origin)
        return report

    yield crawled
    world.stop()


@pytest.mark.parametrize("source", SOURCES)
def test_trouble_that_passes_changes_nothing(read: Read, source: str) -> None:
    calm = read(source)

    for trouble in PASSING:
        report = read(source, trouble)
        assert (report.failure, report.calls) == (None, calm.calls), trouble


@pytest.mark.parametrize("source", SOURCES)
def test_trouble_that_lasts_is_a_failure_that_names_the_source_and_brings_no_call(read: Read, source: str) -> None:
    for trouble in LASTING:
        report = read(source, trouble)
        assert report.calls == (), trouble
        assert report.failure is not None, trouble
        assert report.failure.startswith(f"{source}: "), trouble


@pytest.mark.parametrize("source", SOURCES)
def test_script_in_a_page_hides_no_call_and_leads_nowhere(read: Read, source: str) -> None:
    calm, report = read(source), read(source, "xss")

    assert report.failure is None
    assert [each.reference for each in report.calls] == [each.reference for each in calm.calls]
    assert all(each.url.startswith(("https://", "http://")) for each in report.calls)

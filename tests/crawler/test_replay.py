"""A recorded world is reached by another address, and nobody but the last step knows."""

from datetime import datetime

import pytest

from crawler.replay import replayed
from crawler.run import crawl
from tests.crawler.small_portal import HOST, Portal


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/a/b?c=d&e=%20f", "http://127.0.0.1:9/example.org/a/b?c=d&e=%20f"),
        ("https://example.org", "http://127.0.0.1:9/example.org/"),
        ("http://example.org:8080/x", "http://127.0.0.1:9/example.org:8080/x"),
    ],
)
def test_host_path_and_query_are_kept_behind_the_origin(url: str, address: str) -> None:
    assert replayed(url, "http://127.0.0.1:9") == address
    assert replayed(url, "http://127.0.0.1:9/") == address


def test_robots_txt_and_messages_go_by_the_original_host(portal: Portal, now: datetime) -> None:
    portal.robots = "User-agent: *\nDisallow: /search-api/\n"

    (report,) = crawl(["eu_portal"], now=now, replay_origin=portal.origin)

    assert [each.path for each in portal.seen] == [f"/{HOST}/robots.txt"]
    assert report.failure is not None
    assert f"{HOST}: robots.txt forbids reading it (https://{HOST}/" in report.failure
    assert "127.0.0.1" not in report.failure

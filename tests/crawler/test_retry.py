"""Another try comes as late as the site asks, or a little later each time."""

import pytest
from scrapy.http import Response

from crawler.retry import seconds_asked


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("7", 7.0), ("0", 0.0), ("Wed, 21 Oct 2026 07:28:00 GMT", None), ("soon", None), ("-1", None)],
)
def test_only_seconds_are_understood(header: str, seconds: float | None) -> None:
    assert seconds_asked(Response("https://example.org", headers={"Retry-After": header})) == seconds


def test_a_site_that_asks_for_nothing_gets_our_own_wait() -> None:
    assert seconds_asked(Response("https://example.org")) is None

"""A sitemap: each page whose address is that of a call is one."""

import pytest

from tests.crawler.patterns.small_site import html, read

SITE = "https://dutpartnership.eu"
SITEMAP = f"{SITE}/sitemap.xml"
CALLS = {
    f"{SITE}/calls/dut-call-20{year}": html(f"<h1>DUT Call 20{year}</h1><p>Research.</p>") for year in range(22, 26)
}


def sitemap(*urls: str) -> str:
    entries = "".join(f"<url><loc>{each}</loc></url>" for each in urls)
    return f"<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{entries}</urlset>"


def test_only_pages_with_the_address_of_a_call_are_read() -> None:
    others = (SITE, f"{SITE}/news", f"{SITE}/calls/dut-call-2025/faq", "https://elsewhere.example/calls/dut-call-2021")

    report = read("dut", {SITEMAP: sitemap(*others, *CALLS, *CALLS), **CALLS})

    assert (report.failure, report.unreadable) == (None, ())
    assert [each.reference for each in report.calls] == list(CALLS)


def test_a_page_that_the_sitemap_still_names_but_is_gone_is_counted() -> None:
    gone = f"{SITE}/calls/dut-call-2021"

    report = read("dut", {SITEMAP: sitemap(gone, *CALLS), **CALLS})

    assert report.failure is None
    assert [each.record for each in report.unreadable] == [gone]


def test_a_page_that_breaks_off_stops_the_crawl_for_what_it_lacks_is_not_unknown() -> None:
    cut = {f"{SITE}/calls/dut-call-2025": html("<h1>DUT Call 2025</h1>")[:-9]}

    report = read("dut", {SITEMAP: sitemap(*CALLS), **CALLS, **cut})

    assert report.calls == ()
    assert report.failure
    assert "does not end as a page does (https://dutpartnership.eu/calls/dut-call-2025)" in report.failure


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        (sitemap(), "the sitemap names no pages"),
        (sitemap(*CALLS)[:-9], "not whole XML"),
        (sitemap(f"{SITE}/news"), "found 0 calls, expected at least 3"),
    ],
)
def test_a_sitemap_without_calls_ends_in_a_reason(document: str, reason: str) -> None:
    failure = read("dut", {SITEMAP: document, **CALLS}).failure

    assert failure
    assert reason in failure

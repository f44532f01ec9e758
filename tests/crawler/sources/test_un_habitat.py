"""UN-Habitat says its deadlines in prose, on the clock of Nairobi."""

from datetime import date, datetime

from domain.call import Status
from domain.deadlines import Deadline
from tests.crawler.patterns.small_site import html, read

LISTING = "https://unhabitat.org/join-us/calls"


def test_a_deadline_in_free_text_ends_with_the_day_in_nairobi() -> None:
    listing = html("<a href='/join-us/calls/square'><img></a>", "<h3><a href='/join-us/calls/square'>A square</a></h3>")
    own = html(
        "<h1>Partners for a square</h1><p>For local authorities. Deadline: 30 June 2026 [Close of Business, "
        "East African Time]</p><p>Contact: J. Doe, j.doe@un.example</p>"
    )

    (call,) = read("un_habitat", {LISTING: listing, f"{LISTING}/square": own}).calls

    assert (call.reference, call.title, call.word) == (f"{LISTING}/square", "Partners for a square", Status.UNKNOWN)
    assert call.deadlines.dates == (Deadline(date(2026, 6, 30), zone="Africa/Nairobi"),)
    assert call.deadlines.dates[0].instant.isoformat() == "2026-07-01T00:00:00+03:00"
    assert "Doe" not in call.parts[0].text


def test_a_call_without_deadline_is_one_of_which_it_is_not_known(now: datetime) -> None:
    listing = html("<a href='/join-us/calls/data'>Data</a>")
    own = html("<h1>Data on housing</h1><p>Published on 3 May 2026. We look for partners.</p>")

    (call,) = read("un_habitat", {LISTING: listing, f"{LISTING}/data": own}).calls

    assert (len(call.deadlines), call.deadlines.rolling, call.status(now)) == (0, False, Status.UNKNOWN)

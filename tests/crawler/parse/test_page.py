"""A page of prose is read for what it is about, and forgets whom it names."""

import pytest

from crawler.parse.page import WebPage, web_address, without_people

HERE = "https://fund.example.org/calls/one"


def page(body: str, head: str = "") -> WebPage:
    return WebPage(f"<html><head>{head}</head><body>{body}</body></html>", url=HERE)


def test_only_the_main_part_is_text() -> None:
    it = page(
        "<header>Fund</header><nav>Menu</nav><main><h1>One</h1><p>First.</p><ul><li>Second</li></ul>"
        "<aside>News</aside><form>Search</form></main><footer>Imprint</footer>"
    )

    assert it.title == "One"
    assert it.text() == "First.\nSecond"


def test_a_page_without_a_main_part_is_read_without_what_surrounds_it() -> None:
    assert page("<header>Fund</header><h1>One</h1><p>First.</p><footer>Imprint</footer>").text() == "First."


def test_reading_the_text_leaves_the_title_where_it_is() -> None:
    it = page("<main><h1>One</h1><p>First.</p></main>")

    assert (it.text(), it.title, it.text()) == ("First.", "One", "First.")


def test_a_page_that_breaks_off_is_refused() -> None:
    with pytest.raises(ValueError, match="does not end as a page does"):
        WebPage("<html><body><main><p>Dead", url=HERE)


def test_a_page_without_a_heading_has_no_title_to_guess() -> None:
    with pytest.raises(ValueError, match="no heading"):
        _ = page("<p>First.</p>").title


def test_a_page_says_where_it_belongs() -> None:
    assert page("").canonical == HERE
    assert page("", "<link rel=canonical href='/calls/1'>").canonical == "https://fund.example.org/calls/1"


def test_only_addresses_of_the_web_are_links() -> None:
    it = page(
        "<nav><a href='/menu'>Menu</a></nav><main><a href='two#top'>Two <b>more</b></a>"
        "<a href='mailto:a@b.org'>Mail</a><a href='javascript:alert(1)'>Run</a><a href='http://[::1'>Broken</a></main>"
    )

    assert list(it.links()) == [("https://fund.example.org/calls/two", "Two more")]


@pytest.mark.parametrize("href", ["file:///etc/passwd", "data:text/html,x", "ftp://fund.example.org/", "//["])
def test_what_is_no_web_address_is_not_followed(href: str) -> None:
    assert web_address(href, seen_on=HERE) is None


def test_people_and_how_to_reach_them_are_dropped() -> None:
    text = (
        "Apply before noon.\nContact person: Jane Doe\nWrite to jane.doe@fund.example.org.\n"
        "Tel. 93 000 00 00\n+34 930 00 00 00\nA budget of 30 000 000 euros"
    )

    said = without_people(text)

    assert said == "Apply before noon.\nWrite to ….\nA budget of 30 000 000 euros"


def test_elements_that_name_people_are_dropped() -> None:
    it = page(
        "<main><h1>One</h1><p>First.</p><address>Example Street 1</address>"
        "<div class='field-contact'>J. Doe</div></main>"
    )

    assert it.text() == "First."


def test_a_long_word_does_not_hold_up_the_reader() -> None:
    assert without_people("x" * 200_000) == "x" * 200_000

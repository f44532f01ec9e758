"""The page of a call is its title, its facts by label, and a text without people."""

from parsel import Selector

from crawler.listing.detail import Detail, detail
from tests.crawler.patterns.small_site import html


def read(*markup: str, body: tuple[str, ...] = (".text", "main")) -> Detail:
    return detail(Selector(html(*markup)), title="h1", label="dt", value="dd", body=body)


def test_values_belong_to_the_label_before_them_as_printed() -> None:
    it = read("<dl><dt>Dates:</dt><dd>1 May<br>2 May</dd><dd> 3&nbsp;May </dd><dt><b>Topic</b></dt><dd>Water</dd></dl>")

    assert it.facts == {"Dates": ("1 May\n2 May", "3 May"), "Topic": ("Water",)}


def test_a_value_without_a_label_and_a_label_without_a_value_are_no_facts() -> None:
    assert read("<dl><dd>stray</dd><dt>Empty</dt><dd> </dd><dt></dt><dd>unnamed</dd></dl>").facts == {}


def test_what_stands_under_the_label_of_a_person_is_not_read() -> None:
    labels = ("Contact", "Contact person", "E-mail", "Telephone", "Address", "Postal address")
    pairs = "".join(f"<dt>{each}</dt><dd>Jane Example</dd>" for each in labels)

    it = read(f"<dl>{pairs}</dl><div class='text'>Towns may apply.<p>Contact: Jane Example</p></div>")

    assert (it.facts, it.text) == ({}, "Towns may apply.")


def test_addresses_of_people_are_taken_out_of_values_too() -> None:
    it = read("<dl><dt>Questions</dt><dd>In writing<br>jane@example.org<br>+32 2 555 00 00</dd></dl>")

    assert it.facts == {"Questions": ("In writing",)}


def test_a_comment_says_nothing() -> None:
    it = read(
        "<h1>A<!-- n old --> call</h1><!--<dl><dt>Old</dt><dd>1</dd></dl>--><div class='text'>Now.<!-- Then. --></div>"
    )

    assert (it.title, it.facts, it.text) == ("A call", {}, "Now.")


def test_the_text_is_that_of_the_first_selector_under_which_there_is_any() -> None:
    around = "<h1>Title</h1><nav>Menu</nav><dl><dt>Topic</dt><dd>Water</dd></dl>"

    assert (
        read(around, "<p>Aside.</p><div class='text'><p>One.</p></div><div class='text'>Two.</div>").text
        == "One.\nTwo."
    )
    assert read(around, "<p>All there is.</p><div class='text'> </div>").text == "All there is."
    assert read(around).text == ""


def test_a_text_inside_a_text_is_read_once() -> None:
    assert read("<div class='text'>Outer.<div class='text'>Inner.</div></div>").text == "Outer.\nInner."

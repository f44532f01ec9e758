"""Markup becomes the text a reader sees, whatever state it is in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.parse.html import line, lines, sections


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>First.</p><p>Second.</p>", "First.\nSecond."),
        (
            "Actions:<ul><li>trams</li><li>bus<ul><li>lanes</li></ul></li></ul>after",
            "Actions:\ntrams\nbus\nlanes\nafter",
        ),
        ("<span>Scope:</span><div>Cities</div>", "Scope:\nCities"),
        ("one<br/>two", "one\ntwo"),
        ("<table><tr><td>Lot 1</td><td>Lot 2</td></tr></table>", "Lot 1\nLot 2"),
    ],
)
def test_a_block_is_a_line(markup: str, text: str) -> None:
    assert lines(markup) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<b>sub</b>urban", "suburban"),
        ("<b>clean</b> <i>air</i>", "clean air"),
        ("see <a href='x'>the guide</a>, please", "see the guide, please"),
    ],
)
def test_an_inline_element_neither_glues_words_nor_splits_them(markup: str, text: str) -> None:
    assert lines(markup) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("R&amp;D&nbsp;in Malm&ouml;", "R&D in Malmö"),
        ("2026&#150;2027", "2026–2027"),
        ("2026\x962027", "2026–2027"),
        ("zero\u200bwidth and soft\u00adhyphen", "zerowidth and softhyphen"),
        ("nothing\x00here", "nothinghere"),
        ("half a pair \ud83d of surrogates", "half a pair of surrogates"),
    ],
)
def test_characters_are_what_the_reader_sees(markup: str, text: str) -> None:
    assert lines(markup) == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("areas[[As set out in the annex]].", "areas As set out in the annex."),
        ("areas [[ As set out ]]remain", "areas As set out remain"),
    ],
)
def test_a_footnote_stays_as_plain_text(markup: str, text: str) -> None:
    assert lines(markup) == text


def test_scripts_and_styles_are_not_text() -> None:
    assert lines("<script>alert(1)</script><style>p {}</style>Text<!-- remark -->") == "Text"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<div class="eui-u-mt-l>"><h4>Conditions</h4><div>Page limit', "Conditions\nPage limit"),
        ("</p></div>Text</ul>", "Text"),
        ("a < b and <unknown>c</unknown>", "a < b and c"),
        ("<![if x]>Text<![endif]>", "Text"),
        ("", ""),
    ],
)
def test_malformed_markup_survives(markup: str, text: str) -> None:
    assert lines(markup) == text


def test_deep_nesting_is_no_trouble() -> None:
    assert "Text" in lines("<div>" * 1_500 + "Text")


def test_a_title_is_one_line() -> None:
    assert line("Clean<br>air \n &amp; <b>water</b>") == "Clean air & water"


def test_markup_is_cut_at_its_headings() -> None:
    markup = (
        'Before<SPAN class="Kind">Scope:</SPAN><p>Cities.</p><p>Towns.</p>'
        '<p class="a kind"><b>Expected</b> Impact</p>Less'
    )

    assert sections(markup, heading="kind") == [
        ("", "Before"),
        ("Scope:", "Cities.\nTowns."),
        ("Expected Impact", "Less"),
    ]


@given(st.text(alphabet=st.characters(), max_size=200))
def test_no_text_makes_it_fail_and_nothing_invisible_is_left(markup: str) -> None:
    text = lines(markup)

    assert not any(unicodedata.category(each) in ("Cf", "Cs") for each in text)
    assert all(each == "\n" or unicodedata.category(each) != "Cc" for each in text)


@given(st.lists(st.sampled_from(["<p>", "</p>", "<li>", "<ul>", "</ul>", "<b>", "air", " ", "city", "&amp;", "<td>"])))
def test_every_word_is_kept_in_its_order(pieces: list[str]) -> None:
    words = [each for each in pieces if each in ("air", "city", "&amp;")]

    assert "".join(lines("".join(pieces)).split()) == "".join(words).replace("&amp;", "&")

"""A lead searches: the address holds it all, and nothing found says what would widen it."""

import re

import pytest

from tests.web.opened import HOSTILE, Opened


def test_who_asks_for_nothing_sees_what_can_still_be_applied_to(opened: Opened) -> None:
    answer = opened.as_("anna").get("/search")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/search?status=forthcoming&status=open&status=unknown&sort=score"
    page = opened.as_("anna").get(answer.headers["location"]).text
    assert "Clean air in metropolitan areas" in page
    assert "2 calls found" in page


def test_a_call_is_found_by_its_words_and_its_identifier_and_is_one_click_away(opened: Opened) -> None:
    anna = opened.as_("anna")
    for text in ("metropolitan areas", "HORIZON-CL5-2027-01-D5-03", "busy streets"):
        page = anna.get("/search", params={"q": text}).text
        link = re.findall(r'href="(/calls/[^"]+)"', page)[0]
        assert "Clean air in metropolitan areas" in anna.get(link).text


def test_a_row_says_status_deadline_match_and_the_sentence_it_is_here_for(opened: Opened) -> None:
    page = opened.as_("anna").get("/search", params={"q": "busy streets"}).text

    for said in (
        "Open",
        "4 February 2027, 17:00 (Brussels)",
        "72 days left",
        "Strong match",
        "Busy streets come first.",
    ):
        assert said in page


def test_facets_narrow_and_can_be_undone(opened: Opened) -> None:
    anna = opened.as_("anna")
    page = anna.get("/search", params={"q": "air", "programme": "Horizon Europe", "deadline": "week"}).text

    assert "Nothing fits all of this" in page
    assert "Drop the choice in “Next deadline”" in page
    assert re.search(r'value="Horizon Europe" checked', page)
    (wider,) = re.findall(r'href="(/search\?[^"]*)">Drop', page)
    assert "Clean air in metropolitan areas" in anna.get(wider.replace("&amp;", "&")).text


def test_what_nobody_wrote_is_said_to_be_nowhere(opened: Opened) -> None:
    page = opened.as_("anna").get("/search", params={"q": "zeppelins"}).text

    assert "0 calls found" in page
    assert "Try fewer or other words" in page


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", '"', "'; DROP TABLE calls", "\u202eabc", "x" * 5000, "-", "*"]
)
def test_whatever_is_typed_is_shown_as_text_and_never_an_error(opened: Opened, text: str) -> None:
    answer = opened.as_("anna").get("/search", params={"q": text})

    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_a_hostile_title_is_text(opened: Opened) -> None:
    page = opened.as_("anna").get("/search", params={"q": "alert"}).text

    assert "<script>alert" not in page
    assert HOSTILE.title[:3].replace('"', "&#34;").replace(">", "&gt;")[:5] in page


def test_the_window_speaks_catalan_in_the_facets(opened: Opened) -> None:
    page = opened.as_("berta").get("/search", params={"q": "air"}).text

    assert "Proper termini" in page
    assert "Ordre" in page

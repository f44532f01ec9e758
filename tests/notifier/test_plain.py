"""Hostile text becomes harmless."""

import shlex
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notifier.plain import CUT, link, plain, shell, short


def test_a_title_cannot_be_turned_around() -> None:
    assert plain("call \u202efdp.exe\u202c\u200f ahead\u2069") == "call fdp.exe ahead"


def test_a_title_stays_on_its_line() -> None:
    assert plain("one\r\nBcc: two\u2028three\x00\x1b[31m") == "one Bcc: two three [31m"


@given(st.text())
def test_plain_text_is_one_line_and_stays_as_it_is(text: str) -> None:
    once = plain(text)

    assert plain(once) == once
    assert len(once.splitlines()) <= 1
    assert not any(unicodedata.category(each) in ("Cc", "Cs") for each in once)


@given(st.text(), st.integers(1, 50))
def test_a_shortened_text_says_that_it_goes_on(text: str, limit: int) -> None:
    made = short(text, limit)

    assert made == plain(text) or (made.endswith(CUT) and plain(text).startswith(made.removesuffix(CUT)))
    assert len(made) <= limit + len(CUT)


@pytest.mark.parametrize(
    "url", ["https://example.org/a?b=c&d=%20#e", "http://example.org:8080/", "https://example.org/é"]
)
def test_an_address_of_the_web_is_a_link(url: str) -> None:
    assert link(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,x",
        "https:alert",
        "//example.org",
        "/call/1",
        "",
        "https://",
        'https://example.org/"onclick="x',
        "https://example.org/ x",
        "https://example.org/\nx",
        "https://example.org/\u202egro",
        "https://trusted.example@evil.example/",
        "https://[broken/",
    ],
)
def test_anything_else_is_not(url: str) -> None:
    assert link(url) is None


@given(st.text())
def test_what_is_copied_into_a_terminal_is_one_word(text: str) -> None:
    assert shlex.split(shell(text)) == [plain(text)]

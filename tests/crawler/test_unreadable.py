"""A reason is short, is one line, and names nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.unreadable import REASON, unreadable


@pytest.mark.parametrize(
    ("why", "reason"),
    [
        ("callStatus 'Resting' is not understood", "callStatus 'Resting' is not understood"),
        ("status 'write to invented@example.org' is not understood", "status '…' is not understood"),
        ("status 'Dr. Invented Person' is not understood", "status '…' is not understood"),
        ('"Contact: Invented Person" is not a date', '"…" is not a date'),
        ("call +34 600 000 000 or invented@example.org", "call … or …"),
        ("two\n  lines", "two lines"),
        (f"title '{'long ' * 40}' is not understood", f"title '{('long ' * 40)[:79]}…' is not understood"),
    ],
)
def test_a_reason_repeats_little_of_the_record_and_nobody_in_it(why: str, reason: str) -> None:
    assert unreadable("ONE", ValueError(why)).reason == reason


def test_a_record_known_by_a_mailbox_is_told_without_it() -> None:
    assert unreadable("mailto:invented@example.org", "no page").record == "a record"
    assert unreadable("https://example.org/calls/one", "no page").record == "https://example.org/calls/one"


@given(why=st.text())
def test_a_reason_is_never_longer_than_a_sentence(why: str) -> None:
    said = unreadable("ONE", why).reason

    assert len(said) <= REASON
    assert "\n" not in said

"""An amount is read as it was meant, or refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.amounts import amount
from domain.people import LANGUAGES
from web.formats import Formats
from web.language import translations


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1000000", "1000000"),
        ("1.000.000,50", "1000000.50"),
        ("1,000,000.5", "1000000.5"),
        ("1 000 000 €", "1000000"),
        ("1\u202f000\u00a0000,05", "1000000.05"),
        ("12’500.00", "12500"),
        ("150.000", "150000"),
        ("150,000", "150000"),
        ("0,5", "0.5"),
        ("0", "0"),
    ],
)
def test_an_amount_is_read_as_it_was_meant(typed: str, meant: str) -> None:
    assert amount(typed) == Decimal(meant)


@pytest.mark.parametrize(
    "typed",
    ["", "-5", "1e9", "NaN", "lots", "1.00.000", "1,234,56", "1.234,567", "0.123", "٣", "1_000", "9" * 14, "10 EUR 5"],
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):
        amount(typed)


@given(st.decimals(0, 9_999_999_999_999, places=2), st.sampled_from(LANGUAGES))
def test_what_a_field_shows_is_read_again_as_the_same(number: Decimal, language: str) -> None:
    assert amount(Formats(language, translations(language)).amount(number)) == number

"""A cell is read as whoever filled it in meant it, or it is not read at all."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money
from followup.importing import values
from followup.importing.finding import Kind
from followup.importing.sheet import Cell


@pytest.mark.parametrize(
    ("cell", "amount", "currency"),
    [
        ("1.234.567,89 €", "1234567.89", "EUR"),
        ("10 M€", "10000000", "EUR"),
        ("€1,5m", "1500000", "EUR"),
        ("1 200 000 EUR", "1200000", "EUR"),
        ("USD 1.2 million", "1200000", "USD"),
        ("1,5 milions d'euros", "1500000", "EUR"),
        ("250 k€", "250000", "EUR"),
        ("aprox. 3 MEUR", "3000000", "EUR"),
        ("US$ 5,000.50", "5000.50", "USD"),
        (Decimal("1234.5000000001"), "1234.50", "EUR"),
        (Money(Decimal(5), "GBP"), "5", "GBP"),
    ],
)
def test_an_amount_is_read_as_it_was_meant(cell: Cell, amount: str, currency: str) -> None:
    assert values.money(cell).money == Money(Decimal(amount), currency)


@pytest.mark.parametrize("cell", ["-5", "(500)", "10 EUR 5", "5 llamas", "1-2 M€", Decimal(-1), Decimal("1e15")])
def test_what_is_no_amount_is_refused(cell: Cell) -> None:
    with pytest.raises(ValueError):
        values.money(cell)


def test_the_heading_says_what_a_number_counts() -> None:
    assert values.money(Decimal("12.5"), unit="M€").money == Money(Decimal(12_500_000))
    assert values.money(Decimal(7), unit="milers d'USD").money == Money(Decimal(7_000), "USD")
    assert values.money("2 M€", unit="k€").money == Money(Decimal(2_000_000))


@pytest.mark.parametrize(
    ("cell", "meant", "how"),
    [
        ("2024-05-06", date(2024, 5, 6), None),
        ("23.4.24", date(2024, 4, 23), None),
        ("05/05/2024", date(2024, 5, 5), None),
        ("03/04/2024", date(2024, 4, 3), Kind.DAY_FIRST),
        ("04/23/2024", date(2024, 4, 23), Kind.MONTH_FIRST),
        ("12 de març de 2024", date(2024, 3, 12), None),
        ("1 d'abril de 2025", date(2025, 4, 1), None),
        ("March 12th, 2024", date(2024, 3, 12), None),
        (Decimal(2024), date(2024, 1, 1), Kind.YEAR_ONLY),
        (Decimal(45000), date(2023, 3, 15), Kind.DAY_READ),
    ],
)
def test_a_day_is_read_and_what_is_not_plain_is_said(cell: Cell, meant: date, how: Kind | None) -> None:
    assert values.day(cell) == values.Day(meant, how)


@pytest.mark.parametrize("cell", ["31/02/2024", "13/13/2024", "soon", "1/1/0024", Decimal(7), Decimal("45000.5")])
def test_what_is_no_day_is_refused(cell: Cell) -> None:
    with pytest.raises(ValueError):
        values.day(cell)


@pytest.mark.parametrize(
    ("cell", "per_cent"), [("85", 85), ("85 %", 85), ("0,85", 85), (Decimal("0.5"), 50), ("0.5%", 0.5)]
)
def test_a_share_is_in_per_cent_however_it_is_written(cell: Cell, per_cent: float) -> None:
    assert values.rate(cell) == Decimal(str(per_cent))


@given(st.text(max_size=20) | st.decimals(allow_nan=False, allow_infinity=False))
def test_any_cell_is_read_or_refused_and_nothing_else(cell: Cell) -> None:
    for read in (values.money, values.day, values.rate, values.year):
        try:
            read(cell)
        except ValueError:
            continue

"""A table arrives in a spreadsheet as what it is: numbers, days, text, and nothing that computes or runs."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from openpyxl import load_workbook

from web.exports import Cell, Sheet, as_csv, as_xlsx

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", '=HYPERLINK("http://x")', "=cmd|' /C calc'!A0")


def read_csv(*row: Cell) -> list[str]:
    text = as_csv(Sheet("Title", ["head"] * len(row), [row])).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))[1]


def read_xlsx(*row: Cell) -> list[Any]:
    content = as_xlsx(Sheet("A/title", ["head"] * len(row), [row]), now=NOW)
    return list(load_workbook(io.BytesIO(content)).active[2])


def test_a_csv_is_as_a_spreadsheet_in_spain_opens_it() -> None:
    content = as_csv(Sheet("Title", ["Títol", "Import"], [["Aire net", Decimal("1000000.50")]]))

    assert content == "\ufeffTítol;Import\r\nAire net;1000000,50\r\n".encode()


def test_amounts_are_numbers_and_days_are_days() -> None:
    number, day, count, nothing = read_xlsx(Decimal("1000000.50"), date(2026, 2, 1), 7, None)

    assert (number.value, number.data_type, number.number_format) == (1000000.5, "n", "#,##0.00")
    assert (day.value, day.is_date) == (datetime(2026, 2, 1), True)  # noqa: DTZ001 - as the library reads a day
    assert (count.value, nothing.value) == (7, None)
    assert read_csv(Decimal("1E+6"), date(2026, 2, 1), 7, None) == ["1000000", "2026-02-01", "7", ""]


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_is_taken_for_a_formula(text: str) -> None:
    (cell,) = read_xlsx(text)

    assert (cell.value, cell.data_type, cell.quotePrefix) == (text, "s", True)
    assert read_csv(text) == [f"'{text}"]


@pytest.mark.parametrize("text", ["two\nlines", 'say "so"; then', "WWW " * 50, "Besòs – Llobregat", "1+1", "a=b"])
def test_text_arrives_as_it_was(text: str) -> None:
    assert read_csv(text) == [text]
    assert read_xlsx(text)[0].value == text


def test_characters_that_no_workbook_holds_are_left_out() -> None:
    assert read_xlsx("a\x00\x1b\ud800b\ufffe")[0].value == "ab"
    assert read_csv("a\x00\x1b\ud800b\ufffe") == ["ab"]


def test_the_head_of_a_workbook_stays_and_filters() -> None:
    book = load_workbook(io.BytesIO(as_xlsx(Sheet("A/title: [x]", ["One", "Two"], [[1, 2]]), now=NOW)))

    assert (book.active.title, book.active.freeze_panes, book.active.auto_filter.ref) == ("A title   x ", "A2", "A1:B2")
    assert book.active["A1"].font.bold

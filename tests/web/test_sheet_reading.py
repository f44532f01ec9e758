"""A file is read as whatever office wrote it meant it, and what is no table is refused in one sentence."""

import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from openpyxl import Workbook

from domain.money import Money
from web.sheet_reading import NoSheet, sheets


def workbook(fill: Any) -> bytes:
    book = Workbook()
    fill(book)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_a_csv_is_read_whatever_its_letters_and_its_marks(encoding: str, mark: str) -> None:
    text = f'Títol{mark}Import\r\n"Aire; net, sí"{mark}"1.000,50 ¤"\r\n'.replace("¤", "€")
    (sheet,) = sheets(text.encode(encoding))

    assert sheet.rows == [["Títol", "Import"], ["Aire; net, sí", "1.000,50 €"]]


def test_the_mark_that_keeps_a_spreadsheet_from_computing_is_no_part_of_a_text() -> None:
    assert sheets(b"title\n'=1+1\n'tis\n")[0].rows == [["title"], ["=1+1"], ["'tis"]]


def test_cells_of_a_workbook_are_numbers_days_money_and_text() -> None:
    def fill(book: Workbook) -> None:
        page = book.active
        page.append(["One", 1.5, datetime(2024, 5, 6), 7, 8, 0.85, True])  # noqa: DTZ001 - as sheets have days
        page["D1"].number_format, page["E1"].number_format = '#,##0.00 "USD"', "[$€-403] #,##0"
        page["F1"].number_format = "0%"

    row = sheets(workbook(fill))[0].rows[0]

    assert row[:3] == ["One", Decimal("1.5"), date(2024, 5, 6)]
    assert row[3:5] == [Money(Decimal(7), "USD"), Money(Decimal(8), "EUR")]
    assert row[5:] == ["85.00 %", "yes"]


def test_merged_cells_show_what_stands_in_their_first() -> None:
    def fill(book: Workbook) -> None:
        book.active.append(["LIFE", "One"])
        book.active.append([None, "Two"])
        book.active.merge_cells("A1:A2")

    (sheet,) = sheets(workbook(fill))

    assert (sheet.cell(2, 1), sheet.address(2, 1), sheet.cell(9, 9)) == ("LIFE", "A2", None)


def test_every_visible_sheet_is_read_and_named_where_there_are_several() -> None:
    def fill(book: Workbook) -> None:
        book.active.append(["One"])
        book.create_sheet("2024").append(["Two"])
        hidden = book.create_sheet("old")
        hidden.append(["Three"])
        hidden.sheet_state = "hidden"

    assert [each.name for each in sheets(workbook(fill))] == ["Sheet", "2024"]


def packed(size: int) -> bytes:
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as folder:
        folder.writestr("xl/workbook.xml", b" " * size)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0\0old xls", packed(10), packed(70_000_000), b"a\n" * 20_002],
    ids=["empty", "blank", "broken", "xls", "no workbook", "a bomb", "too long"],
)
def test_what_is_no_table_is_refused_in_one_sentence(content: bytes) -> None:
    with pytest.raises(NoSheet):
        sheets(content)

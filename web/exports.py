"""A table for a spreadsheet: the same rows as XLSX and as CSV, numbers as numbers, days as days, text as text.

The CSV is what a double click opens rightly in an office in Spain, whatever language its user reads in the window:
UTF-8 with its mark, semicolons between the cells, a comma before the decimals, days as ISO 8601 has them.
"""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Cell = str | int | Decimal | date | None

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
NEITHER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML does not hold."""
FORMULA = re.compile(r"\s*[=+\-@|＝＋－＠]")
"""How a cell begins that a spreadsheet may take for something to compute or to run."""
DAY, AMOUNT = "mm-dd-yy", "#,##0.00"
"""Of these two every spreadsheet makes what its own country is used to."""
WIDEST = 60
"""Characters: what is longer is read in the cell."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is written: a title, the names of the columns, the rows."""

    title: str
    header: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def as_csv(sheet: Sheet) -> bytes:
    """The sheet as comma-separated values, as offices in Spain separate them."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerows([[_text(each) for each in row] for row in (sheet.header, *sheet.rows)])
    return file.getvalue().encode("utf-8-sig")


def as_xlsx(sheet: Sheet, *, now: datetime) -> bytes:
    """The sheet as a workbook, its head fixed and filterable."""
    # Slow to load, and seldom wanted.
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.creator, book.properties.created = "convoca", now.replace(tzinfo=None)
    page = book.active
    page.title = re.sub(r"[\[\]:*?/\\]", " ", sheet.title)[:31]
    for number, row in enumerate((sheet.header, *sheet.rows), start=1):
        for column, value in enumerate(row, start=1):
            _put(page.cell(number, column), value)
    for column, name in enumerate(sheet.header, start=1):
        page.cell(1, column).font = Font(bold=True)
        page.column_dimensions[get_column_letter(column)].width = _width(name, [row[column - 1] for row in sheet.rows])
    page.freeze_panes = "A2"
    page.auto_filter.ref = page.dimensions
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _text(value: Cell) -> str:
    match value:
        case None:
            return ""
        case Decimal():
            return f"{value:f}".replace(".", ",")
        case str():
            clean = NEITHER.sub("", value)
            return f"'{clean}" if FORMULA.match(clean) else clean
        case _:
            return str(value)


def _put(cell: Any, value: Cell) -> None:  # noqa: ANN401 - openpyxl has no types
    if not isinstance(value, str):
        cell.value = value
        cell.number_format = DAY if isinstance(value, date) else AMOUNT if isinstance(value, Decimal) else "General"
        return
    clean = NEITHER.sub("", value)
    cell.value = clean
    if FORMULA.match(clean):
        # Text, and still text after somebody has edited it.
        cell.data_type, cell.quotePrefix = "s", True


def _width(name: str, values: Sequence[Cell]) -> int:
    longest = max((len(_text(each)) for each in values), default=0)
    return min(max(len(name), longest) + 4, WIDEST)

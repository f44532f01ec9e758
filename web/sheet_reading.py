"""A spreadsheet's bytes as tables: XLSX, or CSV in whatever way an office wrote it."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from zipfile import BadZipFile, ZipFile

from domain.errors import Problem
from domain.money import Money
from followup.importing.sheet import Cell, Place, Sheet
from web.language import N_

MOST_BYTES = 60_000_000
"""Of a workbook, unpacked: ten times what twenty thousand applications take."""
MOST_ROWS, MOST_COLUMNS = 20_000, 80
MARKS = (";", ",", "\t")
"""Between the cells of a CSV file; the first where no other does better."""
ZIP = b"PK\x03\x04"
CURRENCY = re.compile(r"\[\$([A-Z]{3}|[€$£])|([€£])|\"\s*([A-Z]{3}|[€$£])\s*\"|(\$)")
"""How the format of a number names a currency."""
CODES = {"€": "EUR", "$": "USD", "£": "GBP"}


class NoSheet(Problem):
    """Raised where a file is no spreadsheet that can be read; the message says what to do."""


def sheets(content: bytes) -> list[Sheet]:
    """The visible tables of a file; raise :class:`NoSheet` where there is none."""
    found = list(_workbook(content)) if content.startswith(ZIP) else [_values(content)]
    if not any(cell for each in found for row in each.rows for cell in row):
        raise NoSheet(N_("There is nothing in this file. Choose the XLSX or CSV file that holds the table."))
    return found


def _workbook(content: bytes) -> Iterator[Sheet]:
    # Slow to load, and seldom wanted.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with ZipFile(io.BytesIO(content)) as packed:
            if sum(each.file_size for each in packed.infolist()) > MOST_BYTES:
                raise NoSheet(N_("This workbook is too large. Save the table alone, as a CSV file."))
        book = load_workbook(io.BytesIO(content), data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, SyntaxError) as error:
        raise NoSheet(N_("This workbook cannot be opened. Save it again as XLSX, or as a CSV file.")) from error
    pages = [each for each in book.worksheets if each.sheet_state == "visible"]
    for page in pages:
        if page.max_row > MOST_ROWS:
            raise NoSheet(N_("This sheet has more than 20,000 rows. Cut it into several files."))
        yield Sheet(name=page.title if len(pages) > 1 else "", rows=_rows(page), merged=_merged(page))


def _rows(page: Any) -> list[list[Cell]]:  # noqa: ANN401 - openpyxl has no types
    columns = min(page.max_column, MOST_COLUMNS)
    return [[_cell(each) for each in row] for row in page.iter_rows(max_col=columns)]


def _merged(page: Any) -> dict[Place, Place]:  # noqa: ANN401 - openpyxl has no types
    found = {}
    for area in page.merged_cells.ranges:
        first = (area.min_row, area.min_col)
        for row in range(area.min_row, min(area.max_row, MOST_ROWS) + 1):
            for column in range(area.min_col, min(area.max_col, MOST_COLUMNS) + 1):
                if (row, column) != first:
                    found[row, column] = first
    return found


def _cell(cell: Any) -> Cell:  # noqa: ANN401 - openpyxl has no types
    match cell.value:
        case None:
            return None
        case bool() as value:
            return "yes" if value else "no"
        case int() | float() as value:
            return _number(Decimal(str(value)), cell.number_format)
        case datetime() as value:
            return value.date()
        case date() as value:
            return value
        case value:
            return str(value)


def _number(value: Decimal, style: str) -> Cell:
    if not value.is_finite():
        return None
    if "%" in style:
        return f"{value * 100} %"
    found = CURRENCY.search(style)
    code = next((each for each in found.groups() if each), "") if found else ""
    return Money(value, CODES.get(code, code)) if code else value


def _values(content: bytes) -> Sheet:
    text = _text(content)
    try:
        rows = max((_parted(text, mark) for mark in MARKS), key=_regularity)
    except csv.Error as error:
        raise NoSheet(N_("This CSV file cannot be read. Save the table again, as XLSX.")) from error
    if len(rows) > MOST_ROWS:
        raise NoSheet(N_("This sheet has more than 20,000 rows. Cut it into several files."))
    return Sheet(name="", rows=[[_unquoted(each) for each in row[:MOST_COLUMNS]] for row in rows])


def _parted(text: str, mark: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark))


def _regularity(rows: list[list[str]]) -> tuple[int, int]:
    """How many rows have the same number of cells, where they have several, and how many those are."""
    widths = Counter(len(each) for each in rows if len(each) > 1)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))


def _unquoted(text: str) -> str:
    """A text without the mark that keeps a spreadsheet from computing it."""
    return text[1:] if re.match(r"'\s*[=+\-@|＝＋－＠]", text) else text


def _text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\0" in content:
        raise NoSheet(N_("This is no spreadsheet. Choose an XLSX or a CSV file; an older XLS is saved again as XLSX."))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")

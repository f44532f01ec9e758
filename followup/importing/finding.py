"""What was noticed in a sheet: at which cell, what stands there, and how it is taken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.application import Part, Stage
from domain.money import Money


class Field(StrEnum):
    """What a column can tell of an application."""

    NUMBER = "number"
    ACRONYM = "acronym"
    TITLE = "title"
    PROJECT = "project"
    PROGRAMME = "programme"
    SOURCE = "source"
    REFERENCE = "reference"
    PART = "part"
    STAGE = "stage"
    REQUESTED = "requested"
    REQUESTED_CURRENCY = "requested currency"
    GRANTED = "granted"
    GRANTED_CURRENCY = "granted currency"
    TOTAL = "total"
    TOTAL_CURRENCY = "total currency"
    RATE = "rate"
    YEAR = "year"
    SUBMITTED_ON = "submitted on"
    DECIDED_ON = "decided on"
    STARTS_ON = "starts on"
    ENDS_ON = "ends on"
    AREA = "area"
    MUNICIPALITIES = "municipalities"
    PARTNERS = "partners"
    NOTES = "notes"


class Kind(StrEnum):
    """What can be noticed."""

    SHEET_UNREAD = "sheet unread"
    """It has no row that names columns."""
    COLUMN_LIKE = "column like"
    COLUMN_UNREAD = "column unread"
    COLUMN_TWICE = "column twice"
    NO_STAGE_COLUMN = "no stage column"
    NO_PART_COLUMN = "no role column"
    TOTAL_ROW = "total row"
    HEADING_ROW = "heading row"
    NO_TITLE = "no title"
    MERGED = "merged"
    MERGED_AMOUNT = "merged amount"
    UNREADABLE = "unreadable"
    WORD_LIKE = "word like"
    """A proposal that is taken only where nobody says otherwise."""
    PROGRAMME_NEW = "programme new"
    PROJECT_UNKNOWN = "project unknown"
    STAGE_DERIVED = "stage derived"
    PART_DERIVED = "role derived"
    AMOUNT_READ = "amount read"
    CURRENCY = "currency"
    DAY_FIRST = "day first"
    MONTH_FIRST = "month first"
    YEAR_ONLY = "year only"
    DAY_READ = "day read"
    DAY_AHEAD = "day ahead"
    DAY_TOO_EARLY = "day too early"
    DAY_OF_ANOTHER_STAGE = "day of another stage"
    GRANT_ABOVE_TOTAL = "grant above total"
    REPEATED = "repeated"
    REPEATED_DIFFERS = "repeated differs"
    SIMILAR = "similar"
    CONFLICT = "conflict"


Value = str | Stage | Part | Field | Money | date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something a person should know before the sheet is taken in."""

    cell: str
    """Its address: ``C14``."""
    kind: Kind
    text: str = ""
    """What stands there."""
    read: Value = None
    """How it is taken, or what it is compared with."""
    field: Field | None = None
    """The column it is about."""


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings as one meets them going through the file: sheet by sheet, row by row."""
    sheets: dict[str, int] = {}

    def place(finding: Finding) -> tuple[int, int, int, str]:
        sheet, _, cell = finding.cell.rpartition("!")
        letters = cell.rstrip("0123456789")
        return sheets.setdefault(sheet, len(sheets)), int(cell[len(letters) :]), len(letters), letters

    return tuple(sorted(findings, key=place))

"""Which column tells what: the row that names the columns is looked for, wherever it stands."""

from collections.abc import Mapping
from dataclasses import dataclass

from followup.importing.finding import Field, Finding, Kind
from followup.importing.likeness import nearest
from followup.importing.sheet import Sheet
from followup.importing.words import COLUMNS, DERIVED, by_word, folded, unit_of

LOOKED_AT = 40
"""Rows, from the top, in which the names of the columns are looked for."""
WORDS = by_word(COLUMNS)
NOT_READ = {folded(each) for each in DERIVED.split(",")}
NAMING = (Field.TITLE, Field.ACRONYM, Field.PROJECT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """The row that names the columns, and where each field stands."""

    row: int
    places: Mapping[Field, int]
    units: Mapping[Field, str]
    """What a heading says of its amounts: ``k€``."""
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Heading:
    column: int
    text: str
    unit: str
    field: Field | None
    sure: bool


def columns(sheet: Sheet) -> Columns | None:
    """The columns of a sheet; ``None`` where no row names any."""
    rows = range(1, min(len(sheet.rows), LOOKED_AT) + 1)
    found = {row: _headings(sheet, row) for row in rows}
    row = max(rows, key=lambda each: len({one.field for one in found[each] if one.field}), default=0)
    fields = {each.field for each in found.get(row, ())}
    if len(fields - {None}) < 2 or not fields & {*NAMING}:
        return None
    headings = found[row]
    if Field.TITLE not in fields:
        # What a plan calls a project, a list of applications calls the title of one.
        for each in headings:
            each.field = Field.TITLE if each.field is Field.PROJECT else each.field
    return _placed(sheet, row, headings)


def _placed(sheet: Sheet, row: int, headings: list[_Heading]) -> Columns:
    places: dict[Field, int] = {}
    units: dict[Field, str] = {}
    findings: list[Finding] = []
    for each in headings:
        place = sheet.address(row, each.column)
        if each.field is None:
            if folded(each.text) not in NOT_READ:
                findings.append(Finding(cell=place, kind=Kind.COLUMN_UNREAD, text=each.text))
        elif each.field in places:
            findings.append(Finding(cell=place, kind=Kind.COLUMN_TWICE, text=each.text, read=each.field))
        else:
            places[each.field], units[each.field] = each.column, each.unit
            if not each.sure:
                findings.append(Finding(cell=place, kind=Kind.COLUMN_LIKE, text=each.text, read=each.field))
    first = sheet.address(row, min(places.values()))
    if Field.STAGE not in places:
        findings.append(Finding(cell=first, kind=Kind.NO_STAGE_COLUMN))
    if Field.PART not in places:
        findings.append(Finding(cell=first, kind=Kind.NO_PART_COLUMN))
    return Columns(row=row, places=places, units=units, findings=tuple(findings))


def _headings(sheet: Sheet, row: int) -> list[_Heading]:
    found = []
    for column in range(1, len(sheet.rows[row - 1]) + 1):
        text = sheet.cell(row, column)
        shown_in = sheet.merged.get((row, column), (row, column))
        # One that stands above and is merged down to this row names the column too, one from beside does not.
        if isinstance(text, str) and shown_in[1] == column:
            found.append(_heading(column, text))
    return found


def _heading(column: int, text: str) -> _Heading:
    bare, unit = unit_of(text)
    for each in (folded(text), folded(bare)):
        if each in WORDS:
            return _Heading(column, text, unit, WORDS[each], sure=True)
    word = folded(bare)
    like = None if word in NOT_READ else nearest(word, WORDS)
    return _Heading(column, text, unit, WORDS[like] if like else None, sure=False)

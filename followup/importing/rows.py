"""The rows of a sheet, one by one: which tell of an application, and what of them is doubtful."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from domain.money import Money
from followup.importing.columns import Columns
from followup.importing.entry import Context, Entry
from followup.importing.facts import CURRENCIES, Facts, application
from followup.importing.finding import Field, Finding, Kind
from followup.importing.sheet import Sheet, letters
from followup.importing.words import TOTALS, folded


@dataclass(slots=True)
class Rows:
    """Reads the rows of one sheet; what is noticed is added to :attr:`findings`."""

    sheet: Sheet
    columns: Columns
    context: Context
    today: date
    findings: list[Finding] = field(default_factory=list)

    def entries(self) -> Iterator[Entry]:
        """Each row that tells of an application."""
        self.findings.extend(self._merged())
        for row in range(self.columns.row + 1, len(self.sheet.rows) + 1):
            if self._tells(row):
                yield application(Facts(self.sheet, self.columns, row, self.findings), self.context, today=self.today)

    def _merged(self) -> Iterator[Finding]:
        """Texts and days that are merged downwards: they are taken for each of their rows."""
        lasts = {origin: place for place, origin in sorted(self.sheet.merged.items()) if place[1] == origin[1]}
        fields = {column: each for each, column in self.columns.places.items() if each not in CURRENCIES}
        for (row, column), (last, _) in lasts.items():
            value = self.sheet.cell(row, column)
            if row > self.columns.row and column in fields and value is not None:
                place = self.sheet.address(row, column)
                yield Finding(cell=place, kind=Kind.MERGED, text=str(value), read=f"{letters(column)}{last}")

    def _tells(self, row: int) -> bool:
        """Whether a row tells of an application; where it does not and is not empty, say so."""
        cells = [(column, value) for column in self._width() if (value := self._own(row, column)) is not None]
        if not cells:
            return False
        column, value = cells[0]
        place = self.sheet.address(row, column)
        text = str(value.amount if isinstance(value, Money) else value)
        if kind := self._other(row, cells, text):
            self.findings.append(Finding(cell=place, kind=kind, text=text))
            return False
        return True

    def _other(self, row: int, cells: list[tuple[int, object]], text: str) -> Kind | None:
        titles = [value for each in (Field.TITLE, Field.ACRONYM) if (value := self._named(row, each)) is not None]
        words = folded(text).split()
        if words and words[0] in TOTALS and not _has_facts(self.columns, cells):
            return Kind.TOTAL_ROW
        if self._repeats_headings(row) or (len(cells) == 1 and self._spans(row, cells[0][0])):
            return Kind.HEADING_ROW
        if titles:
            return None
        numbers = all(isinstance(value, Decimal | Money) for _, value in cells)
        return Kind.TOTAL_ROW if numbers else Kind.NO_TITLE

    def _width(self) -> range:
        return range(1, max(len(self.sheet.rows[self.columns.row - 1]), max(self.columns.places.values())) + 1)

    def _own(self, row: int, column: int) -> object:
        """What stands in a cell itself; in one merged from above, what shows there, but not from beside."""
        shown_in = self.sheet.merged.get((row, column), (row, column))
        return self.sheet.cell(row, column) if shown_in[1] == column else None

    def _named(self, row: int, of: Field) -> object:
        place = self.columns.places.get(of)
        return self._own(row, place) if place else None

    def _repeats_headings(self, row: int) -> bool:
        places = self.columns.places.values()
        same = [self.sheet.cell(row, each) == self.sheet.cell(self.columns.row, each) for each in places]
        return sum(same) > len(same) / 2

    def _spans(self, row: int, column: int) -> bool:
        """Whether a cell is merged with its neighbours to the right, as the heading of a group of rows is."""
        return self.sheet.merged.get((row, column + 1)) == (row, column)


def _has_facts(columns: Columns, cells: list[tuple[int, object]]) -> bool:
    """Whether a row tells more, beside its first cell, than sums do: a stage, a role, a call or a day."""
    telling = (Field.STAGE, Field.PART, Field.REFERENCE, Field.SUBMITTED_ON, Field.STARTS_ON)
    there = {column for column, _ in cells[1:]}
    return any(columns.places.get(each) in there for each in telling)

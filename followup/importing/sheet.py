"""A table as it was read from a file: rows of cells, and which of them were merged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from domain.money import Money

Cell = str | Decimal | date | Money | None
"""Text, a number, a day, an amount whose format names its currency; ``None``: nothing stands there."""
Place = tuple[int, int]
"""Row and column, both from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One table of a file."""

    name: str
    """Of the sheet in its workbook; empty for a file that has no sheets."""
    rows: Sequence[Sequence[Cell]]
    """From the first row of the file on, so that a cell's place is its address."""
    merged: Mapping[Place, Place] = field(default_factory=dict)
    """From each place that a merge hides to the one whose value shows there."""

    def cell(self, row: int, column: int) -> Cell:
        """What shows at a place, in a merged one too; beyond the last cell there is nothing."""
        row, column = self.merged.get((row, column), (row, column))
        cells = self.rows[row - 1] if row <= len(self.rows) else ()
        value = cells[column - 1] if column <= len(cells) else None
        return (value.strip() or None) if isinstance(value, str) else value

    def address(self, row: int, column: int) -> str:
        """``C14``; with the sheet's name before it where it has one."""
        return f"{self.name}!{letters(column)}{row}" if self.name else f"{letters(column)}{row}"


def letters(column: int) -> str:
    """A column as spreadsheets name it: 1 is ``A``, 28 is ``AB``."""
    rest, last = divmod(column - 1, 26)
    return (letters(rest) if rest else "") + chr(ord("A") + last)

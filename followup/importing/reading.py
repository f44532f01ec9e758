"""A file that people kept by hand, as the applications it tells of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from followup.importing.columns import columns
from followup.importing.entry import Context, Entry
from followup.importing.finding import Finding, Kind
from followup.importing.rows import Rows
from followup.importing.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Read:
    """What a file tells, in its order, and what was noticed on the way."""

    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]


def read(sheets: Sequence[Sheet], context: Context, *, today: date) -> Read:
    """Read every sheet that has a row which names columns."""
    entries: list[Entry] = []
    findings: list[Finding] = []
    for sheet in sheets:
        found = columns(sheet)
        if found is None:
            findings.append(Finding(cell=sheet.address(1, 1), kind=Kind.SHEET_UNREAD, text=sheet.name))
            continue
        rows = Rows(sheet, found, context, today)
        entries.extend(rows.entries())
        findings.extend((*found.findings, *rows.findings))
    return Read(tuple(entries), tuple(findings))

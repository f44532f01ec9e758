"""What was noticed in a sheet, in sentences."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum

from domain.imported import said as as_text
from domain.money import Money
from followup.importing.finding import Field, Finding, Kind
from followup.importing.proposal import NAMES, Step
from web.formats import Formats
from web.language import N_, translations
from web.words import word

SENTENCES: Mapping[Kind, str] = {
    Kind.SHEET_UNREAD: N_("No row of this sheet names columns such as title, programme or result: it is left out."),
    Kind.COLUMN_LIKE: N_("The column “%(text)s” is read as: %(read)s."),
    Kind.COLUMN_UNREAD: N_("The column “%(text)s” is left out."),
    Kind.COLUMN_TWICE: N_("The column “%(text)s” is left out: another one is read as %(read)s already."),
    Kind.NO_STAGE_COLUMN: N_("No column tells the result: what has a granted amount was granted, the rest submitted."),
    Kind.NO_PART_COLUMN: N_("No column tells the role: everything is taken in as partner."),
    Kind.TOTAL_ROW: N_("The row “%(text)s” adds others up: it is left out."),
    Kind.HEADING_ROW: N_("The row “%(text)s” is a heading: it is left out."),
    Kind.NO_TITLE: N_("This row has no title: it is left out."),
    Kind.MERGED: N_("“%(text)s” is merged down to %(read)s: it is taken for each of these rows."),
    Kind.MERGED_AMOUNT: N_("The amount is merged from the row above: it is counted there, once."),
    Kind.UNREADABLE: N_("“%(text)s” is not understood as %(field)s: left empty."),
    Kind.WORD_LIKE: N_("“%(text)s” is taken for “%(read)s”."),
    Kind.PROGRAMME_NEW: N_("The programme “%(text)s” is not known here: it is kept as it is written."),
    Kind.PROJECT_UNKNOWN: N_("The plan has no project “%(text)s”: taken in without a project."),
    Kind.STAGE_DERIVED: N_("No result is told: taken for “%(read)s”."),
    Kind.PART_DERIVED: N_("No role is told: taken for “%(read)s”."),
    Kind.AMOUNT_READ: N_("“%(text)s” is read as %(read)s."),
    Kind.CURRENCY: N_("%(read)s stays in its currency and is added up apart."),
    Kind.DAY_FIRST: N_("“%(text)s” could be two days: it is read with the day first, %(read)s."),
    Kind.MONTH_FIRST: N_("“%(text)s” has the month first: it is read as %(read)s."),
    Kind.YEAR_ONLY: N_("Only the year %(text)s is told: the day is kept as %(read)s."),
    Kind.DAY_READ: N_("%(text)s is a day that lost its format: it is read as %(read)s."),
    Kind.DAY_AHEAD: N_("%(read)s has not come yet: left empty."),
    Kind.DAY_TOO_EARLY: N_("%(read)s (%(field)s) is before the day it follows: left empty."),
    Kind.DAY_OF_ANOTHER_STAGE: N_("%(read)s (%(field)s) does not go with the result of this row: left empty."),
    Kind.GRANT_ABOVE_TOTAL: N_("The grant “%(text)s” is above the whole budget, %(read)s: look again. Both are kept."),
    Kind.REPEATED: N_("“%(text)s” repeats %(read)s: it is counted once."),
    Kind.REPEATED_DIFFERS: N_("%(field)s: here “%(text)s”, in the row it repeats “%(read)s”. The latter is kept."),
    Kind.SIMILAR: N_("Application %(read)s is “%(text)s” too, of another programme, call or year: this begins anew."),
    Kind.CONFLICT: N_("%(field)s: here “%(text)s”, in the window “%(read)s”. What stands in the window is kept."),
}  # fmt: skip
"""Keys of the catalogues; ``text`` is what stands in the cell, ``read`` how it is taken."""

FIELDS: Mapping[Field, str] = {
    Field.NUMBER: N_("Number"),
    Field.ACRONYM: N_("Acronym"),
    Field.TITLE: N_("Title"),
    Field.PROJECT: N_("Project"),
    Field.PROGRAMME: N_("Programme"),
    Field.SOURCE: N_("Source"),
    Field.REFERENCE: N_("Reference"),
    Field.PART: N_("Role in the consortium"),
    Field.STAGE: N_("Stage"),
    Field.REQUESTED: N_("Requested"),
    Field.REQUESTED_CURRENCY: N_("Currency of the request"),
    Field.GRANTED: N_("Granted amount"),
    Field.GRANTED_CURRENCY: N_("Currency of the grant"),
    Field.TOTAL: N_("Our whole budget"),
    Field.TOTAL_CURRENCY: N_("Currency of the budget"),
    Field.RATE: N_("Co-financing rate"),
    Field.YEAR: N_("Year"),
    Field.SUBMITTED_ON: N_("Submitted on"),
    Field.DECIDED_ON: N_("Decided on"),
    Field.STARTS_ON: N_("Starts on"),
    Field.ENDS_ON: N_("Ends on"),
    Field.AREA: N_("Department"),
    Field.MUNICIPALITIES: N_("Municipalities"),
    Field.PARTNERS: N_("Partners"),
    Field.NOTES: N_("Notes"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Noticed:
    """A finding in words."""

    cell: str
    sentence: str
    word: str
    """What stays as it is written where somebody refuses the proposal; empty where there is nothing to refuse."""


def noticed(finding: Finding, language: str) -> Noticed:
    """A finding as somebody reads it."""
    values = {
        "text": finding.text,
        "read": _told(finding.read, language),
        "field": _told(finding.field, language),
    }
    refusable = finding.kind is Kind.WORD_LIKE and finding.field in (Field.PROGRAMME, Field.PROJECT)
    return Noticed(
        cell=finding.cell,
        sentence=translations(language).gettext(SENTENCES[finding.kind]) % values,
        word=finding.text if refusable else "",
    )


def _told(value: object, language: str) -> str:
    said = translations(language)
    match value:
        case Field():
            return said.gettext(FIELDS[value])
        case Enum():
            return said.gettext(word(value))
        case Money():
            return Formats(language, said).money(value)
        case date():
            return Formats(language, said).day(value)
        case None:
            return ""
        case _:
            return as_text(value)


def differences(step: Step, language: str) -> list[tuple[str, str, str]]:
    """What a step changes of an application: each field, what stands there, and what will."""
    return [
        (_told(NAMES[name], language), _told(old, language), _told(new, language))
        for name in step.entry.cells
        if (old := getattr(step.was, name)) != (new := getattr(step.wanted, name))
    ]


LEFT_OUT = (Kind.SHEET_UNREAD, Kind.COLUMN_UNREAD, Kind.COLUMN_TWICE, Kind.TOTAL_ROW, Kind.HEADING_ROW,
            Kind.NO_TITLE, Kind.UNREADABLE, Kind.DAY_AHEAD, Kind.DAY_TOO_EARLY, Kind.DAY_OF_ANOTHER_STAGE,
            Kind.PROJECT_UNKNOWN)  # fmt: skip
LOOK_AGAIN = (Kind.CONFLICT, Kind.SIMILAR, Kind.REPEATED_DIFFERS, Kind.GRANT_ABOVE_TOTAL, Kind.WORD_LIKE,
              Kind.COLUMN_LIKE, Kind.PROGRAMME_NEW)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Findings of one weight, each sentence once with all its cells."""

    title: str
    """A key of the catalogues."""
    sentences: tuple[tuple[Noticed, tuple[str, ...]], ...]


def grouped(findings: Iterable[Finding], language: str) -> list[Group]:
    """Findings by weight: what to look at again, what is left out, what is understood in a certain way."""
    titles = (N_("Look again"), N_("Left out or left empty"), N_("Taken so"))
    groups: dict[str, dict[str, tuple[Noticed, list[str]]]] = {each: {} for each in titles}
    for each in findings:
        title = titles[0 if each.kind in LOOK_AGAIN else 1 if each.kind in LEFT_OUT else 2]
        found = noticed(each, language)
        groups[title].setdefault(found.sentence, (found, []))[1].append(found.cell)
    return [
        Group(title=title, sentences=tuple((found, tuple(cells)) for found, cells in some.values()))
        for title, some in groups.items()
        if some
    ]

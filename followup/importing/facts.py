"""One row as an application: every cell is understood, or left out and said."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from domain.application import AWAITING, UNSENT, Application, Part, Partner, Stage
from domain.money import Money
from followup.importing import values
from followup.importing.columns import Columns
from followup.importing.entry import NO_PROJECT, Call, Context, Entry, key
from followup.importing.finding import Field, Finding, Kind
from followup.importing.likeness import nearest
from followup.importing.sheet import Cell, Sheet
from followup.importing.words import PARTS, STAGES, by_word, folded
from followup.programmes import USUAL, usual_name

T = TypeVar("T", Stage, Part)
STAGE_WORDS, PART_WORDS = by_word(STAGES), by_word(PARTS)
CURRENCIES = {
    Field.REQUESTED: Field.REQUESTED_CURRENCY,
    Field.GRANTED: Field.GRANTED_CURRENCY,
    Field.TOTAL: Field.TOTAL_CURRENCY,
}
FREE = (Field.TITLE, Field.ACRONYM, Field.NOTES)
"""Texts in which the words for nothing are words like others."""
DAYS = (Field.SUBMITTED_ON, Field.DECIDED_ON, Field.STARTS_ON, Field.ENDS_ON)
LONGEST = 500
"""Characters of a title."""


@dataclass(slots=True)
class Facts:
    """The cells of one row by field, and what of the application is read so far."""

    sheet: Sheet
    columns: Columns
    row: int
    findings: list[Finding]
    known: dict[str, Any] = field(default_factory=dict)
    """By field of :class:`Application` what the row tells."""
    cells: dict[str, str] = field(default_factory=dict)
    approximate: set[str] = field(default_factory=set)

    def cell(self, of: Field) -> Cell:
        place = self.columns.places.get(of)
        value = self.sheet.cell(self.row, place) if place else None
        return None if values.is_nothing(value) else value

    def text(self, of: Field) -> str:
        """What stands there, in full where it is text that may say anything."""
        place = self.columns.places.get(of)
        value = self.sheet.cell(self.row, place) if place and of in FREE else self.cell(of)
        if isinstance(value, Decimal):
            return f"{value.normalize():f}"
        return str(value.amount) if isinstance(value, Money) else str(value or "")

    def address(self, of: Field) -> str:
        return self.sheet.address(self.row, self.columns.places[of])

    def note(self, of: Field, kind: Kind, read: Any = None) -> None:  # noqa: ANN401 - any value that is read
        self.findings.append(Finding(cell=self.address(of), kind=kind, text=self.text(of), read=read, field=of))

    def tell(self, name: str, of: Field, value: object) -> None:
        """Keep what a cell tells of a field of the application; nothing is told by nothing."""
        if value is not None and value not in ("", ()):
            self.known[name], self.cells[name] = value, self.address(of)

    def drop(self, name: str) -> None:
        self.known.pop(name, None)
        self.cells.pop(name, None)


def application(facts: Facts, context: Context, *, today: date) -> Entry:
    """The application that a row tells of."""
    _texts(facts, context)
    for each in CURRENCIES:
        _amount(facts, each)
    for each in DAYS:
        _day(facts, each)
    _rate(facts)
    _word(facts, Field.PART, "part", PART_WORDS)
    _word(facts, Field.STAGE, "stage", STAGE_WORDS)
    stage = _stage(facts)
    part = _part(facts)
    _year(facts)
    day = facts.known.get("submitted_on") or facts.known.get("starts_on")
    _compare(facts, stage, today)
    identifier, call = _call(facts, context)
    wanted = Application(
        plan=context.plan.id,
        **{"project": NO_PROJECT, "title": "", "stage": stage, "part": part} | facts.known,
        source=call[0] if call else None,
        reference=call[1] if call else None,
    )
    if identifier and not call:
        wanted = replace(wanted, notes="\n".join(each for each in (identifier, wanted.notes) if each))
    title = Field.TITLE if facts.text(Field.TITLE) else Field.ACRONYM
    number = facts.text(Field.NUMBER)
    return Entry(
        cell=facts.address(title),
        application=wanted,
        key=key(wanted.title, wanted.programme, identifier, day),
        number=int(number) if number.isdecimal() else None,
        cells=facts.cells,
        approximate=frozenset(facts.approximate),
    )


def _texts(facts: Facts, context: Context) -> None:
    acronym, title = facts.text(Field.ACRONYM), facts.text(Field.TITLE)
    named = f"{acronym}: {title}" if acronym and title and acronym not in title else title or acronym
    facts.tell("title", Field.TITLE if title else Field.ACRONYM, " ".join(named.split())[:LONGEST])
    facts.tell("programme", Field.PROGRAMME, _programme(facts, context))
    facts.tell("project", Field.PROJECT, _project(facts, context))
    facts.tell("area", Field.AREA, facts.text(Field.AREA))
    facts.tell("notes", Field.NOTES, facts.text(Field.NOTES))
    facts.tell("municipalities", Field.MUNICIPALITIES, tuple(_listed(facts.text(Field.MUNICIPALITIES), ",;\n")))
    partners = tuple(_partner(each) for each in _listed(facts.text(Field.PARTNERS), ";\n"))
    facts.tell("partners", Field.PARTNERS, partners)


def _listed(text: str, marks: str) -> list[str]:
    for each in marks:
        text = text.replace(each, marks[0])
    return [found for each in text.split(marks[0]) if (found := each.strip())]


def _partner(text: str) -> Partner:
    name, _, rest = text.rpartition(" (")
    country = rest.removesuffix(")")
    return Partner(name, country) if name and rest.endswith(")") and len(country) == 2 else Partner(text)


def _programme(facts: Facts, context: Context) -> str:
    text = facts.text(Field.PROGRAMME)
    if not text:
        return ""
    used = {folded(each): each for each in context.programmes}
    word = folded(text)
    usual = usual_name(text)
    if word in used or usual:
        return used.get(word) or used.get(folded(usual or "")) or usual or text
    choices = USUAL | used
    like = nearest(word, choices)
    if like and not context.refuses(text):
        facts.note(Field.PROGRAMME, Kind.WORD_LIKE, choices[like])
        return choices[like]
    facts.note(Field.PROGRAMME, Kind.PROGRAMME_NEW)
    return text


def _project(facts: Facts, context: Context) -> str:
    text = facts.text(Field.PROJECT)
    if not text:
        return NO_PROJECT
    names = {folded(name): each for each in context.plan.projects for name in (each.id, *each.title.values())}
    found = names.get(folded(text))
    if found is None and (like := nearest(folded(text), names)) and not context.refuses(text):
        found = names[like]
        facts.note(Field.PROJECT, Kind.WORD_LIKE, found.name())
    if found is None:
        facts.note(Field.PROJECT, Kind.PROJECT_UNKNOWN)
    return found.id if found else NO_PROJECT


def _amount(facts: Facts, of: Field) -> None:
    cell = facts.cell(of)
    if cell is None:
        return None
    place = (facts.row, facts.columns.places[of])
    if place in facts.sheet.merged:
        # What is merged over several rows is meant once.
        return facts.note(of, Kind.MERGED_AMOUNT)
    currency = facts.text(CURRENCIES[of]).upper() or facts.text(Field.TOTAL_CURRENCY).upper() or "EUR"
    try:
        found = values.money(cell, unit=facts.columns.units[of], currency=values.SYMBOLS.get(currency, currency))
    except ValueError:
        return facts.note(of, Kind.UNREADABLE)
    if found.interpreted:
        facts.note(of, Kind.AMOUNT_READ, found.money)
    if found.money.currency != "EUR":
        facts.note(of, Kind.CURRENCY, found.money)
    return facts.tell(of.value, of, found.money)


def _day(facts: Facts, of: Field) -> None:
    cell = facts.cell(of)
    if cell is None:
        return None
    name = of.value.replace(" ", "_")
    try:
        found = values.day(cell)
    except ValueError:
        return facts.note(of, Kind.UNREADABLE)
    if found.how is not None:
        facts.note(of, found.how, found.on)
    if found.how is Kind.YEAR_ONLY:
        facts.approximate.add(name)
    return facts.tell(name, of, found.on)


def _rate(facts: Facts) -> None:
    cell = facts.cell(Field.RATE)
    if cell is None:
        return
    try:
        facts.tell("rate", Field.RATE, values.rate(cell))
    except ValueError:
        facts.note(Field.RATE, Kind.UNREADABLE)


def _word(facts: Facts, of: Field, name: str, words: dict[str, T]) -> None:
    word = folded(facts.text(of))
    if not word:
        return None
    found = words.get(word)
    if found is None and (like := nearest(word, words)):
        found = words[like]
        facts.note(of, Kind.WORD_LIKE, found)
    if found is None:
        return facts.note(of, Kind.UNREADABLE)
    return facts.tell(name, of, found)


def _stage(facts: Facts) -> Stage:
    """Where it stands; where the row does not say, what was granted tells, and the rest was submitted."""
    stage: Stage | None = facts.known.get("stage")
    if stage is not None:
        return stage
    derived = Stage.GRANTED if "granted" in facts.known else Stage.SUBMITTED
    if Field.STAGE in facts.columns.places:
        facts.note(Field.STAGE, Kind.STAGE_DERIVED, derived)
    return derived


def _part(facts: Facts) -> Part:
    """The role; where the row does not say, nobody claims that the institution led."""
    part: Part | None = facts.known.get("part")
    if part is not None:
        return part
    if Field.PART in facts.columns.places:
        facts.note(Field.PART, Kind.PART_DERIVED, Part.PARTNER)
    return Part.PARTNER


def _year(facts: Facts) -> None:
    """The year of the submission, where no day of it is told."""
    cell = facts.cell(Field.YEAR)
    if cell is None or "submitted_on" in facts.known:
        return None
    try:
        on = date(values.year(cell), 1, 1)
    except ValueError:
        return facts.note(Field.YEAR, Kind.UNREADABLE)
    facts.approximate.add("submitted_on")
    facts.note(Field.YEAR, Kind.YEAR_ONLY, on)
    return facts.tell("submitted_on", Field.YEAR, on)


def _compare(facts: Facts, stage: Stage, today: date) -> None:
    """Leave out days that cannot be beside the others, and say it."""
    unfit: tuple[tuple[Field, Kind, Callable[[date], bool]], ...] = (
        (Field.SUBMITTED_ON, Kind.DAY_AHEAD, lambda on: on > today),
        (Field.DECIDED_ON, Kind.DAY_AHEAD, lambda on: on > today),
        (Field.SUBMITTED_ON, Kind.DAY_OF_ANOTHER_STAGE, lambda _: stage in UNSENT),
        (Field.DECIDED_ON, Kind.DAY_OF_ANOTHER_STAGE, lambda _: stage in (*UNSENT, *AWAITING)),
        (Field.DECIDED_ON, Kind.DAY_TOO_EARLY, lambda on: on < facts.known.get("submitted_on", date.min)),
        (Field.ENDS_ON, Kind.DAY_TOO_EARLY, lambda on: on < facts.known.get("starts_on", date.min)),
    )
    for of, kind, is_unfit in unfit:
        name = of.value.replace(" ", "_")
        on: date | None = facts.known.get(name)
        if on is not None and is_unfit(on):
            if of in facts.columns.places:
                facts.note(of, kind, on)
            facts.drop(name)
    granted, total = facts.known.get("granted"), facts.known.get("total")
    if granted and total and granted.currency == total.currency and granted.amount > total.amount:
        facts.note(Field.GRANTED, Kind.GRANT_ABOVE_TOTAL, total)


def _call(facts: Facts, context: Context) -> tuple[str, Call | None]:
    """The call's identifier as it is written, and the call, where it is known."""
    identifier = facts.text(Field.REFERENCE)
    return identifier, context.calls.get(folded(identifier)) if identifier else None

"""The form of an application: what stands in it, what was typed, and what of that cannot be read."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from babel.numbers import list_currencies
from pydantic import BaseModel

from domain.amounts import amount
from domain.application import LEFT, Application, Part, Stage
from domain.leaving import Leaving
from domain.money import Money
from web import application_lists as lists
from web.errors import NotUnderstood
from web.formats import Formats
from web.language import N_

T = TypeVar("T")
AMOUNTS = ("requested", "granted", "total")
DAYS = ("submitted_on", "decided_on", "starts_on", "ends_on")
PAST = ("submitted_on", "decided_on")
"""Days that are told when they have come."""
NUMBERS = ("rate", "score", "score_threshold")
MOST = {"title": 500, "programme": 200, "area": 200, "notes": 20_000}
"""Characters."""
NUMBER = re.compile(r"(\d{1,3})(?:[.,](\d{1,2}))?", re.ASCII)
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


def day_of(text: str) -> date:
    """The day that a form says; raise :class:`NotUnderstood` for anything else."""
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise NotUnderstood(N_("Write a day such as 2026-11-24.")) from error


class Filled(BaseModel):
    """What stands in the fields, as text."""

    project: str = ""
    title: str = ""
    programme: str = ""
    part: str = Part.COORDINATOR.value
    stage: str = Stage.IDEA.value
    """Only asked for at the beginning; afterwards the stage is moved by buttons."""
    requested: str = ""
    requested_currency: str = "EUR"
    granted: str = ""
    granted_currency: str = "EUR"
    total: str = ""
    total_currency: str = "EUR"
    submitted_on: str = ""
    decided_on: str = ""
    starts_on: str = ""
    ends_on: str = ""
    area: str = ""
    municipalities: str = ""
    """One a line, as partners and links."""
    partners: str = ""
    rate: str = ""
    score: str = ""
    score_threshold: str = ""
    left_because: str = ""
    """Only asked for where it is given up."""
    assignees: list[str] = []
    links: str = ""
    notes: str = ""
    source: str = ""
    reference: str = ""
    """Of the call, with ``source``; only asked for at the beginning."""
    seen: str = ""
    """How many changes there were when the form was opened."""
    theirs: list[str] = []
    """The fields of which somebody else's value is to stay."""


@dataclass(slots=True)
class Reading:
    """What was read so far, and what was wrong: a sentence of the catalogues for each field."""

    filled: Filled
    errors: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        found = CONTROL.sub("", getattr(self.filled, name).replace("\r\n", "\n")).strip()
        if len(found) > MOST[name]:
            self.errors[name] = N_("That is too long.")
        return found

    def day(self, name: str) -> date | None:
        return self._read(name, date.fromisoformat, N_("Write a day such as 2026-11-24."))

    def money(self, name: str) -> Money | None:
        currency = getattr(self.filled, f"{name}_currency").strip().upper()
        found = self._read(name, amount, N_("Write an amount such as 150000 or 150.000,50."))
        if found is None:
            return None
        if currency not in list_currencies():
            self.errors[name] = N_("Name the currency by its three letters, such as EUR.")
        return Money(found, currency)

    def number(self, name: str, sentence: str) -> Decimal | None:
        return self._read(name, _number, sentence)

    def listed(self, name: str, how: Callable[[str], tuple[T, ...]], sentence: str) -> tuple[T, ...]:
        text = CONTROL.sub("", getattr(self.filled, name).replace("\r\n", "\n"))
        try:
            return how(text)
        except lists.TooMuch:
            self.errors[name] = N_("That is too long.")
        except ValueError:
            self.errors[name] = sentence
        return ()

    def reason(self, stage: Stage) -> Leaving | None:
        if stage not in LEFT:
            return None
        if self.filled.left_because not in set(Leaving):
            self.errors["left_because"] = N_("Say why it was given up.")
            return None
        return Leaving(self.filled.left_because)

    def _read(self, name: str, how: Callable[[str], T], sentence: str) -> T | None:
        text = getattr(self.filled, name).strip()
        try:
            return how(text) if text else None
        except ValueError:
            self.errors[name] = sentence
            return None


def _number(text: str) -> Decimal:
    found = NUMBER.fullmatch(text.removesuffix("%").strip())
    if found is None:
        raise ValueError(text)
    return Decimal(f"{found[1]}.{found[2] or 0}")


def read(
    filled: Filled, kept: Application, *, projects: Collection[str], people: Collection[str], today: date
) -> tuple[Application, Mapping[str, str]]:
    """The application as the form wants it, and what is wrong with the form by field: none where all is well.

    ``projects`` are those it may be of, ``people`` those who may work on it. Source, reference and stage are left as
    they are kept.
    """
    reading = Reading(filled)
    if not set(filled.assignees) <= {*people, *kept.assignees}:
        raise NotUnderstood(N_("The form names somebody who is not here any more. Open its page again."))
    if filled.project not in projects:
        reading.errors["project"] = N_("Choose a project.")
    if filled.part not in set(Part):
        raise NotUnderstood(N_("The address asks for a stage, year or role that there is not. Choose again."))
    wanted = replace(
        kept,
        project=filled.project,
        title=reading.text("title"),
        programme=reading.text("programme") or None,
        part=Part(filled.part),
        area=reading.text("area") or None,
        municipalities=reading.listed("municipalities", lists.lines, N_("Write one a line.")),
        partners=reading.listed("partners", lists.partners, N_("Write one a line, such as: Grand Lyon (FR)")),
        rate=reading.number("rate", N_("Write a share between 0 and 100, such as 88.21.")),
        score=reading.number("score", N_("Write a number such as 12.5.")),
        score_threshold=reading.number("score_threshold", N_("Write a number such as 12.5.")),
        left_because=reading.reason(kept.stage),
        assignees=tuple(dict.fromkeys(filled.assignees)),
        links=reading.listed(
            "links", lists.links, N_("Write one a line: its address, which begins with https://, then its title.")
        ),
        notes=reading.text("notes"),
        requested=reading.money("requested"),
        granted=reading.money("granted"),
        total=reading.money("total"),
        submitted_on=reading.day("submitted_on"),
        decided_on=reading.day("decided_on"),
        starts_on=reading.day("starts_on"),
        ends_on=reading.day("ends_on"),
    )
    if not wanted.title:
        reading.errors["title"] = N_("Give it a title.")
    return wanted, contradictions(wanted, today=today) | reading.errors


def contradictions(wanted: Application, *, today: date) -> dict[str, str]:
    """What cannot be so, by field."""
    errors = {}
    if wanted.rate is not None and wanted.rate > 100:
        errors["rate"] = N_("Write a share between 0 and 100, such as 88.21.")
    for name in PAST:
        if (day := getattr(wanted, name)) and day > today:
            errors[name] = N_("This day has not come yet.")
    if wanted.submitted_on and wanted.decided_on and wanted.decided_on < wanted.submitted_on:
        errors["decided_on"] = N_("It cannot be decided before it is submitted.")
    if wanted.starts_on and wanted.ends_on and wanted.ends_on < wanted.starts_on:
        errors["ends_on"] = N_("It cannot end before it starts.")
    return errors


def filled(application: Application, *, formats: Formats) -> Filled:
    """The form with what is known of an application."""
    texts = {name: getattr(application, name) for name in ("project", "title", "notes")}
    days = {name: day.isoformat() for name in DAYS if (day := getattr(application, name))}
    money = {name: kept for name in AMOUNTS if (kept := getattr(application, name))}
    numbers = {name: formats.number(kept) for name in NUMBERS if (kept := getattr(application, name)) is not None}
    amounts = {name: formats.amount(each.amount) for name, each in money.items()}
    currencies = {f"{name}_currency": each.currency for name, each in money.items()}
    typed: dict[str, Any] = texts | days | numbers | amounts | currencies
    return Filled(
        **typed,
        programme=application.programme or "",
        part=application.part.value,
        stage=application.stage.value,
        source=application.source or "",
        reference=application.reference or "",
        area=application.area or "",
        municipalities="\n".join(application.municipalities),
        partners=lists.partners_typed(application.partners),
        left_because=application.left_because or "",
        assignees=list(application.assignees),
        links=lists.links_typed(application.links),
    )

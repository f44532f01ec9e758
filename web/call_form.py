"""A call as an officer types it: read field by field, with a sentence beside each that cannot be read."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import TypeVar

from babel import Locale
from babel.numbers import list_currencies
from pydantic import BaseModel

from domain.amounts import amount
from domain.by_hand import Described
from domain.call import Call
from domain.deadlines import BRUSSELS, Deadline, DeadlineKind, Deadlines
from domain.money import Budget, Money
from domain.plan import INSTITUTION_ZONE
from web.formats import Formats
from web.language import N_

T = TypeVar("T")
ROWS = 4
"""Deadlines that a form has room for."""
ZONES = (INSTITUTION_ZONE.key, BRUSSELS, "Europe/London", "Europe/Athens", "UTC")
"""In which funders of ours name their hours."""
MOST = {"title": 500, "address": 1000, "identifier": 200, "programme": 200, "text": 200_000}
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Typed(BaseModel):
    """What stands in the form."""

    amends: str = ""
    """The reference of the call that is amended; empty where one is added."""
    title: str = ""
    address: str = ""
    identifier: str = ""
    programme: str = ""
    opens_on: str = ""
    day: list[str] = [""] * ROWS
    hour: list[str] = [""] * ROWS
    zone: list[str] = [ZONES[0]] * ROWS
    kind: list[str] = [DeadlineKind.DEADLINE.value] * ROWS
    rolling: bool = False
    total: str = ""
    total_currency: str = "EUR"
    grant_max: str = ""
    grant_max_currency: str = "EUR"
    text: str = ""
    language: str = "en"

    def rows(self) -> Iterator[tuple[str, str, str, str]]:
        """Day, hour, zone and kind of each deadline that there is room for."""
        return zip(self.day[:ROWS], self.hour[:ROWS], self.zone[:ROWS], self.kind[:ROWS], strict=False)


@dataclass(slots=True)
class _Reading:
    typed: Typed
    errors: dict[str, str] = field(default_factory=dict)

    def text(self, name: str) -> str:
        found = CONTROL.sub("", getattr(self.typed, name).replace("\r\n", "\n")).strip()
        if len(found) > MOST[name]:
            self.errors[name] = N_("That is too long.")
        return found

    def needed(self, name: str, sentence: str) -> str:
        found = self.text(name)
        if not found:
            self.errors[name] = sentence
        return found

    def day(self, name: str) -> date | None:
        return self._read(name, getattr(self.typed, name), date.fromisoformat, N_("Write a day such as 2026-11-24."))

    def money(self, name: str) -> Money | None:
        sentence = N_("Write an amount such as 150000 or 150.000,50.")
        found = self._read(name, getattr(self.typed, name), amount, sentence)
        currency = getattr(self.typed, f"{name}_currency").strip().upper()
        if found is not None and currency not in list_currencies():
            self.errors[name] = N_("Name the currency by its three letters, such as EUR.")
        return None if found is None else Money(found, currency)

    def deadlines(self) -> Iterator[Deadline]:
        for number, (day, hour, zone, kind) in enumerate(self.typed.rows()):
            name = f"deadline-{number}"
            on = self._read(name, day, date.fromisoformat, N_("Write a day such as 2026-11-24."))
            at = self._read(name, hour, time.fromisoformat, N_("Write an hour such as 17:00."))
            if at is not None and not day.strip():
                self.errors[name] = N_("An hour needs its day.")
            if zone not in ZONES or kind not in set(DeadlineKind):
                self.errors[name] = N_("Choose one of the answers that the page offers.")
            elif on is not None:
                yield Deadline(on, at and at.replace(second=0, microsecond=0, tzinfo=None), zone, DeadlineKind(kind))

    def _read(self, name: str, text: str, how: Callable[[str], T], sentence: str) -> T | None:
        try:
            return how(text.strip()) if text.strip() else None
        except ValueError:
            self.errors[name] = sentence
            return None


def read(typed: Typed) -> tuple[Described, Mapping[str, str]]:
    """The call that was typed, and what is wrong by field: nothing where all is well."""
    reading = _Reading(typed)
    found = Described(
        title=reading.needed("title", N_("Write what the call is called.")),
        address=reading.needed("address", N_("Write the address of its page, or the identifier people quote.")),
        identifier=reading.text("identifier"),
        programme=reading.text("programme") or None,
        opens_on=reading.day("opens_on"),
        deadlines=Deadlines(tuple(reading.deadlines()), rolling=typed.rolling),
        budget=Budget(total=reading.money("total"), grant_max=reading.money("grant_max")),
        text=reading.text("text"),
        language=typed.language,
    )
    if typed.language not in languages("en"):
        reading.errors["language"] = N_("Choose one of the answers that the page offers.")
    if any(character.isspace() for character in found.address) and "://" in found.address:
        reading.errors["address"] = N_("An address holds no blanks.")
    return found, reading.errors


def typed_of(call: Call, formats: Formats) -> Typed:
    """The form with what is known of a call."""
    dates = [*call.deadlines][:ROWS]
    rest = ROWS - len(dates)
    money = {name: kept for name in ("total", "grant_max") if (kept := getattr(call.budget, name))}
    return Typed(
        amends=call.reference,
        title=call.title,
        address=call.url or call.reference,
        identifier=call.identifier,
        programme=call.programme or "",
        opens_on=call.opens_on.isoformat() if call.opens_on else "",
        day=[each.on.isoformat() for each in dates] + [""] * rest,
        hour=[f"{each.at:%H:%M}" if each.at else "" for each in dates] + [""] * rest,
        zone=[each.zone for each in dates] + [ZONES[0]] * rest,
        kind=[each.kind.value for each in dates] + [DeadlineKind.DEADLINE.value] * rest,
        rolling=call.deadlines.rolling,
        text="\n".join(each.text for each in call.parts),
        language=call.language,
        **{name: formats.amount(each.amount) for name, each in money.items()},
        **{f"{name}_currency": each.currency for name, each in money.items()},
    )


def languages(reader: str) -> dict[str, str]:
    """The languages of calls by their code, named in the reader's language."""
    known = Locale.parse(reader).languages
    return {code: known[code] for code in ("en", "es", "ca", "fr", "it", "pt", "de")}

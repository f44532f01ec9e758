"""What became of an application, in words: who changed what, when, from what to what."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby

from domain.application import Event, Part, Stage
from domain.money import Money
from domain.plan import Plan
from web.application_form import AMOUNTS, DAYS
from web.formats import Formats
from web.language import N_, translations
from web.words import word

FIELDS: Mapping[str, str] = {
    "created": N_("Begun as"),
    "plan": N_("Plan"),
    "project": N_("Project"),
    "title": N_("Title"),
    "programme": N_("Programme"),
    "source": N_("Source"),
    "reference": N_("Reference"),
    "part": N_("Role in the consortium"),
    "stage": N_("Stage"),
    "requested": N_("Requested"),
    "granted": N_("Granted amount"),
    "total": N_("Our whole budget"),
    "submitted_on": N_("Submitted on"),
    "decided_on": N_("Decided on"),
    "starts_on": N_("Starts on"),
    "ends_on": N_("Ends on"),
    "notes": N_("Notes"),
}
"""What a field is called: keys of the catalogues."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One field, in words; ``None``: nothing stood there."""

    label: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What somebody changed at once."""

    at: datetime
    who: str
    changes: tuple[Change, ...]


def told(events: Iterable[Event], *, names: Mapping[str, str], plan: Plan, language: str) -> Iterator[Entry]:
    """The history, what was changed at once together, in the order of the events."""
    say = _sayings(plan, language)
    for (at, who), some in groupby(events, key=lambda each: (each.at, each.who)):
        changes = tuple(
            Change(label=FIELDS[each.field], old=say(each.field, each.old), new=say(each.field, each.new))
            for each in some
        )
        yield Entry(at=at, who=names.get(who, who), changes=changes)


def _sayings(plan: Plan, language: str) -> Callable[[str, str | None], str | None]:
    said = translations(language)
    formats = Formats(language, said)
    projects = {each.id: each.name(language) for each in plan.projects}

    def say(field: str, value: str | None) -> str | None:
        if value is None:
            return None
        match field:
            case "stage" | "created":
                return said.gettext(word(Stage(value)))
            case "part":
                return said.gettext(word(Part(value)))
            case "project":
                return projects.get(value, value)
        if field in DAYS:
            return formats.day(date.fromisoformat(value))
        if field in AMOUNTS:
            amount, _, currency = value.partition(" ")
            return formats.money(Money(Decimal(amount), currency))
        return value

    return say

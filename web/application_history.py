"""What became of an application, in words: who changed what, when, from what to what."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import groupby
from typing import Any

from db import checklist, internal_deadlines
from domain.application import Event, Part, Partner, Stage
from domain.checklist import Task
from domain.internal_deadline import Step
from domain.leaving import Leaving
from domain.money import Money
from domain.plan import Plan
from web.application_form import AMOUNTS, DAYS, NUMBERS
from web.application_lists import partners_typed
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
    "area": N_("Department"),
    "municipalities": N_("Municipalities"),
    "partners": N_("Partners"),
    "rate": N_("Co-financing rate"),
    "score": N_("Score of the evaluation"),
    "score_threshold": N_("Threshold of the evaluation"),
    "left_because": N_("Given up because"),
    "assignees": N_("Who works on it"),
    "links": N_("Documents"),
    "call_version": N_("Version of the call seen"),
    "notes": N_("Notes"),
    internal_deadlines.FIELD: N_("Internal deadline"),
    checklist.FIELD: N_("Checklist"),
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


Say = Callable[[str, str | None], str | None]
"""What a field's value is called in a language; ``None``: nothing stands there."""


def told(events: Iterable[Event], *, names: Mapping[str, str], plan: Plan, language: str) -> Iterator[Entry]:
    """The history, what was changed at once together, in the order of the events."""
    say = sayings(plan, names=names, language=language)
    for (at, who), some in groupby(events, key=lambda each: (each.at, each.who)):
        changes = tuple(
            Change(label=FIELDS[each.field], old=say(each.field, each.old), new=say(each.field, each.new))
            for each in some
        )
        yield Entry(at=at, who=names.get(who, who), changes=changes)


def sayings(plan: Plan, *, names: Mapping[str, str], language: str) -> Say:
    """How the values that the history keeps are said."""
    said = translations(language)
    formats = Formats(language, said)
    projects = {each.id: each.name(language) for each in plan.projects}
    lists = _lists(said.gettext, formats, names)

    def say(field: str, value: str | None) -> str | None:
        if value is None:
            return None
        match field:
            case "stage" | "created":
                return said.gettext(word(Stage(value)))
            case "part":
                return said.gettext(word(Part(value)))
            case "left_because":
                return said.gettext(word(Leaving(value)))
            case "project":
                return projects.get(value, value)
        if field in DAYS:
            return formats.day(date.fromisoformat(value))
        if field in AMOUNTS:
            amount, _, currency = value.partition(" ")
            return formats.money(Money(Decimal(amount), currency))
        if field in NUMBERS:
            return formats.number(Decimal(value)) + (" %" if field == "rate" else "")
        return lists[field](json.loads(value)) if field in lists else value

    return say


def _lists(
    translated: Callable[[str], str], formats: Formats, names: Mapping[str, str]
) -> Mapping[str, Callable[[Any], str]]:
    """How what the history keeps as JSON is said, by field."""

    def deadline(kept: Mapping[str, str]) -> str:
        step = None if kept["step"] == Step.OTHER else translated(word(Step(kept["step"])))
        named = ": ".join(each for each in (step, kept["label"]) if each)
        done = f" ({translated(N_('done'))})" if kept["done_on"] else ""
        return f"{named}, {formats.day(date.fromisoformat(kept['on']))}{done}"

    def item(kept: Mapping[str, str]) -> str:
        named = kept["label"] if kept["task"] == Task.OTHER else translated(word(Task(kept["task"])))
        return f"{named} ({translated(N_('done'))})" if kept["done"] else named

    return {
        "municipalities": ", ".join,
        "partners": lambda some: partners_typed(Partner(**each) for each in some).replace("\n", ", "),
        "links": lambda some: ", ".join(each["title"] for each in some),
        "assignees": lambda some: ", ".join(names.get(each, each) for each in some),
        internal_deadlines.FIELD: deadline,
        checklist.FIELD: item,
    }

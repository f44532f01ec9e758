"""What a new version of a call changed, made readable: long texts word by word, what stayed the same left out."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import Enum, StrEnum

from domain.call import Part
from domain.change import FieldChange
from domain.deadlines import Deadlines
from domain.money import Budget
from web.formats import Formats
from web.language import N_
from web.words import word

LABELS: Mapping[str, str] = {
    "identifier": N_("Identifier"),
    "kind": N_("Kind"),
    "title": N_("Title"),
    "url": N_("Address"),
    "word": N_("Status"),
    "opens_on": N_("Opens"),
    "deadlines": N_("Deadlines"),
    "programme": N_("Programme"),
    "group": N_("Umbrella call"),
    "group_title": N_("Title of the umbrella call"),
    "type_of_action": N_("Type of action"),
    "budget": N_("Budget"),
    "parts": N_("Text"),
    "keywords": N_("Key words"),
    "language": N_("Language of its text"),
    "portal_type": N_("Type of record"),
}
"""The fields of a call, as the page names them."""
BY_WORDS = ("title", "group_title", "parts")
AROUND = 8
"""Words shown before and after what changed."""
LONGEST = 1_500
"""Words of a stretch that are compared one by one: beyond them it takes long, and reads no better."""
WORDS = re.compile(r"\s*\S+")
LINES = re.compile(r"(?=\n)")
"""A break belongs to what follows it, as the blank before a word does."""


class How(StrEnum):
    """What became of a stretch of text."""

    SAME = "same"
    GONE = "gone"
    NEW = "new"
    LEFT_OUT = "left out"
    """It is the same, and too long to be shown."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text, and what became of it."""

    how: How
    text: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One field that changed."""

    label: str
    stretches: tuple[Stretch, ...]


def readable(changes: Sequence[FieldChange], formats: Formats, say: Callable[[str], str]) -> Iterator[Difference]:
    """Yield each change with its field's label, a key of the catalogues."""
    for each in changes:
        old, new = (_said(value, formats, say) for value in (each.old, each.new))
        found = by_words(old, new) if each.field in BY_WORDS else _whole(old, new)
        yield Difference(LABELS[each.field], tuple(found))


def by_words(old: str, new: str) -> Iterator[Stretch]:
    """Yield what stayed, went and came, in the order of the new text; what stayed only near what did not."""
    found = [*_merged(_compared(LINES.split(old), LINES.split(new), _within))]
    for at, each in enumerate(found):
        if each.how is How.SAME:
            yield from _shortened(each.text, first=at == 0, last=at == len(found) - 1)
        else:
            yield each


def _compared(
    old: Sequence[str], new: Sequence[str], replaced: Callable[[str, str], Iterator[Stretch]]
) -> Iterator[Stretch]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        before, after = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        if what == "equal":
            yield Stretch(How.SAME, after)
        else:
            yield from replaced(before, after)


def _within(old: str, new: str) -> Iterator[Stretch]:
    """Yield the difference of two stretches of whole lines, word by word."""
    before, after = WORDS.findall(old), WORDS.findall(new)
    if max(len(before), len(after)) > LONGEST:
        return _whole(old, new)
    return _compared(before, after, _whole)


def _whole(old: str, new: str) -> Iterator[Stretch]:
    if old:
        yield Stretch(How.GONE, old)
    if new:
        yield Stretch(How.NEW, new)


def _merged(stretches: Iterator[Stretch]) -> Iterator[Stretch]:
    """Yield neighbours of one kind as one."""
    last: Stretch | None = None
    for each in stretches:
        if last is not None and last.how is each.how:
            last = Stretch(last.how, last.text + each.text)
        else:
            if last is not None:
                yield last
            last = each
    if last is not None:
        yield last


def _shortened(text: str, *, first: bool, last: bool) -> Iterator[Stretch]:
    words = WORDS.findall(text)
    before, after = (0 if first else AROUND), (0 if last else AROUND)
    if len(words) <= before + after + 1:
        yield Stretch(How.SAME, text)
        return
    if before:
        yield Stretch(How.SAME, "".join(words[:before]))
    yield Stretch(How.LEFT_OUT, "".join(words[before : len(words) - after]))
    if after:
        yield Stretch(How.SAME, "".join(words[-after:]))


def _said(value: object, formats: Formats, say: Callable[[str], str]) -> str:
    """A value as a page says it; empty where there is none."""
    match value:
        case None:
            return ""
        case Deadlines():
            listed = [f"{say(word(each.kind))}: {formats.deadline(each)}" for each in value]
            return "; ".join(listed) or say(N_("Open all the time, no deadline") if value.rolling else N_("Not known"))
        case Budget():
            return _money(value, formats, say)
        case Enum():
            return say(word(value))
        case date():
            return formats.day(value)
        case tuple() if all(isinstance(each, Part) for each in value):
            return "\n".join(f"{each.heading}\n{each.text}" if each.heading else each.text for each in value)
        case tuple():
            return ", ".join(map(str, value))
        case _:
            return str(value)


def _money(budget: Budget, formats: Formats, say: Callable[[str], str]) -> str:
    limits = " – ".join(formats.money(each) for each in (budget.grant_min, budget.grant_max) if each)
    total = formats.money(budget.total) if budget.total else say(N_("Not known"))
    return f"{total}. {say(N_('For one project:'))} {limits}" if limits else total

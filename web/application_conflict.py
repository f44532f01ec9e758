"""Two people change the same application: what only one of them changed is merged, the rest is for them to choose."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from decimal import Decimal

from db.application_rows import said
from domain.application import Application, Event
from domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """What comes of a form that was opened before others changed the application."""

    application: Application
    """As the form wants it, but with ``taken`` as others left it."""
    taken: frozenset[str]
    """The fields that only the others changed."""
    clashes: Mapping[str, Event]
    """The fields that both changed, differently: the last change of the others."""


def merged(mine: Application, stored: Application, later: Sequence[Event]) -> Merged:
    """Merge what a form wants into what is stored; ``later`` are the changes since the form was opened."""
    first: dict[str, Event] = {}
    last: dict[str, Event] = {}
    for event in later:
        first.setdefault(event.field, event)
        last[event.field] = event
    changed = [each.name for each in fields(Application) if each.name in last]
    taken = frozenset(name for name in changed if _is(getattr(mine, name), first[name].old))
    clashes = {
        name: last[name] for name in changed if name not in taken and getattr(mine, name) != getattr(stored, name)
    }
    return Merged(
        application=replace(mine, **{name: getattr(stored, name) for name in taken}), taken=taken, clashes=clashes
    )


def _is(value: object, text: str | None) -> bool:
    """Whether the history would say ``text`` of a value; 1.50 is 1.5."""
    if text is None:
        return said(value) is None
    match value:
        case Money():
            amount, _, currency = text.partition(" ")
            return value == Money(Decimal(amount), currency)
        case Decimal():
            return value == Decimal(text)
        case _:
            return said(value) == text

"""Fields of a JSON record as values: absent, understood, or a ``ValueError`` that names the field."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from domain.deadlines import Deadline, Deadlines

Record = Mapping[str, Any]

YEARS = range(2000, 2100)
"""A year outside is a placeholder, not a date."""

WIRE = re.compile(r"(\d{4}-\d\d-\d\d)(T[\d:.]+)?(Z|[+-]\d\d:\d\d)?")
"""A day, perhaps followed by an hour and by an offset."""


def text(record: Record, name: str) -> str | None:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise ValueError(f"{name} is not a text")
    return (value or "").strip() or None


def must(record: Record, name: str) -> str:
    value = text(record, name)
    if value is None:
        raise ValueError(f"{name} is missing")
    return value


def texts(record: Record, name: str) -> tuple[str, ...]:
    """Return the texts of a list, each once and in order, blank ones left out."""
    values = record.get(name) or []
    if not isinstance(values, list) or not all(isinstance(each, str) for each in values):
        raise ValueError(f"{name} is not a list of texts")
    return tuple(dict.fromkeys(each.strip() for each in values if each.strip()))


def objects(record: Record, name: str) -> list[dict[str, Any]]:
    values = record.get(name) or []
    if not isinstance(values, list) or not all(isinstance(each, dict) for each in values):
        raise ValueError(f"{name} is not a list of objects")
    return values


def day(record: Record, name: str) -> date | None:
    """Return the day a field prints; its hour, midnight wherever this is used, is none."""
    wire = text(record, name)
    return None if wire is None else printed_day(wire, name)


def printed_day(wire: str, name: str) -> date:
    printed = WIRE.fullmatch(wire)
    if printed is None or int(wire[:4]) not in YEARS:
        raise ValueError(f"{name} {wire!r} is not a date")
    return date.fromisoformat(printed.group(1))


def in_order(first: date | None, deadlines: tuple[Deadline, ...], *, of: str = "opening") -> Deadlines:
    """Return the deadlines; one before the first day, that ``of`` the opening or the publication, cannot be meant."""
    early = [each.on for each in deadlines if first and each.on < first]
    if early:
        raise ValueError(f"the deadline {early[0]} lies before the {of} on {first}")
    return Deadlines(deadlines)

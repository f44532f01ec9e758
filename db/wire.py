"""The domain's values as JSON: for the API, for what changed, and for telling whether anything did."""

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from hashlib import sha256
from typing import Any

from domain.call import Call
from domain.change import FieldChange
from domain.deadlines import Deadlines


def as_json(call: Call) -> dict[str, Any]:
    """The call's fields by name, in the order of :class:`Call`; ``rolling`` stands beside ``deadlines``.

    Dates are ISO 8601, amounts are text with every digit, words of an enumeration are that word.
    """
    document = {each.name: plain(getattr(call, each.name)) for each in fields(Call)}
    return document | {"rolling": call.deadlines.rolling}


def changes_as_json(changes: tuple[FieldChange, ...]) -> tuple[FieldChange, ...]:
    """The same changes with old and new as JSON has them; of the deadlines, the dates and ``rolling`` apart."""
    return tuple(
        FieldChange(part.field, plain(part.old), plain(part.new)) for each in changes for part in _parts_of(each)
    )


def plain(value: Any) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """One value as JSON has it; raises :class:`TypeError` for one that the domain does not use."""
    match value:
        case Enum():
            return value.value
        case None | str() | bool() | int() | float():
            return value
        case Decimal():
            return f"{value:f}"
        case time():
            return value.isoformat(timespec="minutes")
        case date():
            return value.isoformat()
        case Deadlines():
            return [plain(each) for each in value]
        case Mapping():
            return {key: plain(each) for key, each in value.items()}
        case tuple() | list():
            return [plain(each) for each in value]
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    raise TypeError(f"{type(value).__name__} has no JSON form")


def fingerprint(document: Mapping[str, Any]) -> str:
    """SHA-256 of a JSON document, in hexadecimal; the order of its keys does not count.

    Raises :class:`ValueError` where it holds a character that no database stores: U+0000 or half a surrogate pair.
    """
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if r"\u0000" in text and r"\u0000" in text.replace(r"\\", ""):
        raise ValueError("it holds the character U+0000")
    return sha256(text.encode()).hexdigest()


def _parts_of(change: FieldChange) -> tuple[FieldChange, ...]:
    old, new = change.old, change.new
    if not isinstance(old, Deadlines) or not isinstance(new, Deadlines):
        return (change,)
    apart = (FieldChange("deadlines", old.dates, new.dates), FieldChange("rolling", old.rolling, new.rolling))
    return tuple(each for each in apart if each.old != each.new)

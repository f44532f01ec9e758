"""What is different between two versions of a call."""

from dataclasses import dataclass, fields
from typing import Any

from domain.call import Call


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field, as it was and as it is."""

    field: str
    old: Any
    new: Any


UNCOMPARED = ("source", "reference", "published_on")
"""Its identity, and the day it was published, which is learnt and does not change."""


def differences(old: Call, new: Call) -> tuple[FieldChange, ...]:
    """Return the changed fields in the order in which :class:`Call` declares them; empty if nothing changed."""
    return tuple(
        FieldChange(each.name, getattr(old, each.name), getattr(new, each.name))
        for each in fields(Call)
        if each.name not in UNCOMPARED and getattr(old, each.name) != getattr(new, each.name)
    )

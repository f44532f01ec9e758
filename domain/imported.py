"""What an application was taken in as: from which row of which file, and what that row said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from domain.application import Partner
from domain.money import Money


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """Where an application came from."""

    application: int
    key: str
    """What the row is known by, whatever file it stands in."""
    file: str
    cell: str
    """The address of its title in that file."""
    said: Mapping[str, str]
    """By field of :class:`~domain.application.Application` what the row said when it was last taken in."""


def said(value: object) -> str:
    """A value as :attr:`Imported.said` keeps it: equal values are the same text, none is empty."""
    match value:
        case None:
            return ""
        case Money():
            return f"{value.amount.normalize():f} {value.currency}"
        case Decimal():
            return f"{value.normalize():f}"
        case date():
            return value.isoformat()
        case Enum():
            return str(value.value)
        case Partner():
            return f"{value.name} ({value.country})" if value.country else value.name
        case tuple():
            return "; ".join(said(each) for each in value)
        case _:
            return str(value)

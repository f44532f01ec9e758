"""One row of a sheet as an application, and what is known of how it came to be."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from domain.application import Application
from domain.plan import Plan
from followup.importing.words import folded

NO_PROJECT = ""
"""The project of an application that belongs to none of the plan's: only managers change it."""
Call = tuple[str, str]
"""Source and reference."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a sheet is read against."""

    plan: Plan
    programmes: tuple[str, ...] = ()
    """Names of programmes that are in use."""
    calls: Mapping[str, Call]
    """The calls that are known, by their identifier or reference, folded."""
    as_written: frozenset[str] | None = frozenset()
    """Words that stay as they are, whatever they are like; ``None``: every word."""

    def refuses(self, word: str) -> bool:
        """Whether a word stays as it is written."""
        return self.as_written is None or word in self.as_written


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A row that tells of an application."""

    cell: str
    """Where its title stands."""
    application: Application
    key: str
    """As :func:`key`."""
    number: int | None
    """Of the application in the window, where the sheet came from there."""
    cells: Mapping[str, str]
    """Where each field of the application that the row tells stands."""
    approximate: frozenset[str] = frozenset()
    """Days of which only the year was told."""


def key(title: str, programme: str | None, identifier: str, day: date | None) -> str:
    """What an application is known by, whatever file it stands in: title, programme, the call's identifier, year."""
    parts = (title, programme or "", identifier, str(day.year) if day else "")
    return "|".join(folded(each) or each.casefold() for each in parts)

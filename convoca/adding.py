"""Calls by hand on the command line: kept, matched and merged like the rest."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from convoca.merging import merge
from convoca.wiring import Program
from db import by_hand, calls
from db.calls import Outcome, Recorded
from db.engine import reading, transaction
from domain.by_hand import Described, call_of
from domain.deadlines import Deadline, Deadlines
from domain.errors import Problem
from domain.plan import INSTITUTION_ZONE, institution_day


class CannotAdd(Problem):
    """Raised where a call cannot be added as it was described."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """A call as it is typed."""

    address: str
    """Its page, or the identifier people quote."""
    title: str
    deadlines: tuple[str, ...] = ()
    """``2026-09-15`` or ``2026-09-15T17:00``, in the institution's zone."""
    programme: str | None = None
    text: Path | None = None
    """A file with its text."""
    language: str = "en"


def add(program: Program, typed: Typed) -> Recorded:
    """Keep a call; the same address again is a new version of it. A call that a source shows already is not added."""
    with reading(program.engine) as session:
        known = by_hand.shown_elsewhere(session, typed.address)
    if known:
        raise CannotAdd(f"{typed.address} is known already: {known.call.title} (read at {known.call.source}).")
    if not typed.title.strip():
        raise CannotAdd("A call needs a title: name it with --title.")
    described = Described(
        address=typed.address,
        title=typed.title,
        programme=typed.programme,
        deadlines=Deadlines(tuple(_deadline(each) for each in typed.deadlines)),
        text=_text(typed.text),
        language=typed.language,
    )
    with transaction(program.engine) as session:
        recorded = calls.record(session, call_of(described, today=institution_day(program.now)), now=program.now)
    if recorded.outcome is not Outcome.UNCHANGED:
        merge(program)
    return recorded


def _deadline(text: str) -> Deadline:
    try:
        if "T" not in text:
            return Deadline(date.fromisoformat(text), zone=INSTITUTION_ZONE.key)
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is not None:
        raise CannotAdd(f"{text!r} is no day and hour here: write it like 2026-09-15 or 2026-09-15T17:00.")
    return Deadline(moment.date(), moment.time(), INSTITUTION_ZONE.key)


def _text(file: Path | None) -> str:
    if file is None:
        return ""
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotAdd(f"{file} cannot be read as text ({error}): name a text file in UTF-8.") from error

"""Calls by hand: an invitation, a national call, what no source shows; kept, matched and merged like the rest."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

from convoca.merging import merge
from convoca.wiring import Program
from db import calls
from db.calls import Outcome, Recorded
from db.engine import reading, transaction
from domain.call import Call, Kind, Part, PartKind, Status
from domain.deadlines import Deadline, Deadlines
from domain.errors import Problem
from domain.plan import INSTITUTION_ZONE

SOURCE = "by_hand"


class CannotAdd(Problem):
    """Raised where a call cannot be added as it was described."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """A call as a person describes it."""

    address: str
    """Its page, or the identifier people quote."""
    title: str
    deadlines: tuple[str, ...] = ()
    """``2026-09-15`` or ``2026-09-15T17:00``, in the institution's zone."""
    programme: str | None = None
    text: Path | None = None
    """A file with its text."""
    language: str = "en"


def add(program: Program, described: Described) -> Recorded:
    """Keep a call; the same address again is a new version of it. A call that a source shows already is not added."""
    with reading(program.engine) as session:
        known = [each for each in calls.find(session, described.address) if each.call.source != SOURCE]
    if known:
        raise CannotAdd(
            f"{described.address} is known already: {known[0].call.title} (read at {known[0].call.source})."
        )
    call = _call(described)
    with transaction(program.engine) as session:
        recorded = calls.record(session, call, now=program.now)
    if recorded.outcome is not Outcome.UNCHANGED:
        merge(program)
    return recorded


def _call(described: Described) -> Call:
    title = " ".join(described.title.split())
    if not title:
        raise CannotAdd("A call needs a title: name it with --title.")
    address = urlsplit(described.address)
    is_page = address.scheme in ("http", "https") and bool(address.hostname)
    text = _text(described.text)
    return Call(
        source=SOURCE,
        reference=described.address,
        identifier=described.address if not is_page else address.path.rstrip("/").rpartition("/")[2] or address.netloc,
        kind=Kind.CALL,
        title=title,
        url=described.address if is_page else "",
        word=Status.OPEN,
        deadlines=Deadlines(tuple(_deadline(each) for each in described.deadlines)),
        programme=described.programme,
        parts=(Part(PartKind.DESCRIPTION, "", text),) if text else (),
        language=described.language,
    )


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
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CannotAdd(f"{file} cannot be read as text ({error}): name a text file in UTF-8.") from error
    return "\n".join(line for each in lines if (line := " ".join(each.split())))

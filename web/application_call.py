"""What of an application's call has changed since those who work on it last said that they had seen it."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from db import calls
from db.application_board import Card
from db.calls import StoredCall
from domain.application import UNDER_WAY, Application
from domain.call import Call
from domain.money import Budget
from web.application_history import Change
from web.formats import Formats
from web.language import N_, translations
from web.window import Material
from web.words import word

FIELDS = {
    "deadlines": N_("Deadlines"),
    "word": N_("Status"),
    "opens_on": N_("Opens"),
    "budget": N_("Budget"),
}
"""What a change that has to be told of is called; any other is called by its field."""


def changes(
    session: Session, application: Application, stored: StoredCall | None, *, material: Material, now: datetime
) -> tuple[tuple[str, Call, Call], ...]:
    """The fields that changed so that the application must heed it, each with the call as it was seen and as it is."""
    if stored is None or application.call_version is None or application.stage not in UNDER_WAY:
        return ()
    if application.call_version >= stored.version:
        return ()
    call = stored.call
    seen = calls.version(session, call.source, call.reference, application.call_version)
    return tuple((each.field, seen, call) for each in material(seen, call, now=now))


def changed(session: Session, cards: Iterable[Card], *, material: Material, now: datetime) -> frozenset[int]:
    """Of the applications on the board, those whose call has changed so that they must heed it."""
    behind = [
        (each.id, each.call, each.call_version)
        for each in cards
        if each.call and each.call_version and each.stage in UNDER_WAY
    ]
    current = calls.some(session, (call for _, call, _ in behind))
    versions = {(call, number) for _, call, number in behind}
    seen = {(call, number): calls.version(session, *call, number) for call, number in versions}
    return frozenset(id for id, call, number in behind if material(seen[call, number], current[call].call, now=now))


def in_words(found: tuple[tuple[str, Call, Call], ...], *, language: str, now: datetime) -> Iterator[Change]:
    """The changes as a visitor reads them, the old beside the new."""
    for field, seen, call in found:
        yield Change(
            label=FIELDS[field],
            old=_said(field, seen, language=language, now=now),
            new=_said(field, call, language=language, now=now),
        )


def _said(field: str, call: Call, *, language: str, now: datetime) -> str | None:
    said = translations(language)
    formats = Formats(language, said)
    match field:
        case "deadlines":
            rolling = [said.gettext("Open all the time, no deadline")] if call.deadlines.rolling else []
            return "; ".join([*map(formats.deadline, call.deadlines), *rolling]) or None
        case "word":
            return said.gettext(word(call.status(now)))
        case "opens_on":
            return formats.day(call.opens_on) if call.opens_on else None
        case _:
            return _money(call.budget, formats, said.gettext("For one project:"))


def _money(budget: Budget, formats: Formats, for_one: str) -> str | None:
    bounds = " – ".join(formats.money(each) for each in (budget.grant_min, budget.grant_max) if each)
    parts = [formats.money(budget.total)] if budget.total else []
    return "; ".join([*parts, f"{for_one} {bounds}"] if bounds else parts) or None

"""All that is kept of a call for one plan item: its match, what was said of it, who was told or offered it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import matches, told, verdicts, votes
from db.calls import StoredCall
from db.offered import OfferedRow
from db.told import Telling
from domain.digest import officers_item
from domain.eligibility import Verdict
from domain.match import Match
from domain.vote import Vote


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is kept."""

    match: Match | None
    since: datetime | None
    """Since when it has been a match without a break."""
    verdict: Verdict | None
    votes: tuple[Vote, ...]
    """Every word that was said, in the order in which it was; superseded and taken back ones too."""
    turned_down: Vote | None
    """The word that turns it down, if one does."""
    told: tuple[Telling, ...]
    """For the item, in the order of the messages; then the officer, for all items together."""
    offered: tuple[tuple[str, datetime], ...]
    """Who was offered it by a link alone, and when."""


def of_item(session: Session, plan_id: str, item: str, stored: StoredCall) -> Kept:
    """What is kept of a call for an item of a plan."""
    source, reference = key = stored.call.source, stored.call.reference
    match = matches.one(session, plan_id, item, source=source, reference=reference)
    return Kept(
        match=match,
        since=matches.since(session, plan_id).get((item, *key)) if match else None,
        verdict=verdicts.of_calls(session, plan_id, [key]).get(key),
        votes=tuple(each for each in votes.of_item(session, plan_id, item) if (each.source, each.reference) == key),
        turned_down=votes.dismissed(session, plan_id).get((item, *key)),
        told=tuple(_told(session, plan_id, item, source=source, reference=reference)),
        offered=_offered(session, plan_id, item, source=source, reference=reference),
    )


def _told(session: Session, plan_id: str, item: str, *, source: str, reference: str) -> Iterator[Telling]:
    """Yield who was told of it for the item; and the officer, who is told of a call once for all projects."""
    tellings = told.of_call(session, plan_id, source=source, reference=reference)
    yield from tellings.get(item, ())
    yield from tellings.get(officers_item(plan_id), ())


def _offered(
    session: Session, plan_id: str, item: str, *, source: str, reference: str
) -> tuple[tuple[str, datetime], ...]:
    query = select(OfferedRow.person, OfferedRow.offered_at).order_by(OfferedRow.offered_at, OfferedRow.person)
    wanted = query.filter_by(plan=plan_id, item=item, source=source, reference=reference)
    return tuple((person, at) for person, at in session.execute(wanted))

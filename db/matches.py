"""The current matches of a plan, and since when each has been one."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ForeignKeyConstraint, delete, insert, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.lock import one_at_a_time
from db.rows import Row
from domain.match import Evidence, Match

EVIDENCE = TypeAdapter(tuple[Evidence, ...])

NUMBERS = ("version", "score", "words", "meaning", "through")


class MatchRow(Row):
    """A call that matches a plan item now."""

    __tablename__ = "matches"
    __table_args__ = (ForeignKeyConstraint(["source", "reference"], ["calls.source", "calls.reference"]),)

    plan: Mapped[str] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    score: Mapped[float]
    words: Mapped[float]
    meaning: Mapped[float]
    through: Mapped[str | None]
    evidence: Mapped[list[Any]]
    since: Mapped[datetime]
    """When it first was a match, if it has been one ever since."""


def replace(session: Session, plan_id: str, matches: Iterable[Match], *, now: datetime) -> None:
    """Let these be the plan's matches, and no others; those that stay keep their ``since``.

    The calls must have been recorded.
    """
    one_at_a_time(session.connection(), f"replace matches of {plan_id}")
    known = since(session, plan_id)
    session.execute(delete(MatchRow).where(MatchRow.plan == plan_id))
    rows = [
        {
            "plan": plan_id,
            "item": each.item,
            "source": each.source,
            "reference": each.reference,
            **{name: getattr(each, name) for name in NUMBERS},
            "evidence": EVIDENCE.dump_python(each.evidence, mode="json"),
            "since": known.get((each.item, each.source, each.reference), now),
        }
        for each in matches
    ]
    if rows:
        session.execute(insert(MatchRow), rows)


def of_plan(session: Session, plan_id: str) -> list[Match]:
    """The plan's matches by item, the best first, ties by source and reference."""
    order = (MatchRow.item, MatchRow.score.desc(), MatchRow.source, MatchRow.reference)
    query = select(*MatchRow.__table__.columns).where(MatchRow.plan == plan_id).order_by(*order)
    return [
        Match(
            item=row["item"],
            source=row["source"],
            reference=row["reference"],
            **{name: row[name] for name in NUMBERS},
            evidence=EVIDENCE.validate_python(row["evidence"]),
        )
        for row in session.execute(query).mappings()
    ]


def since(session: Session, plan_id: str) -> dict[tuple[str, str, str], datetime]:
    """Since when each (item, source, reference) has been a match without a break."""
    query = select(MatchRow.item, MatchRow.source, MatchRow.reference, MatchRow.since)
    rows = session.execute(query.where(MatchRow.plan == plan_id))
    return {(item, source, reference): moment for item, source, reference, moment in rows}

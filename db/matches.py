"""The current matches of a plan, and since when each has been one."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import JSON, ForeignKeyConstraint, delete, insert, select, tuple_
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.chunks import chunks
from db.lock import one_at_a_time
from db.plans import PlanRow
from db.rows import Row
from domain.match import Evidence, Learnt, Match

EVIDENCE = TypeAdapter(tuple[Evidence, ...])
LEARNT = TypeAdapter(Learnt | None)

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
    uncovered: Mapped[list[Any]] = mapped_column(server_default="[]")
    telling_words: Mapped[list[Any]] = mapped_column(server_default="[]")
    learnt: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
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
            "uncovered": list(each.uncovered),
            "telling_words": list(each.telling_words),
            "learnt": LEARNT.dump_python(each.learnt, mode="json"),
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
    return [_match(row) for row in session.execute(query).mappings()]


def one(session: Session, plan_id: str, item: str, *, source: str, reference: str) -> Match | None:
    """The match of a call and an item, if they match."""
    wanted = {"plan": plan_id, "item": item, "source": source, "reference": reference}
    row = session.execute(select(*MatchRow.__table__.columns).filter_by(**wanted)).mappings().one_or_none()
    return None if row is None else _match(row)


def of_item(session: Session, plan_id: str, item: str) -> list[Match]:
    """The matches of a plan item, the best first, ties by source and reference."""
    order = (MatchRow.score.desc(), MatchRow.source, MatchRow.reference)
    query = select(*MatchRow.__table__.columns).filter_by(plan=plan_id, item=item).order_by(*order)
    return [_match(row) for row in session.execute(query).mappings()]


def of_call(session: Session, plan_id: str, *, source: str, reference: str) -> list[Match]:
    """The matches of a call, the best first."""
    wanted = {"plan": plan_id, "source": source, "reference": reference}
    query = select(*MatchRow.__table__.columns).filter_by(**wanted).order_by(MatchRow.score.desc(), MatchRow.item)
    return [_match(row) for row in session.execute(query).mappings()]


def best_evidence(
    session: Session, wanted: Iterable[tuple[str, str, str]]
) -> dict[tuple[str, str, str, int], Evidence]:
    """The best sentences of these matches, by item, source, reference and the version of the call they are of."""
    key = (MatchRow.item, MatchRow.source, MatchRow.reference)
    # The plans are named, so that the primary key, which begins with them, leads to the rows.
    query = select(*key, MatchRow.version, MatchRow.evidence).where(MatchRow.plan.in_(select(PlanRow.id)))
    found = {}
    for some in chunks(sorted(set(wanted))):
        for item, source, reference, version, evidence in session.execute(query.where(tuple_(*key).in_(some))):
            if evidence:
                found[item, source, reference, version] = EVIDENCE.validate_python(evidence)[0]
    return found


def _match(row: Mapping[Any, Any]) -> Match:
    return Match(
        item=row["item"],
        source=row["source"],
        reference=row["reference"],
        **{name: row[name] for name in NUMBERS},
        evidence=EVIDENCE.validate_python(row["evidence"]),
        uncovered=tuple(row["uncovered"]),
        telling_words=tuple(row["telling_words"]),
        learnt=LEARNT.validate_python(row["learnt"]),
    )


def since(session: Session, plan_id: str) -> dict[tuple[str, str, str], datetime]:
    """Since when each (item, source, reference) has been a match without a break."""
    query = select(MatchRow.item, MatchRow.source, MatchRow.reference, MatchRow.since)
    rows = session.execute(query.where(MatchRow.plan == plan_id))
    return {(item, source, reference): moment for item, source, reference, moment in rows}

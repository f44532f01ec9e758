"""Whether a plan's applicant may apply for each call: by the rules, and as an officer said instead."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ForeignKeyConstraint, Index, delete, select, tuple_, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.chunks import chunks
from db.columns import Word
from db.insert import insert
from db.lock import one_at_a_time
from db.rows import Row
from domain.eligibility import Answer, Finding, Override, Verdict

FINDINGS = TypeAdapter(tuple[Finding, ...])

Key = tuple[str, str]
"""Source and reference."""


class VerdictRow(Row):
    """What the rules say of a call in its current version."""

    __tablename__ = "verdicts"
    __table_args__ = (
        ForeignKeyConstraint(["source", "reference"], ["calls.source", "calls.reference"]),
        Index(None, "plan", "answer"),
    )

    plan: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(primary_key=True)
    version: Mapped[int]
    answer: Mapped[Answer] = mapped_column(Word(Answer))
    """As a whole and as it holds: an officer's word, where there is one."""
    rules: Mapped[str]
    """What the verdict depends on besides the call: the applicant and the version of the rules, as a hash."""
    findings: Mapped[list[Any]]
    screened_at: Mapped[datetime]


class OverrideRow(Row):
    """What an officer said of a call; the rules go on saying what they say."""

    __tablename__ = "overrides"
    __table_args__ = (ForeignKeyConstraint(["source", "reference"], ["calls.source", "calls.reference"]),)

    plan: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str] = mapped_column(primary_key=True)
    reference: Mapped[str] = mapped_column(primary_key=True)
    answer: Mapped[Answer] = mapped_column(Word(Answer))
    by: Mapped[str]
    why: Mapped[str]
    said_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Screened:
    """A verdict, and the version of the call that it was made from."""

    version: int
    verdict: Verdict


def record(
    session: Session,
    plan_id: str,
    screened: Mapping[Key, Screened],
    *,
    running: Iterable[Key],
    rules: str,
    now: datetime,
) -> None:
    """Keep these verdicts beside those that are known, and forget those of calls that no longer run.

    The calls must have been recorded.
    """
    one_at_a_time(session.connection(), f"screen calls for {plan_id}")
    keys = set(running)
    gone = [key for key in _keys(session, plan_id) if key not in keys] + list(screened)
    for some in chunks(gone):
        where = tuple_(VerdictRow.source, VerdictRow.reference).in_(some)
        session.execute(delete(VerdictRow).where(VerdictRow.plan == plan_id, where))
    said = overrides(session, plan_id)
    rows = [
        {
            "plan": plan_id,
            "source": source,
            "reference": reference,
            "version": each.version,
            "answer": replace(each.verdict, said=said.get((source, reference))).answer,
            "rules": rules,
            "findings": FINDINGS.dump_python(each.verdict.findings, mode="json"),
            "screened_at": now,
        }
        for (source, reference), each in screened.items()
    ]
    if rows:
        session.execute(insert(session, VerdictRow), rows)


def known(session: Session, plan_id: str, *, rules: str) -> dict[Key, int]:
    """The calls that were screened by these very rules, each with the version that was read."""
    query = select(VerdictRow.source, VerdictRow.reference, VerdictRow.version)
    rows = session.execute(query.where(VerdictRow.plan == plan_id, VerdictRow.rules == rules))
    return {(source, reference): version for source, reference, version in rows}


def of_plan(session: Session, plan_id: str) -> dict[Key, Verdict]:
    """The verdict on every call that was screened, by source and reference."""
    said = overrides(session, plan_id)
    query = select(VerdictRow).where(VerdictRow.plan == plan_id).order_by(VerdictRow.source, VerdictRow.reference)
    return {
        (row.source, row.reference): Verdict(
            FINDINGS.validate_python(row.findings), said=said.get((row.source, row.reference))
        )
        for row in session.scalars(query)
    }


def of_calls(session: Session, plan_id: str, keys: Iterable[Key]) -> dict[Key, Verdict]:
    """The verdict on each of these calls that was screened."""
    said = overrides(session, plan_id)
    found: dict[Key, Verdict] = {}
    for some in chunks(sorted(set(keys))):
        where = tuple_(VerdictRow.source, VerdictRow.reference).in_(some)
        for row in session.scalars(select(VerdictRow).where(VerdictRow.plan == plan_id, where)):
            key = (row.source, row.reference)
            found[key] = Verdict(FINDINGS.validate_python(row.findings), said=said.get(key))
    return found


def overrides(session: Session, plan_id: str) -> dict[Key, Override]:
    """What officers said of calls, by source and reference."""
    rows = session.scalars(select(OverrideRow).where(OverrideRow.plan == plan_id))
    return {(row.source, row.reference): Override(row.answer, row.by, row.why) for row in rows}


def say(session: Session, plan_id: str, key: Key, override: Override, *, now: datetime) -> None:
    """Let an officer's word hold for a call from now on, whatever the rules say; the last word holds."""
    values = {"answer": override.answer, "by": override.by, "why": override.why, "said_at": now}
    source, reference = key
    row = insert(session, OverrideRow).values(plan=plan_id, source=source, reference=reference, **values)
    session.execute(row.on_conflict_do_update(index_elements=["plan", "source", "reference"], set_=values))
    session.execute(update(VerdictRow).where(*_of(VerdictRow, plan_id, key)).values(answer=override.answer))


def take_back(session: Session, plan_id: str, key: Key) -> bool:
    """Let the rules hold again; return whether anybody had said otherwise."""
    statement = delete(OverrideRow).where(*_of(OverrideRow, plan_id, key))
    if session.scalar(statement.returning(OverrideRow.reference)) is None:
        return False
    for row in session.scalars(select(VerdictRow).where(*_of(VerdictRow, plan_id, key))):
        row.answer = Verdict(FINDINGS.validate_python(row.findings)).answer
    return True


def _of(row_class: type[VerdictRow] | type[OverrideRow], plan_id: str, key: Key) -> tuple[Any, ...]:
    return row_class.plan == plan_id, row_class.source == key[0], row_class.reference == key[1]


def _keys(session: Session, plan_id: str) -> list[Key]:
    query = select(VerdictRow.source, VerdictRow.reference).where(VerdictRow.plan == plan_id)
    return [(source, reference) for source, reference in session.execute(query)]

"""What people said of calls for plan items: every vote, and from when on none of them is learnt from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, select, tuple_
from sqlalchemy.orm import Mapped, Session, mapped_column

from db.call_rows import CallRow, VersionRow, calls_of
from db.chunks import chunks
from db.columns import Word as WordColumn
from db.errors import NotStored
from db.lock import one_at_a_time
from db.rows import Row
from domain.deadlines import Deadlines
from domain.vote import Key, Reason, Vote, Word, comes_back, last_words


class VoteRow(Row):
    """One word of one person on one call for one plan item; never deleted."""

    __tablename__ = "votes"
    __table_args__ = (
        ForeignKeyConstraint(["source", "reference"], ["calls.source", "calls.reference"]),
        Index(None, "plan", "item"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str]
    item: Mapped[str]
    source: Mapped[str]
    reference: Mapped[str]
    person: Mapped[str]
    version: Mapped[int]
    word: Mapped[Word] = mapped_column(WordColumn(Word))
    reason: Mapped[Reason | None] = mapped_column(WordColumn(Reason))
    note: Mapped[str]
    at: Mapped[datetime]
    taken_back_at: Mapped[datetime | None]


class VoteResetRow(Row):
    """From this moment on nothing is learnt from the votes that an item had."""

    __tablename__ = "vote_resets"

    id: Mapped[int] = mapped_column(primary_key=True)
    plan: Mapped[str]
    item: Mapped[str]
    person: Mapped[str]
    at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Reset:
    """Who wanted nothing to be learnt from the votes until then."""

    person: str
    at: datetime


def cast(session: Session, plan_id: str, vote: Vote) -> None:
    """Keep a vote; the person's earlier ones on that call for that item are history. The call must be recorded."""
    names = ("item", "source", "reference", "person", "version", "word", "reason", "note", "at", "taken_back_at")
    session.add(VoteRow(plan=plan_id, **{name: getattr(vote, name) for name in names}))
    session.flush()


def take_back(session: Session, plan_id: str, key: Key, *, person: str, now: datetime) -> None:
    """Let a person's last vote on a call for an item count no more; raise :class:`NotStored` where none stands."""
    one_at_a_time(session.connection(), f"votes of {plan_id}")
    item, source, reference = key
    wanted = (VoteRow.plan == plan_id, VoteRow.item == item, VoteRow.person == person)
    this = (VoteRow.source == source, VoteRow.reference == reference)
    last = session.scalars(select(VoteRow).where(*wanted, *this).order_by(VoteRow.id.desc()).limit(1)).first()
    if last is None or last.taken_back_at is not None:
        raise NotStored(f"{person} has no vote on {reference} for {item} that could be taken back")
    last.taken_back_at = now
    session.flush()


def of_item(session: Session, plan_id: str, item: str) -> list[Vote]:
    """Every vote for an item, also those superseded or taken back, in the order in which they were cast."""
    mine = (VoteRow.plan == plan_id, VoteRow.item == item)
    return [_vote(each) for each in session.scalars(select(VoteRow).where(*mine).order_by(VoteRow.id))]


def of_plan(session: Session, plan_id: str) -> list[Vote]:
    """Every vote for any item of a plan, in the order in which they were cast."""
    rows = session.scalars(select(VoteRow).where(VoteRow.plan == plan_id).order_by(VoteRow.id))
    return [_vote(each) for each in rows]


def reset(session: Session, plan_id: str, item: str, *, person: str, now: datetime) -> None:
    """Learn nothing any more from the votes an item has so far; what was turned down stays turned down."""
    session.add(VoteResetRow(plan=plan_id, item=item, person=person, at=now))
    session.flush()


def resets(session: Session, plan_id: str) -> dict[str, Reset]:
    """The last reset of each item that had one."""
    rows = session.scalars(select(VoteResetRow).where(VoteResetRow.plan == plan_id).order_by(VoteResetRow.id))
    return {each.item: Reset(each.person, each.at) for each in rows}


def teaching(session: Session, plan_id: str) -> dict[str, list[Vote]]:
    """By item the votes that something is learnt from: what stands and speaks of the subject, since the last reset."""
    since = resets(session, plan_id)
    found: dict[str, list[Vote]] = {}
    for each in last_words(of_plan(session, plan_id)).values():
        if each.likes is not None and (each.item not in since or each.at > since[each.item].at):
            found.setdefault(each.item, []).append(each)
    return found


def dismissed(session: Session, plan_id: str) -> dict[Key, Vote]:
    """The calls that are turned down for an item, by item, source and reference, with the vote that says why.

    One that was turned down for lack of time is left out once its deadline has moved out.
    """
    history = of_plan(session, plan_id)
    found = {key: each for key, each in last_words(history).items() if each.dismisses}
    late = {key for key, each in found.items() if each.reason is Reason.DEADLINE}
    known = _deadlines(session, {key[1:] for key in late})
    for key in late:
        versions = known[key[1:]]
        if comes_back([each for each in history if each.key == key], versions, versions[max(versions)]):
            del found[key]
    return found


def not_eligible(session: Session, plan_id: str) -> list[Vote]:
    """The votes that stand and say that we are not eligible: of use to the rules, not to the ranking."""
    return [each for each in last_words(of_plan(session, plan_id)).values() if each.reason is Reason.NOT_ELIGIBLE]


def _vote(row: VoteRow) -> Vote:
    return Vote(
        person=row.person,
        item=row.item,
        source=row.source,
        reference=row.reference,
        version=row.version,
        word=row.word,
        at=row.at,
        reason=row.reason,
        note=row.note,
        taken_back_at=row.taken_back_at,
    )


def _deadlines(session: Session, calls: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], dict[int, Deadlines]]:
    """The deadlines of every version of these calls."""
    found: dict[tuple[str, str], dict[int, Deadlines]] = {}
    for some in chunks(sorted(calls)):
        query = (
            select(CallRow.source, CallRow.reference, VersionRow.number, VersionRow.id)
            .join(VersionRow, VersionRow.call_id == CallRow.id)
            .where(tuple_(CallRow.source, CallRow.reference).in_(some))
        )
        rows = session.execute(query).all()
        read = calls_of(session, [id for *_, id in rows])
        for source, reference, number, id in rows:
            found.setdefault((source, reference), {})[number] = read[id].deadlines
    return found

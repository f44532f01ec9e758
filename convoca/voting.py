"""What people say of calls: kept as they say it, taken back, and forgotten by the ranking when they want it."""

from sqlalchemy.orm import Session

from convoca import listing
from convoca.wiring import Program
from db import calls, ownership, votes
from db.calls import StoredCall
from db.engine import reading, transaction
from domain.errors import Problem
from domain.plan import ItemKind, Plan, PlanItem
from domain.vote import Reason, Vote, Word


class NotOneCall(Problem):
    """Raised where a vote does not say clearly which call it is on."""


class WhoVotes(Problem):
    """Raised where nobody says, or nobody knows, whose vote it is."""


def vote(
    program: Program,
    call: str,
    project: str,
    *,
    word: Word,
    reason: Reason | None = None,
    note: str = "",
    person: str | None = None,
) -> str:
    """Keep a vote and say what comes of it; a call that was merged is voted on in the one that stands for it."""
    plan, item = listing.item(program, project)
    stored, who = _call(program, call), _person(program, plan, item, person)
    cast = Vote(
        person=who,
        item=item.key,
        source=stored.call.source,
        reference=stored.call.reference,
        version=stored.version,
        word=word,
        at=program.now,
        reason=reason,
        note=note.strip(),
    )
    with transaction(program.engine) as session:
        votes.cast(session, plan.id, cast)
    return f"{stored.call.title}: {cast.said} for {item.name()}, says {who}. {_comes_of(cast)}"


def take_back(program: Program, call: str, project: str, *, person: str | None = None) -> str:
    """Let a person's last vote on a call count no more, and say so."""
    plan, item = listing.item(program, project)
    stored, who = _call(program, call), _person(program, plan, item, person)
    key = item.key, stored.call.source, stored.call.reference
    with transaction(program.engine) as session:
        votes.take_back(session, plan.id, key, person=who, now=program.now)
    return f"{stored.call.title}: the vote of {who} for {item.name()} is taken back. The next match counts without it."


def reset(program: Program, project: str, *, person: str | None = None) -> str:
    """Let nothing be learnt any more from the votes an item has so far, and say so."""
    plan, item = listing.item(program, project)
    who = _person(program, plan, item, person)
    with transaction(program.engine) as session:
        votes.reset(session, plan.id, item.key, person=who, now=program.now)
    return (
        f"{item.name()}: nothing is learnt any more from the votes until now; the next match ranks without them. What "
        "was turned down stays so until its vote is taken back."
    )


def _comes_of(vote: Vote) -> str:
    if vote.word is Word.LATER:
        return "It stays where it is."
    learnt = "The next match learns from it." if vote.likes is not None else "It says nothing of the subject."
    if not vote.dismisses:
        return learnt
    back = " It comes back once if the deadline moves out." if vote.reason is Reason.DEADLINE else ""
    return f"It leaves the project's matches and digest. {learnt}{back}"


def _call(program: Program, text: str) -> StoredCall:
    with reading(program.engine) as session:
        found = {(each.call.source, each.call.reference): each for each in _standing(session, text)}
    if not found:
        raise NotOneCall(f"No call has the identifier or reference {text!r}: look it up with convoca calls.")
    if len(found) > 1:
        named = ", ".join(f"{reference} at {source}" for source, reference in found)
        raise NotOneCall(f"{len(found)} calls have the identifier {text!r}: name one by its reference; {named}.")
    return next(iter(found.values()))


def _standing(session: Session, text: str) -> list[StoredCall]:
    """The calls of that name, each in the reading that stands for it."""
    stand_ins = []
    for each in calls.find(session, text):
        source, _, reference = (each.merged_into or "").partition("/")
        stand_ins.append((calls.one(session, source, reference) if each.merged_into else None) or each)
    return stand_ins


def _person(program: Program, plan: Plan, item: PlanItem, named: str | None) -> str:
    """Who votes: the person named, else the owner of the project on this day."""
    known = {each.id for each in plan.people}
    if named is not None and named not in known:
        raise WhoVotes(f"The plan names no person {named!r}; there are {', '.join(sorted(known))}.")
    if named is None and item.kind is not ItemKind.PROJECT:
        raise WhoVotes(f"Nobody owns a {item.kind}: say whose vote it is with --as PERSON.")
    if named is not None:
        return named
    with reading(program.engine) as session:
        return ownership.ownership(session, plan, on=program.now.date()).owners[item.id]

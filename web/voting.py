"""A vote is cast or taken back: kept, and noted in the audit log, by whichever form it comes."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from db import audit, votes
from db.call_ids import CallKey
from db.calls import StoredCall
from domain.plan import Plan, Project
from domain.vote import LONGEST_NOTE, Reason, Vote, Word, last_words
from web.errors import NotUnderstood
from web.language import N_


def cast(
    session: Session,
    plan: Plan,
    project: Project,
    stored: StoredCall,
    *,
    person: str,
    word: str,
    reason: str,
    note: str,
    now: datetime,
) -> None:
    """Keep what somebody says of a call for a project; raise :class:`NotUnderstood` for what the page does not offer.

    To say the same twice is to say it once: links are pressed again, and forms sent again.
    """
    if word not in set(Word) or (reason and reason not in set(Reason)):
        raise NotUnderstood(N_("Choose one of the answers that the page offers."))
    if len(note) > LONGEST_NOTE:
        raise NotUnderstood(N_("The note is too long: shorten it to 500 characters."))
    source, reference = stored.call.source, stored.call.reference
    made = Vote(
        person=person,
        item=project.key,
        source=source,
        reference=reference,
        version=stored.version,
        word=Word(word),
        at=now,
        reason=Reason(reason) if reason and word == Word.NOT_FOR_US else None,
        note=note.strip(),
    )
    theirs = [each for each in votes.of_item(session, plan.id, project.key) if each.person == person]
    before = next((each for each in reversed(theirs) if each.key == made.key), None)
    if before is not None and replace(before, at=now) == made:
        return
    votes.cast(session, plan.id, made)
    new = {"project": project.id, "word": made.word.value, "reason": made.reason and made.reason.value}
    audit.note(session, who=person, what="vote on call", object=f"call:{source}/{reference}", new=new, now=now)


def take_back(session: Session, plan: Plan, project: Project, call: CallKey, *, who: str, now: datetime) -> bool:
    """Take back what stands on a call for a project, whoever said it; return whether anything did."""
    key = (project.key, *call)
    standing = last_words(votes.of_item(session, plan.id, project.key)).get(key)
    if standing is None:
        return False
    votes.take_back(session, plan.id, key, person=standing.person, now=now)
    old = {"project": project.id, "word": standing.word.value, "person": standing.person}
    audit.note(session, who=who, what="take vote back", object=f"call:{'/'.join(call)}", old=old, now=now)
    return True

"""What people say of a call for a project: relevant, not for us and why, later; and taking it back."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from db import audit, votes
from db.engine import transaction
from domain.vote import LONGEST_NOTE, Reason, Vote, Word, last_words
from web.errors import NotUnderstood
from web.language import N_
from web.pages.calls import known
from web.pages.projects import of_plan
from web.rendering import go
from web.visitor import Visiting
from web.window import Here

router = APIRouter()


@router.post("/projects/{project}/votes/{source}/{reference:path}", name="call.vote")
def vote(
    request: Request,
    window: Here,
    visitor: Visiting,
    project: str,
    source: str,
    reference: str,
    word: Annotated[str, Form()],
    reason: Annotated[str, Form()] = "",
    note: Annotated[str, Form()] = "",
) -> Response:
    """Say what a call is to a project."""
    now = window.clock()
    if word not in set(Word) or (reason and reason not in set(Reason)):
        raise NotUnderstood(N_("Choose one of the answers that the page offers."))
    if len(note) > LONGEST_NOTE:
        raise NotUnderstood(N_("The note is too long: shorten it to 500 characters."))
    said = Word(word)
    with transaction(window.engine) as session:
        stored = known(session, source, reference)
        plan, item = of_plan(session, visitor.known.plan, project)
        made = Vote(
            person=visitor.known.id,
            item=item.key,
            source=source,
            reference=reference,
            version=stored.version,
            word=said,
            at=now,
            reason=Reason(reason) if reason and said is Word.NOT_FOR_US else None,
            note=note.strip(),
        )
        votes.cast(session, plan.id, made)
        new = {"project": project, "word": said.value, "reason": made.reason and made.reason.value}
        object = f"call:{source}/{reference}"
        audit.note(session, who=visitor.known.id, what="vote on call", object=object, new=new, now=now)
    return go(request, "call", source=source, reference=reference, done="voted")


@router.post("/projects/{project}/votes-taken-back/{source}/{reference:path}", name="call.unvote")
def unvote(request: Request, window: Here, visitor: Visiting, project: str, source: str, reference: str) -> Response:
    """Take back what I said of a call for a project."""
    now = window.clock()
    with transaction(window.engine) as session:
        known(session, source, reference)
        plan, item = of_plan(session, visitor.known.plan, project)
        key = (item.key, source, reference)
        standing = last_words(votes.of_item(session, plan.id, item.key)).get(key)
        if standing is not None:
            votes.take_back(session, plan.id, key, person=standing.person, now=now)
            old = {"project": project, "word": standing.word.value, "person": standing.person}
            object = f"call:{source}/{reference}"
            audit.note(session, who=visitor.known.id, what="take vote back", object=object, old=old, now=now)
    return go(request, "call", source=source, reference=reference, done="saved")

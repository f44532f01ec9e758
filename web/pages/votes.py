"""What people say of a call for a project: relevant, not for us and why, later; and taking it back."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from db.engine import transaction
from web import voting
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
    with transaction(window.engine) as session:
        stored = known(session, source, reference)
        plan, item = of_plan(session, visitor.known.plan, project)
        person, now = visitor.known.id, window.clock()
        voting.cast(session, plan, item, stored, person=person, word=word, reason=reason, note=note, now=now)
    return go(request, "call", source=source, reference=reference, done="voted")


@router.post("/projects/{project}/votes-taken-back/{source}/{reference:path}", name="call.unvote")
def unvote(
    request: Request,
    window: Here,
    visitor: Visiting,
    project: str,
    source: str,
    reference: str,
    back: Annotated[str, Form()] = "",
) -> Response:
    """Take back what was said of a call for a project, and return to the page it was done on."""
    with transaction(window.engine) as session:
        known(session, source, reference)
        plan, item = of_plan(session, visitor.known.plan, project)
        voting.take_back(session, plan, item, (source, reference), who=visitor.known.id, now=window.clock())
    if back == "project":
        return go(request, "project", project=project, done="saved")
    return go(request, "call", source=source, reference=reference, done="saved")

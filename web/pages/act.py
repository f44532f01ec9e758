"""The links in mails that act: looking shows for whom and what, and only pressing a button does it."""

from typing import Annotated

from fastapi import APIRouter, Depends, Form, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from db import applications, audit, plans, prompts
from db.action_links import Judging, Link, Reporting
from db.applications import Stored
from db.calls import StoredCall
from db.engine import reading, transaction
from domain.application import Stage
from domain.people import Member
from domain.plan import Plan, Project
from domain.vote import LONGEST_NOTE, Reason, Word
from followup.outcome import ASKED, answers, question
from web import voting
from web.action_links import opened
from web.application_access import change
from web.application_rights import changeable
from web.errors import LinkRefused, NotThere, NotUnderstood
from web.language import N_
from web.limits import limited
from web.pages.calls import known
from web.pages.projects import of_plan
from web.project_rights import speaks_for
from web.rendering import show
from web.window import Here, Window

router = APIRouter(prefix="/act", dependencies=[Depends(limited(lambda limits: limits.links_that_act))])
NOT_KNOWN = "not known yet"
"""The answer that changes nothing but when the question comes back."""
OTHERS = N_("You do not answer for this project, or no longer, so this link does nothing.")


@router.get("/call/{token}", name="act.call")
def call(request: Request, window: Here, token: str, link: Annotated[Link, Depends(opened)]) -> Response:
    """Show for whom, which call, and the button."""
    with reading(window.engine) as session:
        return _call_page(request, session, window, link, token=token)


@router.post("/call/{token}", name="act.call.say")
def say(
    request: Request,
    window: Here,
    token: str,
    link: Annotated[Link, Depends(opened)],
    reason: Annotated[str, Form()] = "",
    note: Annotated[str, Form()] = "",
) -> Response:
    """Say of the call what the link says; it stands for the form and for the person."""
    member, action = _judging(link)
    with transaction(window.engine) as session:
        plan, project, stored = _subject(session, window, member, action)
        person, now = member.id, window.clock()
        voting.cast(session, plan, project, stored, person=person, word=action.word, reason=reason, note=note, now=now)
        return _call_page(request, session, window, link, token=token, done=True)


@router.get("/application/{token}", name="act.application")
def application(request: Request, window: Here, token: str, link: Annotated[Link, Depends(opened)]) -> Response:
    """Show for whom, which application, and the answers."""
    with reading(window.engine) as session:
        return _application_page(request, session, window, link, token=token)


@router.post("/application/{token}", name="act.application.tell")
def tell(
    request: Request,
    window: Here,
    token: str,
    link: Annotated[Link, Depends(opened)],
    answer: Annotated[str, Form()] = "",
) -> Response:
    """Move the application to what the funder said; nothing happens where somebody has moved it already."""
    with transaction(window.engine) as session:
        member, stored, _ = _reported(session, window, link)
        stage, now = stored.application.stage, window.clock()
        if stage in ASKED:
            if answer not in {NOT_KNOWN, *answers(stage)}:
                raise NotUnderstood(N_("Choose one of the answers that the page offers."))
            if answer == NOT_KNOWN:
                prompts.not_known_yet(session, stored.id, about=question(stage), now=now)
                new = {"outcome": NOT_KNOWN}
                audit.note(
                    session, who=member.id, what="tell outcome", object=f"application:{stored.id}", new=new, now=now
                )
            else:
                # Without a day of the decision: that stands in the funder's letter, not in a click.
                change(session, stored, stored.application.moved(Stage(answer)), who=member.id, now=now)
        return _application_page(request, session, window, link, token=token, answered=answer)


def _call_page(
    request: Request, session: Session, window: Window, link: Link, *, token: str, done: bool = False
) -> Response:
    member, action = _judging(link)
    _, project, stored = _subject(session, window, member, action)
    return show(
        request,
        "act-call.jinja",
        acting=member,
        token=token,
        call=stored.call,
        project=project,
        relevant=action.word is Word.RELEVANT,
        reasons=tuple(Reason),
        longest=LONGEST_NOTE,
        done=done,
    )


def _judging(link: Link) -> tuple[Member, Judging]:
    if link.member is None or not isinstance(link.action, Judging):
        raise NotThere
    return link.member, link.action


def _subject(session: Session, window: Window, member: Member, action: Judging) -> tuple[Plan, Project, StoredCall]:
    """What is judged; raise :class:`LinkRefused` where the person may no longer say anything of it."""
    plan, project = of_plan(session, member.plan, action.project)
    stored = known(session, action.source, action.reference)
    if project.id not in speaks_for(session, plan, member, now=window.clock()):
        raise LinkRefused(OTHERS)
    return plan, project, stored


def _application_page(
    request: Request, session: Session, window: Window, link: Link, *, token: str, answered: str = ""
) -> Response:
    member, stored, project = _reported(session, window, link)
    stage = stored.application.stage
    return show(
        request,
        "act-application.jinja",
        acting=member,
        token=token,
        number=stored.id,
        application=stored.application,
        project=project,
        answers=answers(stage) if stage in ASKED else (),
        not_known=NOT_KNOWN,
        answered=answered,
    )


def _reported(session: Session, window: Window, link: Link) -> tuple[Member, Stored, Project | None]:
    """The application and its project; raise :class:`LinkRefused` where the person no longer answers for it."""
    if link.member is None or not isinstance(link.action, Reporting):
        raise NotThere
    member, number = link.member, link.action.application
    stored, plan = applications.get(session, number), plans.get(session, member.plan)
    if stored is None or plan is None or stored.application.plan != plan.id:
        raise NotThere
    if not changeable(session, plan, member, stored.application, now=window.clock()):
        raise LinkRefused(OTHERS)
    project = next((each for each in plan.projects if each.id == stored.application.project), None)
    return member, stored, project

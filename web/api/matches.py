"""The plan for programs: its projects, what matches them, and votes on it."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session
from starlette.responses import Response

from db import calls, matches, ownership, plans, verdicts, votes
from db.engine import reading, transaction
from domain.eligibility import Answer
from domain.match import Evidence, Match, Strength, Thresholds
from domain.plan import Plan
from domain.vote import LONGEST_NOTE, Reason, Word
from web.api.answers import answered
from web.api.calls import CallHead, head
from web.errors import NotThere, NotUnderstood
from web.language import N_
from web.pages.calls import known
from web.pages.projects import of_plan
from web.thresholds import thresholds
from web.visitor import Visiting
from web.voting import cast, take_back
from web.window import Here

router = APIRouter(tags=["matches"])


class ProjectHead(BaseModel):
    """A strategic project."""

    id: str
    title: dict[str, str]
    lines: tuple[str, ...]
    challenges: tuple[str, ...]
    owner: str
    """The id of who answers for it today."""
    illustrative: bool


class Projects(BaseModel):
    """The projects of a plan."""

    plan: str
    items: list[ProjectHead]


class MatchOut(BaseModel):
    """How well a call fits a project."""

    project: str
    score: float
    strength: Strength
    evidence: tuple[Evidence, ...]
    uncovered: tuple[str, ...]
    """Sentences of the project that nothing in the call answers."""
    eligible: Answer | None
    """Whether the plan's applicant may apply; null where nobody has looked."""
    call: CallHead


class MatchPage(BaseModel):
    """Matches, the best first, one page of them."""

    items: list[MatchOut]
    page: int
    pages: int
    total: int


class VoteIn(BaseModel):
    """What a call is to a project."""

    word: Word
    reason: Reason | None = None
    """Why it is not for us; nothing else takes a reason."""
    note: str = Field("", max_length=LONGEST_NOTE, pattern=r"^[^\x00]*$")


def plan_of(session: Session, visitor: Visiting) -> Plan:
    """The plan that somebody works with; raise :class:`NotThere` as long as there is none."""
    plan = plans.get(session, visitor.known.plan)
    if plan is None:
        raise NotThere
    return plan


@router.get("/projects", name="api.projects", summary="The projects", response_model=Projects)
def projects(request: Request, window: Here, visitor: Visiting) -> Response:
    """The strategic projects of the plan."""
    with reading(window.engine) as session:
        plan = plan_of(session, visitor)
        owners = ownership.ownership(session, plan, on=window.today()).owners
    items = [
        ProjectHead(
            id=each.id,
            title=dict(each.title),
            lines=each.lines,
            challenges=each.challenges,
            owner=owners[each.id],
            illustrative=each.illustrative,
        )
        for each in plan.projects
    ]
    return answered(request, Projects(plan=plan.id, items=items))


@router.get("/matches", name="api.matches", summary="What matches", response_model=MatchPage)
def list_matches(
    request: Request,
    window: Here,
    visitor: Visiting,
    project: str = "",
    least: Annotated[float | None, Query(ge=0, le=1)] = None,
    page: Annotated[int, Query(ge=1, le=9999)] = 1,
    size: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Response:
    """The calls that fit the plan's projects, or one of them, from the score `least` on; none that was turned down."""
    with reading(window.engine) as session:
        plan = plan_of(session, visitor)
        no = votes.dismissed(session, plan.id)
        limits = thresholds(session, window, plan.id)
        fitting = [
            each
            for each in _of(session, plan, project)
            if each.score >= (limits.least(each.item) if least is None else least)
        ]
        chosen = [each for each in fitting if (each.item, each.source, each.reference) not in no]
        chosen.sort(key=lambda each: (-each.score, each.item, each.source, each.reference))
        shown = chosen[(page - 1) * size : page * size]
        items = _with_calls(session, plan, shown, limits=limits, now=window.clock())
    pages = max(1, -(-len(chosen) // size))
    return answered(request, MatchPage(items=items, page=page, pages=pages, total=len(chosen)))


def _of(session: Session, plan: Plan, project: str) -> list[Match]:
    if project:
        _, one = of_plan(session, plan.id, project)
        return matches.of_item(session, plan.id, one.key)
    keys = {each.key for each in plan.projects}
    return [each for each in matches.of_plan(session, plan.id) if each.item in keys]


def _with_calls(
    session: Session, plan: Plan, shown: list[Match], *, limits: Thresholds, now: datetime
) -> list[MatchOut]:
    keys = [(each.source, each.reference) for each in shown]
    stored, screened = calls.some(session, keys), verdicts.of_calls(session, plan.id, keys)
    found = []
    for each, key in zip(shown, keys, strict=True):
        its = stored[key]
        verdict = screened.get(key)
        found.append(
            MatchOut(
                project=each.item.partition(":")[2],
                score=round(each.score, 4),
                strength=limits.strength(each.score, each.item),
                evidence=each.evidence,
                uncovered=each.uncovered,
                eligible=verdict.answer if verdict else None,
                call=CallHead(**head(its.call, version=its.version, first_seen=its.first_seen, now=now)),
            )
        )
    return found


@router.put("/projects/{project}/votes/{source}/{reference:path}", name="api.vote", summary="Vote", status_code=204)
def vote(window: Here, visitor: Visiting, project: str, source: str, reference: str, said: VoteIn) -> Response:
    """Say what a call is to a project; a later word of the same person stands for it."""
    now = window.clock()
    if said.reason and said.word is not Word.NOT_FOR_US:
        raise NotUnderstood(N_("Only a call that is not for us takes a reason."))
    with transaction(window.engine) as session:
        stored = known(session, source, reference)
        plan, item = of_plan(session, visitor.known.plan, project)
        cast(
            session,
            plan,
            item,
            stored,
            person=visitor.known.id,
            word=said.word,
            reason=said.reason or "",
            note=said.note,
            now=now,
        )
    return Response(status_code=204)


@router.delete(
    "/projects/{project}/votes/{source}/{reference:path}",
    name="api.unvote",
    summary="Take a vote back",
    status_code=204,
)
def unvote(window: Here, visitor: Visiting, project: str, source: str, reference: str) -> Response:
    """Take back what stands on a call for a project."""
    with transaction(window.engine) as session:
        plan, item = of_plan(session, visitor.known.plan, project)
        if not take_back(session, plan, item, (source, reference), who=visitor.known.id, now=window.clock()):
            raise NotThere
    return Response(status_code=204)

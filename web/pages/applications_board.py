"""The board: the applications in columns, by where they stand."""

from collections.abc import Sequence

from fastapi import APIRouter, Request
from starlette.responses import Response

from db import application_board, people, plans
from db.application_board import Card, Wanted
from db.engine import reading
from domain.application import DATED, LEFT, MOVES, Stage
from domain.people import Role
from domain.plan import institution_day
from web import application_call
from web.application_filters import COLUMNS
from web.application_rights import writable
from web.notices import notice
from web.rendering import show
from web.visitor import Visiting
from web.window import Here

router = APIRouter()
MOST = 12
"""Cards in a column; the list holds all."""


@router.get("/applications/board", name="applications.board")
def board(
    request: Request, window: Here, visitor: Visiting, project: str = "", mine: bool = False, done: str = ""
) -> Response:
    """The first cards of each column, and how many there are."""
    now = window.clock()
    with reading(window.engine) as session:
        plan = plans.get(session, visitor.known.plan)
        if plan is None:
            return show(request, "applications-board.jinja", columns=None)
        wanted = Wanted(plan=plan.id, project=project or None, person=visitor.known.id if mine else None)
        stages = [each.stages for each in COLUMNS]
        found = application_board.columns(session, wanted, stages, most=MOST)
        cards = [card for column in found for card in column.cards]
        changed = application_call.changed(session, cards, material=window.material, now=now)
        names = {each.id: each.name for each in people.everyone(session)}
        own = {each.id for each in writable(session, plan, visitor.known, now=now)}
    may_work = visitor.covers(Role.LEAD)
    movable = {
        each.id: moves(each)
        for each in cards
        if MOVES[each.stage] and (each.project in own or (may_work and visitor.known.id in each.assignees))
    }
    return show(
        request,
        "applications-board.jinja",
        columns=list(zip(COLUMNS, found, strict=True)),
        changed=changed,
        movable=movable,
        may_begin=bool(own),
        names=names,
        projects={each.id: each.name(visitor.language) for each in plan.projects},
        project=project,
        mine=mine,
        today=institution_day(now),
        notice=notice(done),
    )


def moves(card: Card) -> Sequence[Stage]:
    """Where a card can go by one press: not where the day of it, or a reason, is to be said."""
    return [each for each in MOVES[card.stage] if each not in (*DATED, *LEFT)]

"""A sheet of applications is taken in: chosen, shown cell by cell, and stored once somebody has seen it."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Annotated

from fastapi import APIRouter, File, Form, Request, UploadFile
from sqlalchemy.orm import Session
from starlette.responses import Response

from db import import_files, plans, taking_in
from db.engine import reading, transaction
from db.import_files import Waiting
from domain.plan import Plan
from followup.importing.proposal import Proposal
from followup.importing.sheet import Sheet
from web.application_access import Number
from web.errors import NotThere, NotUnderstood
from web.import_sentences import differences, grouped
from web.language import N_
from web.rendering import go, show
from web.sheet_reading import NoSheet, sheets
from web.visitor import Visiting, Visitor
from web.window import Here, Window

router = APIRouter()
SHOWN = 50
"""Applications that begin or change; the others are counted."""
LONGEST_NAME = 200


@router.get("/applications/import", name="applications.import")
def choose(request: Request) -> Response:
    """The form that takes a file."""
    return show(request, "applications-import.jinja")


@router.post("/applications/import", name="applications.import.put")
def put(request: Request, window: Here, visitor: Visiting, file: Annotated[UploadFile, File()]) -> Response:
    """Keep a file until its reader has seen what it would do."""
    content = file.file.read()
    _tables(content)
    with transaction(window.engine) as session:
        plan = _plan(session, visitor)
        waiting = Waiting(plan=plan.id, name=(file.filename or "")[:LONGEST_NAME], content=content)
        number = import_files.put(session, waiting, person=visitor.known.id, now=window.clock())
    return go(request, "applications.import.one", number=str(number))


@router.get("/applications/import/{number}", name="applications.import.one")
def look(request: Request, window: Here, visitor: Visiting, number: Number) -> Response:
    """Everything that taking a file in would do; nothing is stored."""
    with reading(window.engine) as session:
        waiting = _waiting(session, window, visitor, number)
        found = _proposal(session, window, visitor, _tables(waiting.content))
    return _page(request, visitor, number, waiting, found)


@router.post("/applications/import/{number}", name="applications.import.apply")
def apply(
    request: Request,
    window: Here,
    visitor: Visiting,
    number: Number,
    seen: Annotated[str, Form()] = "",
    keep: Annotated[list[str] | None, Form()] = None,
) -> Response:
    """Take a file in as it was shown; where something changed since then, show it again."""
    with reading(window.engine) as session:
        waiting = _waiting(session, window, visitor, number)
    tables = _tables(waiting.content)
    with transaction(window.engine) as session:
        _waiting(session, window, visitor, number)  # whoever presses twice finds it gone
        shown = _proposal(session, window, visitor, tables)
        if seen != _seal(shown):
            return _page(request, visitor, number, waiting, shown, changed=True)
        found = _proposal(session, window, visitor, tables, keep=keep) if keep else shown
        taking_in.take_in(session, found, file=waiting.name, who=visitor.known.id, now=window.clock())
        import_files.forget(session, number)
    return go(request, "applications", done="taken-in")


def _page(
    request: Request, visitor: Visitor, number: int, waiting: Waiting, found: Proposal, *, changed: bool = False
) -> Response:
    return show(
        request,
        "applications-import-one.jinja",
        status=409 if changed else 200,
        number=number,
        file=waiting.name,
        proposal=found,
        groups=grouped(found.findings, visitor.language),
        begun=found.begun[:SHOWN],
        changing=found.changed[:SHOWN],
        differences=[differences(each, visitor.language) for each in found.changed[:SHOWN]],
        seal=_seal(found),
        changed=changed,
    )


def _proposal(
    session: Session, window: Window, visitor: Visitor, tables: Sequence[Sheet], *, keep: Sequence[str] = ()
) -> Proposal:
    return taking_in.proposal(session, _plan(session, visitor), tables, today=window.today(), keep=keep)


def _tables(content: bytes) -> list[Sheet]:
    try:
        return sheets(content)
    except NoSheet as error:
        raise NotUnderstood(str(error)) from error


def _seal(proposal: Proposal) -> str:
    """What tells one proposal from another: so that nobody confirms what they have not seen."""
    wanted = [(each.id, each.wanted) for each in proposal.steps]
    return sha256(repr(wanted).encode()).hexdigest()


def _waiting(session: Session, window: Window, visitor: Visitor, number: int) -> Waiting:
    plan = _plan(session, visitor)
    found = import_files.get(session, number, person=visitor.known.id, plan=plan.id, now=window.clock())
    if found is None:
        raise NotThere
    return found


def _plan(session: Session, visitor: Visitor) -> Plan:
    plan = plans.get(session, visitor.known.plan)
    if plan is None:
        raise NotUnderstood(N_("There is no plan yet"))
    return plan

"""Takes applications in from a file: what is known to compare it with, and what comes of it."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from db import applications, audit, imported
from db.application_rows import ApplicationRow
from db.call_rows import CallRow, VersionRow
from domain.imported import Imported
from domain.plan import Plan
from followup.importing.entry import Call, Context
from followup.importing.proposal import Known, Proposal, propose
from followup.importing.reading import read
from followup.importing.sheet import Sheet
from followup.importing.words import folded


def proposal(
    session: Session, plan: Plan, sheets: Sequence[Sheet], *, today: date, keep: Collection[str] | None = ()
) -> Proposal:
    """What taking these tables in would do, and everything that was noticed in them.

    ``keep`` are words that stay as they are written though another was proposed for them; ``None``: every word.
    """
    there = known(session, plan.id)
    used = {each.application.programme for each in there}
    context = Context(
        plan=plan,
        programmes=tuple(sorted(each for each in used if each)),
        calls=calls(session),
        as_written=None if keep is None else frozenset(keep),
    )
    return propose(read(sheets, context, today=today), there)


def known(session: Session, plan_id: str) -> list[Known]:
    """Every application of a plan, with the identifiers of its call and where it came from; the oldest first."""
    taken_in = imported.of_plan(session, plan_id)
    identifiers = _identifiers(session, plan_id)
    return [
        Known(
            id=each.id,
            application=each.application,
            identifiers=identifiers.get((each.application.source, each.application.reference), ()),
            imported=taken_in.get(each.id),
        )
        for each in reversed(applications.of_plan(session, plan_id))
    ]


def calls(session: Session) -> dict[str, Call]:
    """Every call by its identifier and by its reference, folded; what could be several calls is left out."""
    found: dict[str, set[Call]] = {}
    query = select(CallRow.source, CallRow.reference, VersionRow.identifier).join(
        VersionRow, (VersionRow.call_id == CallRow.id) & (VersionRow.number == CallRow.version)
    )
    for source, reference, identifier in session.execute(query):
        for name in {folded(reference), folded(identifier)} - {""}:
            found.setdefault(name, set()).add((source, reference))
    return {name: next(iter(some)) for name, some in found.items() if len(some) == 1}


def take_in(session: Session, proposal: Proposal, *, file: str, who: str, now: datetime) -> None:
    """Begin and change the applications as a proposal says, and keep where each came from."""
    for step in proposal.steps:
        if step.id is None:
            id = applications.add(session, step.wanted, who=who, now=now).id
        else:
            id = step.id
            applications.change(session, id, step.wanted, who=who, now=now)
        taken = Imported(application=id, key=step.entry.key, file=file, cell=step.entry.cell, said=step.said)
        imported.keep(session, taken, now=now)
    if proposal.steps:
        new = {"file": file, "begun": len(proposal.begun), "changed": len(proposal.changed)}
        audit.note(session, who=who, what="import applications", object="applications", new=new, now=now)
    session.flush()


def _identifiers(session: Session, plan_id: str) -> dict[tuple[str | None, str | None], tuple[str, ...]]:
    query = (
        select(CallRow.source, CallRow.reference, VersionRow.identifier)
        .join(VersionRow, (VersionRow.call_id == CallRow.id) & (VersionRow.number == CallRow.version))
        .join(
            ApplicationRow,
            (ApplicationRow.source == CallRow.source) & (ApplicationRow.reference == CallRow.reference),
        )
        .where(ApplicationRow.plan == plan_id)
    )
    return {(source, reference): (reference, name) for source, reference, name in session.execute(query)}

"""Applications from a spreadsheet: what taking it in would do, cell by cell, and taking it in."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy.orm import Session

from convoca import planning
from convoca.wiring import Program
from db import audit, taking_in
from db.engine import reading, transaction
from domain.errors import Problem
from domain.plan import institution_day
from followup.importing.proposal import Proposal
from web.import_sentences import noticed
from web.sheet_reading import sheets


class NoFile(Problem):
    """Raised where the file that is named cannot be read."""


def take_in(program: Program, file: Path, *, apply: bool, as_written: bool) -> Iterator[str]:
    """Say what a file would do, and with ``apply`` do it; a second time nothing is left to do."""
    try:
        tables = sheets(file.read_bytes())
    except OSError as error:
        raise NoFile(f"{file} cannot be read ({error.strerror}): name an XLSX or CSV file.") from error
    plan, *_ = planning.current(program)
    today = institution_day(program.now)

    def proposed(session: Session) -> Proposal:
        return taking_in.proposal(session, plan, tables, today=today, keep=None if as_written else ())

    if apply:
        with transaction(program.engine) as session:
            found = proposed(session)
            taking_in.take_in(session, found, file=file.name, who=audit.PROGRAM, now=program.now)
    else:
        with reading(program.engine) as session:
            found = proposed(session)
    yield from _told(found, applied=apply)


def _told(proposal: Proposal, *, applied: bool) -> Iterator[str]:
    for each in proposal.findings:
        found = noticed(each, "en")
        yield f"{found.cell}: {found.sentence}"
    counts = f"{len(proposal.begun)} begin, {len(proposal.changed)} change, {proposal.unchanged} stay as they are"
    if applied:
        yield f"Taken in: {counts}."
    elif proposal.steps:
        yield f"Nothing is stored yet: {counts}. Add --apply to take the file in as it is told here."
    else:
        yield f"Nothing to take in: {counts}."

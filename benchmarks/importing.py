"""A sheet of 5,000 applications: read, judged cell by cell, compared with what is known, and taken in; SQLite."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook, load_workbook

from benchmarks.cost import cost
from benchmarks.table import Cell, show
from benchmarks.worlds import NOW
from config import plan_file
from convoca.planning import AMB
from db import taking_in
from db.engine import connect, reading, transaction
from followup.importing.proposal import Proposal
from web.sheet_reading import sheets

SIZE = 5_000
HEAD = (
    "Any",
    "Projecte",
    "Programa",
    "Convocatòria",
    "Rol",
    "Resultat",
    "Sol·licitat",
    "Ajut UE",
    "Data de presentació",
)
PROGRAMMES = ("Horitzó Europa", "LIFE", "Interreg Euro-MDE", "URBACT IV", "Some fund of our own")


def main() -> None:
    show(("rows", "what", "s", "CPU s", "findings"), list(_lines()))


def _lines() -> Iterator[Sequence[Cell]]:
    content, plan, found = _sheet(), plan_file.load(AMB), list[Proposal]()
    with TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{Path(folder) / 'importing.db'}")

        def dry_run() -> None:
            with reading(engine) as session:
                found.append(taking_in.proposal(session, plan, sheets(content), today=NOW.date()))

        def apply() -> None:
            with transaction(engine) as session:
                taking_in.take_in(session, found[-1], file="sheet.xlsx", who="convoca", now=NOW)

        for what, run in {
            "openpyxl alone": lambda: load_workbook(BytesIO(content)),
            "the file as cells": lambda: sheets(content),
            "a dry run, everything new": dry_run,
            "taking it in": apply,
            "a dry run, everything known": dry_run,
        }.items():
            spent = cost(run)
            yield SIZE, what, spent.seconds, spent.cpu, len(found[-1].findings) if "dry" in what else None
        engine.dispose()


def _sheet() -> bytes:
    book = Workbook()
    page = book.active
    page.append(HEAD)
    for at in range(SIZE):
        day = date(2019, 1, 1) + timedelta(days=at % 2_500)
        row = (
            day.year,
            f"Projecte {at}",
            PROGRAMMES[at % 5],
            f"CALL-{at % 900}",
            "Soci",
            ("Aprovat", "Denegat")[at % 2],
        )
        page.append((*row, f"{at}.000,50 €", "1,5 M€" if at % 2 == 0 else "n/d", f"{day:%d/%m/%Y}"))
    file = BytesIO()
    book.save(file)
    return file.getvalue()

"""Everything the institution owns as files that any tool reads: JSON Lines and CSV, plans as YAML, and a README."""

import csv
import io
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZipFile

import yaml
from sqlalchemy.orm import Session

from convoca.backing_up import CannotKeep, whole_file
from convoca.wiring import Program
from db import plans
from db.engine import reading
from db.export import EXPORTED, MEANINGS, Exported
from domain.errors import Problem
from web.exports import FORMULA


class IsThere(Problem):
    """Raised for a folder that is there already: what it holds would be mixed with the export."""


Create = Callable[[str], IO[bytes]]
"""Begins a file of that name; the one before must have been closed."""


def export(program: Program, to: Path) -> Iterator[str]:
    """Write all of it, of one moment."""
    counts: dict[str, int] = {}
    with _zip(to) if to.suffix.lower() == ".zip" else _folder(to) as create, reading(program.engine) as session:
        for each in EXPORTED:
            counts[each.name] = _lines(session, each, create)
            _values(session, each, create)
        _plans(session, create)
        with create("README.md") as file:
            file.write(_readme(program, counts).encode())
    yield f"Wrote {sum(counts.values()):,} rows of {len(counts)} lists to {to}; its README.md says what they mean."
    yield "It holds people's names and addresses: hand it on as carefully as you would those."


def _lines(session: Session, exported: Exported, create: Create) -> int:
    count = 0
    with create(f"{exported.name}.jsonl") as file:
        for row in exported.rows(session):
            file.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
            count += 1
    return count


def _values(session: Session, exported: Exported, create: Create) -> None:
    with create(f"{exported.name}.csv") as file, io.TextIOWrapper(file, "utf-8-sig", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(exported.columns)
        for row in exported.rows(session):
            writer.writerow([_cell(row[each]) for each in exported.columns])


def _cell(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    # What a spreadsheet would take for a formula is text.
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value


def _plans(session: Session, create: Create) -> None:
    for plan in plans.current(session):
        with create(f"plans/{plan.id}.yaml") as file:
            document = plans.PLAN.dump_python(plan, mode="json")
            file.write(yaml.safe_dump(document, allow_unicode=True, sort_keys=False).encode())


def _readme(program: Program, counts: Mapping[str, int]) -> str:
    lines = [
        "# Export of convoca",
        "",
        f"Made on {program.now:%Y-%m-%d} at {program.now:%H:%M} UTC; all of it is of that moment.",
        "",
        "Every list is there twice: as JSON Lines (one object a line) and as CSV (UTF-8, commas, the first line names",
        "the columns; what has parts of its own stands in its cell as JSON; a cell that a spreadsheet could take for a",
        "formula begins with an apostrophe). Days and moments are ISO 8601, moments in UTC; amounts have every digit.",
        "`plans/` holds the current version of each plan as YAML.",
    ]
    for each in EXPORTED:
        lines += ["", f"## {each.name}", "", f"{each.about} {counts[each.name]:,} rows.", ""]
        lines += ["| column | what it says |", "|---|---|"]
        lines += [f"| {column} | {MEANINGS[column]} |" for column in each.columns]
    return "\n".join(lines) + "\n"


@contextmanager
def _zip(to: Path) -> Iterator[Create]:
    with whole_file(to) as file, ZipFile(file, "w", ZIP_DEFLATED) as archive:
        yield lambda name: archive.open(name, "w", force_zip64=True)


@contextmanager
def _folder(to: Path) -> Iterator[Create]:
    """Files in a folder that takes its name when all of them are whole."""
    if to.exists():
        raise IsThere(f"{to} is there already: name a folder that is not, or a file that ends in .zip.")
    try:
        made = Path(mkdtemp(dir=to.parent, prefix=f".{to.name}."))
        try:
            (made / "plans").mkdir()
            yield lambda name: (made / name).open("wb")
            made.replace(to)
        except BaseException:
            shutil.rmtree(made, ignore_errors=True)
            raise
    except OSError as error:
        raise CannotKeep(to, error) from error

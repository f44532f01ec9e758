"""Calls go into the database: new, unchanged, a twentieth changed, beside SQLite alone writing the same bytes."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from benchmarks.cost import Cost, cost
from benchmarks.table import Cell, show
from benchmarks.worlds import DAY, DEMO, NOW
from convoca.world import World
from crawler.portal.call import call_of
from db import calls as memory
from db.engine import connect, transaction
from db.wire import as_json
from domain.call import Call

SIZES = (1_000, 10_000)
ROUNDS = 3


def main() -> None:
    columns = ("calls", "MB", "what", "s", "CPU s", "µs a call", "× bare")
    show(columns, [line for size in SIZES for line in _lines(size)])


def _lines(size: int) -> Iterator[Sequence[Cell]]:
    calls = made(size)
    documents = [(each.source, each.reference, json.dumps(as_json(each), ensure_ascii=False)) for each in calls]
    megabytes = sum(len(text.encode()) for *_, text in documents) / 1e6
    with TemporaryDirectory() as folder:
        spent = {"bare `executemany`": _bare(Path(folder), documents)} | _recorded(Path(folder), calls)
    bare = spent["bare `executemany`"]
    for what, each in spent.items():
        yield size, megabytes, what, each.seconds, each.cpu, each.seconds / size * 1e6, each.seconds / bare.seconds


def made(size: int) -> list[Call]:
    """So many calls, each with the text of one of the demo's and a reference of its own."""
    models = [call_of(each) for each in World.read(DEMO, day=DAY).rows]
    return [replace(models[at % len(models)], reference=f"{at:08}") for at in range(size)]


def _bare(folder: Path, documents: Sequence[tuple[str, str, str]]) -> Cost:
    return Cost.middle(_written(folder / f"bare-{each}.db", documents) for each in range(ROUNDS))


def _written(file: Path, documents: Sequence[tuple[str, str, str]]) -> Cost:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("CREATE TABLE calls (source TEXT, reference TEXT, document TEXT, UNIQUE (source, reference))")

    def write() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO calls VALUES (?, ?, ?)", documents)
        connection.execute("COMMIT")

    spent = cost(write)
    connection.close()
    return spent


def _recorded(folder: Path, calls: Sequence[Call]) -> dict[str, Cost]:
    engines = [connect(f"sqlite:///{folder / f'ours-{each}.db'}") for each in range(ROUNDS)]
    changed = [replace(each, title=f"{each.title} again") if at % 20 == 0 else each for at, each in enumerate(calls)]
    spent = {
        what: Cost.middle(cost(partial(_record, engine, found)) for engine in engines)
        for what, found in (("new", calls), ("unchanged", calls), ("5 % changed", changed))
    }
    for engine in engines:
        engine.dispose()
    return spent


def _record(engine: Engine, calls: Sequence[Call]) -> None:
    with transaction(engine) as session:
        memory.record_all(session, calls, now=NOW)

"""A Monday's digests: composed from what each person knows, rendered, recorded, and delivered."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine

from benchmarks.cost import Cost, apart, cost
from benchmarks.delivering import sink
from benchmarks.table import Cell, show
from config.settings import Settings
from convoca.digesting import digest
from convoca.wiring import Program
from db import calls, matches, ownership, people, plans, runs
from db.engine import connect, transaction
from domain.call import Call
from domain.match import Match
from tests.convoca import samples

SIZES = (100, 1_000)
PROJECTS, CALLS, FITTING, FOLLOWED = 30, 600, 8, 3
"""Projects of the plan, calls that run, calls that fit a project, projects of a person."""


def main() -> None:
    columns = ("people", "projects", "s", "CPU s", "ms CPU a person", "peak MB")
    show(columns, list(_lines()))


def _lines() -> Iterator[Sequence[Cell]]:
    with sink() as port:
        for size in SIZES:
            spent = apart(composed, size, port)
            yield size, PROJECTS, spent.seconds, spent.cpu, spent.cpu / size * 1e3, spent.megabytes


def composed(size: int, port: int) -> Cost:
    """The first digests of so many people, each of three projects with five calls a project, to a mail server."""
    with TemporaryDirectory() as folder:
        engine = connect(f"sqlite:///{Path(folder) / 'convoca.db'}")
        _fill(engine, size)
        os.environ["CONVOCA_SMTP_URL"] = f"smtp://127.0.0.1:{port}"
        program = Program(Settings.read(), samples.NOW, engine)
        spent = cost(lambda: digest(program))
        engine.dispose()
    return spent


def _fill(engine: Engine, size: int) -> None:
    readers = [samples.person(f"person-{each}") for each in range(size)]
    projects = [samples.project(f"of-{each}", f"person-{each}", "Help.") for each in range(PROJECTS)]
    plan, known = samples.plan(*readers, projects=tuple(projects)), [_call(each) for each in range(CALLS)]
    with transaction(engine) as session:
        plans.save(session, plan, now=samples.NOW)
        people.synchronise(session, plan)
        calls.record_all(session, known, now=samples.NOW)
        matches.replace(session, plan.id, _matches(), now=samples.NOW)
        runs.remember(session, f"match:{plan.id}", "", now=samples.NOW)
        for number, each in enumerate(readers):
            for step in range(FOLLOWED):
                project = f"of-{(number + step) % PROJECTS}"
                ownership.follow(session, each.id, plan_id=plan.id, project=project, now=samples.NOW)


def _call(number: int) -> Call:
    return samples.call(f"C{number:04}", samples.TEXTS["ada"])


def _matches() -> Iterator[Match]:
    for project in range(PROJECTS):
        for each in range(FITTING):
            made = samples.match("ada", f"C{project * FITTING + each:04}")
            yield replace(made, item=f"project:of-{project}")

"""The back-test: what the ranking would have said to past projects, and what it said in earlier versions."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from convoca.screen import bar
from convoca.wiring import Program
from domain.errors import Problem
from matcher import fusion
from matcher.backtest import Found, Placed, place, summary
from matcher.groundtruth import GroundTruth, Query, load

PUBLIC = "public_body"
"""The subset of the ground truth with a public body in the consortium."""
HISTORY = "backtests.jsonl"


class BadProjects(Problem):
    """Raised where a file of own projects cannot be read."""


class NoPublicProject(Problem):
    """Raised where a ground truth has no project of a public body whose call's year is known."""


@dataclass(frozen=True, slots=True)
class OwnProject:
    """A project of the institution or of those around it, and where its call was placed, if it could be ranked."""

    acronym: str
    organisation: str
    reference: str
    text: str
    """What was asked with: ``whole text``, ``title``, or ``nothing`` where no text is known."""
    placed: Placed | None


@dataclass(frozen=True, slots=True)
class BackTest:
    """One back-test and those before it."""

    found: tuple[Found, ...]
    own: tuple[OwnProject, ...]
    history: tuple[Mapping[str, Any], ...]
    """The product's own figures, run by run, this one last: ``at``, ``model``, ``fusion``, ``n``, shares."""


def backtest(program: Program, folder: Path, split: str, own: Path | None) -> BackTest:
    """Hide each project's call and look for it; remember the figures in the data folder."""
    truth = load(folder, split)
    projects = [each for each in truth.queries if PUBLIC in each.subsets]
    listed = list(_own(truth, own)) if own else []
    with bar("Reading the calls") as watch:
        embed = {"queries": program.queries, "documents": lambda texts: program.documents(texts, progress=watch)}
        found = tuple(summary(list(place(truth, projects, **embed))))
        if not found:
            raise NoPublicProject(f"{folder}, split {split}: no project is marked {PUBLIC}, or no call has its year.")
        asked = replace(truth, grades={query.id: {each.reference: 1} for each, query in listed if query})
        places = {each.query: each for each in place(asked, [query for _, query in listed if query], **embed)}
    return BackTest(
        found=found,
        own=tuple(replace(each, placed=places.get(query.id) if query else None) for each, query in listed),
        history=tuple(_remembered(program, folder, split, found[0])),
    )


def _own(truth: GroundTruth, file: Path) -> Iterator[tuple[OwnProject, Query | None]]:
    """Every project of the file whose call is among the calls, once, with what can be asked."""
    known, seen = {each.id: each for each in truth.queries}, set()
    for record in _records(file):
        reference = (record.get("topic_id") or "").upper()
        if reference not in truth.years or record["acronym"] in seen:
            continue
        seen.add(record["acronym"])
        id, title = str(record["project_id"]), record.get("project_title")
        query = known.get(id) or (Query(id, title, "", ()) if title else None)
        text = "whole text" if id in known else "title" if title else "nothing"
        yield OwnProject(record["acronym"], record["organisation"], reference, text, None), query


def _records(file: Path) -> Iterator[dict[str, Any]]:
    try:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            record = json.loads(line)
            if missing := {"acronym", "organisation", "project_id"} - set(record):
                raise BadProjects(f"{file}, line {number}: the project has no {', '.join(sorted(missing))}: add it.")
            yield record
    except (OSError, ValueError) as error:
        raise BadProjects(f"{file} cannot be read ({error}): name a file with one JSON object a line.") from error


def _remembered(program: Program, folder: Path, split: str, ours: Found) -> Iterator[Mapping[str, Any]]:
    """Add a line to the history and yield the lines on the same projects."""
    file = program.settings.data_dir / HISTORY
    said = {"at": f"{program.now:%Y-%m-%d %H:%M}", "model": program.encoder.name, "fusion": fusion.VERSION}
    line = said | {"groundtruth": folder.name, "split": split} | asdict(ours)
    with file.open("a", encoding="utf-8") as history:
        history.write(json.dumps(line) + "\n")
    for each in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        if (each["groundtruth"], each["split"]) == (folder.name, split):
            yield each

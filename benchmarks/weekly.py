"""A whole weekly run without a delay: every recorded source in one crawl, then the portal ten times as large."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from benchmarks.installed import CONVOCA, SOURCE, Installed
from benchmarks.parsing import pages
from benchmarks.table import Cell, show
from benchmarks.worlds import DAY, recorded_day
from convoca.world import serve

RECORDED = ("covenant_of_mayors", "dut", "epah", SOURCE, "euroaccess", "interreg", "ted", "worldbank")
"""The sources that the recorded world answers for."""

TIMES = 10


def main() -> None:
    columns = ("world", "sources", "calls", "step", "pages", "s", "pages/s", "CPU s", "peak MB")
    with recorded_day() as origin:
        if origin is None:
            return
        lines = list(_lines("recorded day", origin, RECORDED, steps=("crawl", "reconcile")))
        with _many_times(origin) as larger:
            lines += _lines(f"portal × {TIMES}", larger, (SOURCE,), steps=("crawl",))
    show(columns, lines)


def _lines(world: str, origin: str, sources: Sequence[str], *, steps: Sequence[str]) -> Iterator[Sequence[Cell]]:
    """Yield the first run, and one with nothing changed."""
    with TemporaryDirectory() as folder:
        installed = Installed(Path(folder), origin)
        for name in ("first", "again"):
            for step in steps:
                spent = installed.does(CONVOCA, step, *(sources if step == "crawl" else ()))
                read = [each for each in installed.crawls() if each["source"] in sources]
                calls, asked = (sum(int(each[what]) for each in read) for what in ("found", "requests"))
                counted = (asked, spent.seconds, asked / spent.seconds) if step == "crawl" else (1, spent.seconds, None)
                yield world, len(sources), calls, f"{step}, {name}", *counted, spent.cpu, spent.megabytes


@contextmanager
def _many_times(origin: str) -> Iterator[str]:
    """Serve each record of the recorded portal so many times, each with a number of its own."""
    records = [record for body in pages(origin) for record in json.loads(body)["results"]]
    with TemporaryDirectory() as folder:
        with (Path(folder) / "eu-portal.jsonl").open("w", encoding="utf-8") as file:
            for number in range(TIMES):
                file.writelines(json.dumps(_numbered(each, number)) + "\n" for each in records)
        with serve(Path(folder), day=DAY) as larger:
            yield larger


def _numbered(record: dict[str, Any], number: int) -> dict[str, Any]:
    copy = json.loads(json.dumps(record))
    copy["reference"] = f"{number}-{copy['reference']}"
    said = copy.get("metadata") or copy
    said |= {"REFERENCE": [copy["reference"]], "DATASOURCE": ["SEDIA"]}  # searched by, and not among what was asked for
    return dict(copy)

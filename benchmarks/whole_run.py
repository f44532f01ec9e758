"""The whole job, step by step: the first run on an empty database, and again with nothing changed."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks.cost import Cost
from benchmarks.installed import CONVOCA, SOURCE, Installed
from benchmarks.table import Cell, show
from benchmarks.worlds import ROOT, worlds

PLAN = ROOT / "config" / "plan" / "amb-2021-2025.yaml"
STEPS = {
    "crawl": (CONVOCA, "crawl", SOURCE),
    "match": (CONVOCA, "match"),
    "digest": (CONVOCA, "digest"),
}
ROUNDS = 3
"""Of a run in which nothing changed; the first run is measured once."""

Spent = tuple[Cost, float]
"""The cost of a step, and what the report of its crawl says were its seconds (0 for one that does not crawl)."""


def main() -> None:
    """Print each step as a process of its own, the three together, and all of it as one process."""
    again = ("again s", "again CPU s", "again MB", "crawl report s", "beyond it s")
    show(
        ("world", "calls", "step", "first s", "first CPU s", "first MB", *again),
        [line for name, origin in worlds() for line in _lines(name, origin)],
    )


def _lines(world: str, origin: str) -> Iterator[Sequence[Cell]]:
    with TemporaryDirectory() as folder:
        installed = Installed(Path(folder), origin)
        installed.does(CONVOCA, "plan", "import", str(PLAN))
        first = _three(installed)
        again = [_three(installed) | {"one process": _one_process(installed)} for _ in range(ROUNDS)]
        calls = int(installed.last_crawl()["found"])
    for step in again[0]:
        cost = Cost.middle(each[step][0] for each in again)
        told = median(each[step][1] for each in again)
        yield world, calls, step, *_cells(first.get(step)), *_cells((cost, told)), told or None, cost.seconds - told


def _three(installed: Installed) -> dict[str, Spent]:
    costs = {step: installed.does(*command) for step, command in STEPS.items()}
    told = _told(installed)
    spent = {step: (cost, told if step == "crawl" else 0.0) for step, cost in costs.items()}
    return spent | {"the three": (_total(costs.values()), told)}


def _one_process(installed: Installed) -> Spent:
    cost = installed.does(sys.executable, "-m", "benchmarks.one_process")
    return cost, _told(installed)


def _told(installed: Installed) -> float:
    return float(installed.last_crawl()["seconds"])


def _total(costs: Iterable[Cost]) -> Cost:
    """The sum of what took turns; of memory the highest."""
    known = list(costs)
    return Cost(sum(each.seconds for each in known), sum(each.cpu for each in known), max(e.megabytes for e in known))


def _cells(spent: Spent | None) -> Sequence[Cell]:
    return (spent[0].seconds, spent[0].cpu, spent[0].megabytes) if spent else (None, None, None)

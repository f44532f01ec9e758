"""The measured quality that comes with the program: what three commands wrote, read again.

Measured anew, whenever the score changes, with the default model and a folder DIR of judged queries::

    convoca evaluate --groundtruth DIR/plan-like --split plan --json > matcher/figures/plan.jsonl
    convoca evaluate --groundtruth DIR --split dev --json > matcher/figures/funded.jsonl
    convoca backtest --groundtruth DIR --json > matcher/figures/backtest.jsonl
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from matcher.backtest import Found
from matcher.curve import Point
from matcher.evaluation import ALL, Measured

MEASURED_WITH = "3"
"""The version of the score, :data:`matcher.fusion.VERSION`, that these figures are of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Everything that was measured."""

    plan: tuple[Measured, ...]
    """Descriptions as they stand in a plan, graded by readers."""
    thresholds: tuple[Point, ...]
    """What each threshold costs on them."""
    funded: tuple[Measured, ...]
    """Projects that were funded, and the call that funded each."""
    backtest: tuple[Found, ...]


@cache
def figures() -> Figures:
    """The figures as they are shipped, those of whole sets of queries only."""
    plan, funded = list(_rows("plan")), list(_rows("funded"))
    return Figures(
        plan=_measured(plan),
        thresholds=tuple(Point(**each) for each in plan if "threshold" in each),
        funded=_measured(funded),
        backtest=tuple(Found(**each) for each in _rows("backtest")),
    )


def _measured(rows: list[dict[str, Any]]) -> tuple[Measured, ...]:
    return tuple(Measured(**each) for each in rows if each.get("subset") == ALL)


def _rows(name: str) -> Iterator[dict[str, Any]]:
    """The rows of a file, their keys as our own values call them."""
    for line in files("matcher").joinpath("figures", f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        yield {key.replace("@", "_at_"): value for key, value in json.loads(line).items()}

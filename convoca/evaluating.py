"""The quality of the ranking, measured on a folder of judged queries."""

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from convoca.screen import bar
from convoca.wiring import Program
from matcher.evaluation import evaluate as measure
from matcher.groundtruth import load


def evaluate(program: Program, folder: Path, split: str) -> Iterator[dict[str, Any]]:
    """Yield one row for each system, subset and query length; keys as in the field (``ndcg@10``)."""
    truth = load(folder, split)
    with bar("Reading the calls") as watch:
        for each in measure(
            truth, queries=program.queries, documents=lambda texts: program.documents(texts, progress=watch)
        ):
            yield {name.replace("_at_", "@"): _rounded(value) for name, value in asdict(each).items()}


def _rounded(value: object) -> object:
    return round(value, 4) if isinstance(value, float) else value

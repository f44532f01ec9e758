"""What a query in Catalan or Spanish finds: as it is, through the glossary, and in English.

Nine descriptions of strategic projects with graded calls, put into Catalan and Spanish by hand (``translations.csv``);
the folder with the English ones lies beside the checkout. Vectors are kept in the database that is set.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from benchmarks.table import Cell, show
from convoca.languages import glossary
from convoca.wiring import Program
from matcher.groundtruth import GroundTruth, Query, load
from matcher.measures import ndcg
from matcher.query import understood
from matcher.scores import score

FOLDER = Path(__file__).parents[1].parent / "shared" / "groundtruth" / "plan-like"
TRANSLATIONS = Path(__file__).with_name("translations.csv")


def main() -> None:
    """Print nDCG@10, and where the first of the best graded calls stands, in the middle and at worst."""
    program, truth = Program.start(), load(FOLDER, "plan")
    columns = ("query", "language", "asked", "nDCG@10", "first right call, middle", "worst", "in the first ten")
    show(columns, [row for full in (True, False) for row in _rows(program, truth, full=full)])
    print(f"\n{len(truth.queries)} queries, {len(truth.calls)} calls, read by {program.encoder.name}.")


def _rows(program: Program, truth: GroundTruth, *, full: bool) -> Iterator[Sequence[Cell]]:
    length = "description" if full else "title"
    yield length, "en", "English", *_measured(program, truth, truth.queries, full=full)
    for language in ("ca", "es"):
        own = _translated(truth.queries, language)
        yield length, language, "as it is", *_measured(program, truth, own, full=full)
        shadows = [_shadow(each, language) for each in own]
        yield length, language, "through the glossary", *_measured(program, truth, shadows, full=full)


def _translated(queries: Sequence[Query], language: str) -> list[Query]:
    with TRANSLATIONS.open(encoding="utf-8", newline="") as file:
        rows: Mapping[str, dict[str, str]] = {
            row["qid"]: row for row in csv.DictReader(file) if row["language"] == language
        }
    return [replace(each, title=rows[each.id]["title"], objective=rows[each.id]["objective"]) for each in queries]


def _shadow(query: Query, language: str) -> Query:
    title, objective = (
        understood(text, glossary(), recognise=lambda _: language).text for text in (query.title, query.objective)
    )
    return replace(query, title=title, objective=objective)


def _measured(
    program: Program, truth: GroundTruth, queries: Sequence[Query], *, full: bool
) -> tuple[float, float, int, int]:
    items = [each.item(full=full) for each in queries]
    fused = score(items, truth.calls, queries=program.queries, documents=program.documents).fused
    gains, firsts = [], []
    for query, row in zip(queries, fused, strict=True):
        ranking = [truth.names[column] for column in np.argsort(-row, kind="stable").tolist()]
        grades = truth.grades[query.id]
        gains.append(ndcg(ranking, grades, at=10))
        best = max(grades.values())
        firsts.append(1 + min(ranking.index(name) for name, grade in grades.items() if grade == best))
    return float(np.mean(gains)), float(np.median(firsts)), max(firsts), sum(each <= 10 for each in firsts)


if __name__ == "__main__":
    main()

"""The quality of the ranking, measured on judged queries and on labelled calls."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from convoca import matching, planning
from convoca.screen import bar
from convoca.wiring import Program
from matcher.assignment import Assigned, assign, labels
from matcher.calibration import Bin, Curve, calibration_error, fit, pairs, reliability, said
from matcher.curve import Point, curve, is_graded
from matcher.evaluation import Asked, Measured, ask, measure
from matcher.feedback import call_vectors
from matcher.groundtruth import GroundTruth, load
from matcher.simulated_votes import Simulated, simulate


@dataclass(frozen=True, slots=True, kw_only=True)
class Calibration:
    """What scores were worth on past projects; every bin is judged by curves that never saw its projects' calls."""

    curve: Curve
    """The constants to be written into ``matcher/calibration.py``."""
    bins: tuple[Bin, ...]
    error: float
    """Expected calibration error of all steps but the lowest, which holds nearly every pair."""
    error_of_all: float
    """The same with the lowest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Everything a folder of judged queries says."""

    measured: tuple[Measured, ...]
    points: tuple[Point, ...] = ()
    """Empty where no grade tells what has to be sent."""
    votes: tuple[Simulated, ...] = ()
    """What learning from votes changes; empty as well where nothing is graded."""
    calibration: Calibration | None = None

    def rows(self) -> Iterator[dict[str, Any]]:
        """One row for each figure; keys as in the field (``ndcg@10``)."""
        yield from (_row(each) for each in self.measured)
        yield from (_row(each) for each in self.points)
        yield from (_row(each) for each in self.votes)
        if self.calibration:
            yield _row(self.calibration)


def evaluate(program: Program, folder: Path, split: str, *, calibrate: bool = False) -> Evaluation:
    """Measure a split; where asked to, say what a score was worth on it."""
    truth = load(folder, split)
    with bar("Reading the calls") as watch:
        asked = list(
            ask(truth, queries=program.queries, documents=lambda texts: program.documents(texts, progress=watch))
        )
    return Evaluation(
        measured=tuple(each for one in asked for each in measure(truth, one)),
        points=tuple(each for one in asked for each in curve(truth, one)) if is_graded(truth) else (),
        votes=tuple(_votes(program, truth, asked)) if is_graded(truth) else (),
        calibration=_calibrated(truth, asked) if calibrate else None,
    )


def _votes(program: Program, truth: GroundTruth, asked: list[Asked]) -> Iterator[Simulated]:
    vectors = call_vectors(truth.calls, documents=program.documents)
    for each in asked:
        yield from simulate(truth, each, vectors)


def _calibrated(truth: GroundTruth, asked: list[Asked]) -> Calibration:
    known = pairs(truth, asked)
    bins = reliability(known, said(known))
    return Calibration(
        curve=fit(known),
        bins=tuple(bins),
        error=calibration_error(bins[1:] or bins),
        error_of_all=calibration_error(bins),
    )


def challenges(program: Program, file: Path) -> Iterator[Assigned]:
    """Measure which challenges the calls of this day are said to serve; the first plan's, on the labels of a file."""
    right, calls = labels(file), [each.call for each in matching.candidates(program)]
    plan = planning.current(program)[0]
    with bar("Reading the calls") as watch:
        yield from assign(
            plan,
            sorted(calls, key=lambda each: (each.source, each.reference)),
            right,
            queries=program.queries,
            documents=lambda texts: program.documents(texts, progress=watch),
        )


def _row(value: Measured | Point | Simulated | Calibration) -> dict[str, Any]:
    return {name.replace("_at_", "@"): _rounded(each) for name, each in asdict(value).items()}


def _rounded(value: object) -> object:
    return round(value, 4) if isinstance(value, float) else value

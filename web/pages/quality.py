"""How good the matches are, as measured; and the sheet that says how they are made, for everybody."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from db import engine as database
from db import overview
from matcher import evidence, feedback, fusion
from matcher.calibration import FITTED
from matcher.eligibility.screen import RULES_VERSION
from matcher.evaluation import Measured
from matcher.reference_model import DEFAULT_MODEL
from matcher.shipped_figures import figures
from web.language import N_
from web.rendering import show
from web.thresholds import measured, nearest
from web.window import Here

router = APIRouter()
SYSTEMS: Mapping[str, str] = {
    "convoca": N_("This service"),
    "tf-idf": N_("Words alone (TF-IDF)"),
    "bm25": N_("Words alone (BM25)"),
    "embeddings": N_("Meaning alone (embeddings)"),
    "rank fusion": N_("Both, by rank (rank fusion)"),
    "z-score sum": N_("Both, by score (z-scores)"),
    "chance": N_("Drawn by lot"),
}
"""What is compared, in words."""
LENGTHS = ("full", "title")


@dataclass(frozen=True, slots=True)
class Compared:
    """One system, asked with whole descriptions and with titles alone."""

    name: str
    full: Measured
    title: Measured


@router.get("/quality", name="quality")
def quality(request: Request, window: Here) -> Response:
    """What was measured before the program was shipped: beside the usual baselines, with what it does not say."""
    known = figures()
    return show(
        request,
        "quality.jinja",
        plan=compared(known.plan),
        funded=compared(known.funded),
        backtest=known.backtest,
        systems=SYSTEMS,
        of_another_model=window.reader.model != DEFAULT_MODEL,
        points=measured(),
        threshold=window.threshold,
        strong=window.strong,
        calibration=list(zip(FITTED.scores, FITTED.shares, strict=True))[1:],
    )


@router.get("/algorithm", name="algorithm")
def algorithm(request: Request, window: Here) -> Response:
    """What the algorithm is for, what it reads, how it decides, how good it is, and who answers: as it runs now."""
    with database.reading(window.engine) as session:
        known = overview.known_calls(session)
    best = figures()
    return show(
        request,
        "algorithm.jinja",
        reader=window.reader,
        of_another_model=window.reader.model != DEFAULT_MODEL,
        sources=window.sources(),
        known=known,
        threshold=window.threshold,
        strong=window.strong,
        most=feedback.MOST,
        least=feedback.LEAST,
        ceiling=fusion.CEILING,
        versions=(fusion.VERSION, evidence.VERSION, RULES_VERSION, feedback.VERSION),
        sent=nearest(window.threshold),
        found=next(each for each in best.backtest if each.system == "convoca"),
    )


def compared(measured: Iterable[Measured]) -> list[Compared]:
    """The systems, the best on whole descriptions first; what is not known by name here is left out."""
    by_length = {(each.system, each.query): each for each in measured}
    found = [
        Compared(name, *(by_length[system, length] for length in LENGTHS))
        for system, name in SYSTEMS.items()
        if (system, LENGTHS[0]) in by_length
    ]
    return sorted(found, key=lambda each: -each.full.ndcg_at_10)

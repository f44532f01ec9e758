"""Which model reads texts: shown, and exchanged for another."""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import numpy as np

from convoca import matching
from convoca.wiring import Program
from db import settings as facts
from db import vectors
from db.engine import reading, transaction
from matcher.documents import read
from matcher.embedding import text_hash
from matcher.encoder import Encoder, encoder
from matcher.errors import ModelMissing
from matcher.reference_model import DEFAULT_MODEL, languages

DEFAULT = "default"
"""What the default model is called on the command line."""
SAMPLE = 16
"""Passages that are read to tell how long all will take."""
SENTENCE = "Protected bicycle lanes for the whole metropolis."


def show(program: Program) -> Iterator[str]:
    """What reads texts now, and how much it has read."""
    name = program.encoder.name
    model = program.named_model or DEFAULT_MODEL
    _, _, rest = name.rpartition(f"{model}/")
    weights, run_time = rest.split("/", 1)
    yield f"Model: {model} ({_origin(program)})"
    yield f"Weights: {weights}"
    yield f"Run by: {run_time.replace('/', ', ')}"
    yield f"Reads: {languages(model)}"
    with reading(program.engine) as session:
        kept = vectors.counts(session)
    own = sum(count for key, count in kept.items() if key.startswith(f"{name}/"))
    yield f"Vectors kept: {own:,}"
    if others := sum(kept.values()) - own:
        yield f"Vectors of other models kept: {others:,}, used again when one returns to them"


def use(program: Program, name: str) -> Iterator[str]:
    """Choose a model, after it has read a sentence; the choice is kept in the database."""
    model = None if name in {DEFAULT, DEFAULT_MODEL} else _whole(name)
    chosen = encoder(model, backend=program.settings.backend, folder=program.folder_of_models)
    _tried(chosen, model or DEFAULT_MODEL)
    with transaction(program.engine) as session:
        if model is None:
            facts.forget(session, facts.MODEL)
        else:
            facts.set(session, facts.MODEL, model)
    yield f"From now on {model or DEFAULT_MODEL} reads plans and calls ({languages(model or DEFAULT_MODEL)})."
    if program.settings.model:
        yield f"But CONVOCA_MODEL names {program.settings.model}, which comes first: unset it."
    yield _duration(program, chosen)


def _origin(program: Program) -> str:
    if program.settings.model:
        return "named by CONVOCA_MODEL"
    return "chosen with convoca model use" if program.named_model else "the default"


def _whole(name: str) -> str:
    """A folder's whole path, which is right from wherever the next command is run."""
    return str(Path(name).resolve()) if Path(name).is_dir() else name


def _tried(chosen: Encoder, model: str) -> None:
    for found in (chosen.encode_query([SENTENCE]), chosen.encode_document([SENTENCE])):
        if found.ndim != 2 or not np.isfinite(found).all() or not found.any():
            raise ModelMissing(f"The model {model!r} makes no vector of a sentence: name another.")


def _duration(program: Program, chosen: Encoder) -> str:
    """What reading everything anew will come to, by the pace of a sample; vectors that are kept are not made again."""
    texts = {text_hash(text): text for each in matching.candidates(program) for text in read(each.call).passages}
    with reading(program.engine) as session:
        kept = vectors.get(session, list(texts), model=f"{chosen.name}/document")
    new = sorted(text for key, text in texts.items() if key not in kept)
    if not new:
        return "It has read all passages of the calls that run."
    some = new[:: -(-len(new) // SAMPLE)]
    start = perf_counter()
    chosen.encode_document(some)
    seconds = (perf_counter() - start) / len(some) * len(new)
    return (
        f"The next match has to read {len(new):,} passages, about {_said(seconds)} on this machine, and the sentences "
        "of what it offers."
    )


def _said(seconds: float) -> str:
    if seconds < 5:
        return "a few seconds"
    return f"{seconds / 60:.0f} minutes" if seconds >= 90 else f"{seconds:.0f} seconds"

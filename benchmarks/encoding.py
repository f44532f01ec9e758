"""Texts become vectors: OpenVINO in each precision beside Sentence Transformers in float32, on the demo's passages."""

import json
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.cost import Cost, apart, cost
from benchmarks.parsing import pages
from benchmarks.table import Cell, show
from benchmarks.worlds import DAY, DEMO
from convoca.world import serve
from crawler.portal.call import call_of
from matcher.checked_encoder import precisions
from matcher.documents import read
from matcher.encoder import TransformerEncoder, Vectors
from matcher.openvino_model import Compiled, Export, Precision

ROUNDS = 5
"""Of each in turn, so that a busy minute is everybody's."""
QUERY = "climate shelters in schools"
TORCH = "Sentence Transformers, float32"

Encode = Callable[[Sequence[str]], Vectors]


def main() -> None:
    """Print texts a second, and how soon the first vector is there; ratios are to Sentence Transformers."""
    texts = _texts()
    with TemporaryDirectory() as folder:
        apart(_exported, folder)
        export, known = Export(Path(folder)), list(precisions())
        files = export.hashes()
        starts = list(_starts(folder, files, known))  # first: a process begins with the memory of the one it came from
        encoders: dict[str, Encode] = {TORCH: TransformerEncoder().encode_document}
        for each in known:
            encoders[f"OpenVINO, {each}"] = Compiled(export, each, hashes=files).encode
        columns = ("what", "texts/s", "× torch", "CPU s / 1,000", "× less CPU", "one query, ms", "cosines differ by")
        show(columns, _speeds(encoders, texts))
    print()
    show(("what", "first vector after s", "CPU s", "peak MB"), starts)
    print(f"\n{len(texts)} passages of {np.mean([len(each.split()) for each in texts]):.0f} words.")


def _speeds(encoders: dict[str, Encode], texts: list[str]) -> Iterator[Sequence[Cell]]:
    vectors = {name: encode(texts) for name, encode in encoders.items()}
    expected = vectors[TORCH]
    rounds = [{name: cost(partial(run, texts)) for name, run in encoders.items()} for _ in range(ROUNDS)]
    queries = {name: cost(partial(run, [QUERY]), rounds=50).seconds for name, run in encoders.items()}
    middle = {name: Cost.middle(each[name] for each in rounds) for name in encoders}
    for name, each in middle.items():
        yield (
            name,
            len(texts) / each.seconds,
            middle[TORCH].seconds / each.seconds,
            each.cpu / len(texts) * 1000,
            middle[TORCH].cpu / each.cpu,
            queries[name] * 1000,
            f"{np.abs(vectors[name] @ expected.T - expected @ expected.T).max():.5f}",
        )


def _starts(folder: str, files: tuple[str, ...], known: list[Precision]) -> Iterator[Sequence[Cell]]:
    """Each in a process of its own: what is imported and loaded is part of it."""
    each = apart(_first_by_torch)
    yield TORCH, each.seconds, each.cpu, each.megabytes
    for precision in known:
        each = apart(_first_by_openvino, folder, files, precision)
        yield f"OpenVINO, {precision}", each.seconds, each.cpu, each.megabytes


def _exported(folder: str) -> Cost:
    return cost(lambda: Export(Path(folder)).write(TransformerEncoder().loaded))


def _first_by_torch() -> Cost:
    return cost(lambda: TransformerEncoder().encode_query([QUERY]))


def _first_by_openvino(folder: str, files: tuple[str, ...], precision: Precision) -> Cost:
    return cost(lambda: Compiled(Export(Path(folder)), precision, hashes=files).encode([QUERY]))


def _texts() -> list[str]:
    with serve(DEMO, day=DAY) as origin:
        calls = [call_of(each) for body in pages(origin) for each in json.loads(body)["results"]]
    return sorted({text for call in calls for text in read(call).passages})

"""The default model in OpenVINO's form: exported once into a file, compiled for this processor."""

import os
import sys
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from matcher.reference_model import DEFAULT_MODEL, packaged_folder, sha256, weights

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Precision = Literal["bf16", "f32"]
Vectors = NDArray[np.float32]
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
LONGEST = 256
"""Pieces of a text that the model reads: its ``max_seq_length``."""
BATCH = 32
"""Texts in one pass; 4, 8 and 16 took as much or more processor time a text, at 32 of about one length."""


class ExportBroken(Exception):
    """Raised where an export is not there, or not as it was written."""


@dataclass(frozen=True, slots=True)
class Export:
    """The files of an export; the name says of which weights, at which precision, by which version it is."""

    folder: Path

    @classmethod
    def version(cls) -> str | None:
        """Of OpenVINO, found without importing it; ``None`` where it is not installed."""
        try:
            return version("openvino")
        except PackageNotFoundError:
            return None

    @property
    def stem(self) -> str:
        return f"{DEFAULT_MODEL}-{weights(DEFAULT_MODEL)}-float32-openvino-{self.version()}"

    @property
    def files(self) -> tuple[Path, Path]:
        """The graph and its weights."""
        return self.folder / f"{self.stem}.xml", self.folder / f"{self.stem}.bin"

    def hashes(self) -> tuple[str, ...]:
        """Of each file; raise :class:`ExportBroken` where one is missing."""
        try:
            return tuple(sha256(each) for each in self.files)
        except OSError as error:
            raise ExportBroken(str(error)) from error

    def write(self, model: "SentenceTransformer") -> tuple[str, ...]:
        """Convert the model with its pooling, for any number of texts of any length; return the files' hashes."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(dir=self.folder, prefix="export-") as made:
            graph = Path(made) / "model.xml"
            _convert(model, graph)
            for part, kept in zip((graph, graph.with_suffix(".bin")), self.files, strict=True):
                part.replace(kept)
        self._tidy()
        return self.hashes()

    def _tidy(self) -> None:
        """Remove what earlier weights or versions left: each has 90 MB and is never read again."""
        for path in self.folder.glob(f"{DEFAULT_MODEL}-*"):
            if not path.name.startswith(f"{self.stem}."):
                path.unlink(missing_ok=True)


class Compiled:
    """An export that is ready to run."""

    def __init__(self, export: Export, precision: Precision, *, hashes: Sequence[str]) -> None:
        """Raise :class:`ExportBroken` where the files are not those of these hashes."""
        from tokenizers import Tokenizer

        if export.hashes() != tuple(hashes):
            raise ExportBroken(f"{export.files[0]} is not as it was written")
        core = runtime().Core()
        hints = {"INFERENCE_PRECISION_HINT": precision, "PERFORMANCE_HINT": "LATENCY"}
        self._run = core.compile_model(core.read_model(export.files[0]), "CPU", hints)
        self._tokenizer = Tokenizer.from_file(str(packaged_folder() / "tokenizer.json"))
        self._tokenizer.enable_truncation(LONGEST)
        self._tokenizer.no_padding()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors, one row a text; texts of about one length are run together."""
        pieces = [each.ids for each in self._tokenizer.encode_batch([_encodable(each) for each in texts])]
        order = sorted(range(len(pieces)), key=lambda at: len(pieces[at]))
        found = np.empty((len(pieces), self._run.output(0).partial_shape[1].get_length()), np.float32)
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            found[rows] = self._run(_padded([pieces[at] for at in rows]))[0]
        return found


def runtime() -> Any:  # noqa: ANN401  OpenVINO's types are incomplete
    """OpenVINO, imported so that it reports to nobody."""
    # Its Python package reports every import and conversion to its maker unless this module cannot be imported.
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    return import_module("openvino")


def takes_bf16() -> bool:
    """Whether this processor calculates with bfloat16 itself; emulated it would be a hundred times slower."""
    return "BF16" in runtime().Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")


def _convert(model: "SentenceTransformer", path: Path) -> None:
    import torch

    class Whole(torch.nn.Module):
        """Takes three tensors and gives one, where Sentence Transformers takes and gives dictionaries."""

        def __init__(self) -> None:
            super().__init__()
            self.model = model

        def forward(
            self, input_ids: torch.Tensor, attention_mask: torch.Tensor, token_type_ids: torch.Tensor
        ) -> torch.Tensor:
            given = dict(zip(INPUTS, (input_ids, attention_mask, token_type_ids), strict=True))
            found: torch.Tensor = self.model(given)["sentence_embedding"]
            return found

    openvino = runtime()
    example = {name: torch.ones((2, 8), dtype=torch.int64) for name in INPUTS}
    with warnings.catch_warnings(), torch.no_grad():
        warnings.simplefilter("ignore")  # that tracing is deprecated, and what it takes for constant
        graph = openvino.convert_model(
            Whole().eval(), example_input=example, input=[(name, [-1, -1]) for name in INPUTS]
        )
    openvino.save_model(graph, os.fspath(path), compress_to_fp16=False)


def _padded(pieces: Sequence[Sequence[int]]) -> dict[str, NDArray[np.int64]]:
    ids = np.zeros((len(pieces), max(map(len, pieces))), np.int64)
    mask = np.zeros_like(ids)
    for row, each in enumerate(pieces):
        ids[row, : len(each)] = each
        mask[row, : len(each)] = 1
    return dict(zip(INPUTS, (ids, mask, np.zeros_like(ids)), strict=True))


def _encodable(text: str) -> str:
    """The text without halves of surrogate pairs, which a tokenizer refuses."""
    return text.encode("utf-8", "replace").decode("utf-8")

"""Texts to unit vectors, by the model that is chosen and by whatever runs it best on this machine."""

from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from matcher.errors import BackendUnfit
from matcher.reference_model import DEFAULT_MODEL, load, weights

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 32
"""Texts in one pass of the model; larger ones were not faster on two cores."""

Vectors = NDArray[np.float32]
Backend = Literal["auto", "openvino", "torch"]


class Encoder(Protocol):
    """What turns texts into vectors."""

    @property
    def name(self) -> str:
        """Model, weights, run-time and precision: what a vector depends on besides its text."""

    def encode_query(self, inputs: Sequence[str]) -> Vectors:
        """Unit vectors of what is asked, one row a text."""

    def encode_document(self, inputs: Sequence[str]) -> Vectors:
        """Unit vectors of what is searched, one row a text."""


class TransformerEncoder:
    """A Sentence Transformers model, loaded on first use; its own prompts for query and document are honoured."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self.model = model

    @cached_property
    def name(self) -> str:
        return f"{self.model}/{weights(self.model)}/torch/float32"

    def encode_query(self, inputs: Sequence[str]) -> Vectors:
        found = self.loaded.encode_query(list(inputs), batch_size=BATCH, normalize_embeddings=True)
        return np.asarray(found, np.float32)

    def encode_document(self, inputs: Sequence[str]) -> Vectors:
        found = self.loaded.encode_document(list(inputs), batch_size=BATCH, normalize_embeddings=True)
        return np.asarray(found, np.float32)

    @cached_property
    def loaded(self) -> "SentenceTransformer":
        """The model itself, after seconds."""
        return load(self.model)


def encoder(
    model: str | None, *, backend: Backend, folder: Path, before_checking: Callable[[], object] = lambda: None
) -> Encoder:
    """The encoder for a model (``None``: the default one), run by what is set; exports are kept in ``folder``.

    ``before_checking`` is called where it has first to be found out, in some ten seconds, what runs it best.
    """
    named = model or DEFAULT_MODEL
    if named == DEFAULT_MODEL and backend != "torch":
        from matcher.checked_encoder import CheckedEncoder

        return CheckedEncoder(folder, only_openvino=backend == "openvino", before_checking=before_checking)
    if backend == "openvino":
        raise BackendUnfit(
            f"OpenVINO runs the default model only, and {named!r} is set: set CONVOCA_BACKEND to auto or torch."
        )
    return TransformerEncoder(named)

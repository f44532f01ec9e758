"""The index of meanings, put away in the data folder: mapped at the next start rather than made anew."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import BadZipFile

import numpy as np

from matcher.semantic_index import SemanticIndex, Waiting

FORM = "1"
"""Raised when the files are written in another way: those of another form are not read."""


def load(folder: Path, *, model: str) -> SemanticIndex:
    """The index that was put away for this model; an empty one where there is none, or it cannot be read."""
    files = _files(folder, model)
    try:
        # From memory: numpy leaves a file that is cut off open.
        with np.load(BytesIO((files / "calls.npz").read_bytes())) as calls:
            ids, versions, counts = (calls[name] for name in ("ids", "versions", "counts"))
        vectors = np.load(files / "vectors.npy", mmap_mode="r")
        waiting = json.loads((files / "waiting.json").read_text(encoding="utf-8"))
        later = {int(id): Waiting(version, tuple(some)) for id, (version, some) in waiting.items()}
    except (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile):
        return SemanticIndex.empty()
    whole = len(ids) == len(versions) == len(counts) and int(counts.sum()) == len(vectors)
    return SemanticIndex(vectors, ids, versions, counts, later) if whole else SemanticIndex.empty()


def save(index: SemanticIndex, folder: Path, *, model: str) -> None:
    """Put the index away for this model, in place of the one before; another process sees either, never a mixture."""
    with _new(_files(folder, model)) as files:
        np.save(files / "vectors.npy", index.vectors)
        np.savez(files / "calls.npz", ids=index.ids, versions=index.versions, counts=index.counts)
        waiting = {id: (each.version, each.hashes) for id, each in index.waiting.items()}
        (files / "waiting.json").write_text(json.dumps(waiting), encoding="utf-8")


def _files(folder: Path, model: str) -> Path:
    key = hashlib.sha256(f"{FORM} {model}".encode()).hexdigest()[:16]
    return folder / "meanings" / key


@contextmanager
def _new(files: Path) -> Iterator[Path]:
    """Yield a folder that takes the place of ``files`` when the block ends."""
    files.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=files.parent, ignore_cleanup_errors=True) as folder:
        new, old = Path(folder) / "new", Path(folder) / "old"
        new.mkdir()
        yield new
        if files.exists():
            files.replace(old)
        new.replace(files)

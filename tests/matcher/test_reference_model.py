"""Any Sentence Transformers model is loaded with the prompts it wants, and known by its weights."""

import shutil
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from matcher.encoder import TransformerEncoder
from matcher.reference_model import DEFAULT_MODEL, load, prompts, weights
from tests.matcher import tiny_model

E5 = {"query": "query: ", "document": "passage: "}


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A folder of that name with a model that declares no prompt."""
    made = tiny_model.write(tmp_path_factory.mktemp("tiny"))

    def named(name: str) -> Path:
        folder = tmp_path_factory.mktemp("named") / name
        shutil.copytree(made, folder)
        return folder

    return named


@pytest.mark.parametrize(
    ("model", "wants"),
    [
        ("intfloat/multilingual-e5-base", E5),
        ("/models/e5-large-v2", E5),
        ("intfloat/multilingual-e5-large-instruct", {}),
        ("BAAI/bge-m3", {}),
        ("some/anne5-model", {}),
        (DEFAULT_MODEL, {}),
    ],
)
def test_what_a_model_wants_before_a_text_is_known_by_its_name(model: str, wants: dict[str, str]) -> None:
    assert prompts(model) == wants


def test_the_weights_of_a_folder_are_known_by_what_is_in_them(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder in (one, two):
        folder.mkdir()
        (folder / "model.safetensors").write_bytes(b"weights" * 1000)
    same = weights(str(one))
    (two / "model.safetensors").write_bytes(b"weights" * 999 + b"changed")

    assert weights(str(one)) == same
    assert weights(str(two)) != same


def test_a_model_of_the_hub_that_was_never_fetched_goes_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_CACHE", str(tmp_path))

    assert weights("nobody/no-such-model") == "as-named"
    assert weights("not a name at all//") == "as-named"


@pytest.mark.slow
def test_a_model_that_declares_no_prompts_gets_those_of_its_kind(tiny: Callable[[str], Path]) -> None:
    folder = tiny("multilingual-e5-tiny")
    encoder, bare = TransformerEncoder(str(folder)), load(str(folder))

    said = bare.encode(["query: clean air", "passage: clean air"], normalize_embeddings=True)

    np.testing.assert_allclose(encoder.encode_query(["clean air"])[0], said[0], atol=1e-6)
    np.testing.assert_allclose(encoder.encode_document(["clean air"])[0], said[1], atol=1e-6)
    assert np.abs(said[0] - said[1]).max() > 1e-3


@pytest.mark.slow
def test_the_prompts_a_model_declares_are_its_own(tmp_path: Path) -> None:
    folder = tiny_model.write(tmp_path / "multilingual-e5-own", prompts={"query": "call: ", "passage": "water: "})

    loaded = load(str(folder))

    assert (loaded.prompts["query"], loaded.prompts["passage"]) == ("call: ", "water: ")
    assert "passage: " not in loaded.prompts.values()

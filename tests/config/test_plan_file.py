"""A plan file is read whole, or its errors name the line and the mend."""

import itertools
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from config.errors import PlanError
from config.plan_file import load
from domain.plan import ItemKind, Plan

SHIPPED = Path(__file__).parents[2] / "config" / "plan" / "amb-2021-2025.yaml"
GOOD = """\
id: tiny
title: {en: A small plan, ca: Un pla petit}
institution: Town
starts: 2024-01-01
ends: 2024-12-31
general_objective: {text: Do good.}
specific_objectives:
  - text: Do better.
    established: no
applicant:
  name: Town
  kind: public body
  country: NO
  nuts: [NO081]
  can_coordinate: true
officer: ada
people:
  - id: ada
    name: Ada
    email: ada@example.org
    language: ca
lines:
  - id: green
    title: {en: Green line}
    sentences: [Plant trees.]
challenges:
  - id: a
    title: {en: Cleaner streets}
    sentences:
      - Sweep.
      - Wash
        and rinse.
      - Paint.
projects:
  - id: parks
    title: {en: Parks, ca: Parcs}
    owner: ada
    lines: [green]
    challenges: [a]
    sentences:
      - Open a park.
"""

Says = Callable[[str | bytes], str]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "plan.yaml"


@pytest.fixture
def says(file: Path) -> Says:
    """What the error on a file with this content says, without the path."""

    def read(content: str | bytes) -> str:
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(PlanError) as caught:
            load(file)
        return str(caught.value).replace(f"{file}, ", "").replace(f"{file}: ", "")

    return read


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)


def test_a_good_file_becomes_a_plan(file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    plan = load(file)

    assert (plan.starts, plan.ends) == (date(2024, 1, 1), date(2024, 12, 31))
    assert [each.key for each in plan.items()] == ["project:parks", "challenge:a", "line:green"]
    assert plan.projects[0].kind is ItemKind.PROJECT
    assert plan.projects[0].title == {"en": "Parks", "ca": "Parcs"}
    assert plan.officer == "ada"


def test_a_sentence_may_go_on_in_the_next_line(file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")

    assert load(file).challenges[0].sentences == ("Sweep.", "Wash and rinse.", "Paint.")


def test_sentences_may_be_given_in_several_languages(file: Path) -> None:
    both = "Obrir un parc.\n    language: ca\n    translations:\n      en: [Open a park., Plant\n        trees.]\n"
    file.write_text(changed("Open a park.\n", both), encoding="utf-8")

    (parks,) = load(file).projects

    assert (parks.language, parks.sentences) == ("ca", ("Obrir un parc.",))
    assert parks.translations == {"en": ("Open a park.", "Plant trees.")}


def test_norway_is_a_country_and_no_is_an_answer(file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    plan = load(file)

    assert plan.applicant.country == "NO"
    assert plan.specific_objectives[0].established is False


def test_a_file_may_begin_with_a_byte_order_mark(file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8-sig")

    assert load(file).id == "tiny"


def test_an_error_names_the_file_the_line_the_key_and_the_mend(file: Path) -> None:
    file.write_text(changed("owner: ada", "ownr: ada"), encoding="utf-8")

    with pytest.raises(PlanError) as caught:
        load(file)
    assert str(caught.value) == f"{file}, line 37: projects[0].ownr is not a known key; did you mean owner?"


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "institution: Town",
            "institution: Town\nwebsite: x",
            "line 4: website is not a known key; known are id, title",
        ),
        ("    owner: ada\n", "", "line 35: projects[0].owner is missing; add it"),
        ("owner: ada", "owner:", "line 37: projects[0].owner is empty; write a value or delete the line"),
        ("owner: ada", "owner: adda", "line 37: projects[0].owner adda is not under people; did you mean ada?"),
        ("owner: ada", "owner: [ada]", "line 37: projects[0].owner must be one text; put it in quotes"),
        ("officer: ada", "officer: bob", "line 16: officer bob is not under people; add it there, or name one of ada"),
        (
            "lines: [green]",
            "lines: [gren]",
            "line 38: projects[0].lines[0] gren is not under lines; did you mean green?",
        ),
        ("lines: [green]", "lines: green", "line 38: projects[0].lines must be a list; begin each entry with a dash"),
        ("challenges: [a]", "challenges: [b]", "line 39: projects[0].challenges[0] b is not under challenges"),
        ("challenges: [a]", "challenges: [a, a]", "line 39: projects[0].challenges[1] a is already at"),
        ("      - Paint.\n", "", "line 29: challenges[0].sentences must hold at least 3 sentences and holds 2"),
        (
            "      - Paint.\n",
            "      - P.\n" * 7,
            "line 29: challenges[0].sentences must hold at most 8 sentences and holds 9",
        ),
        ("[Plant trees.]", "[]", "line 25: lines[0].sentences must hold at least 1 sentence and holds 0"),
        ("      - Open a park.\n", "      []\n", "line 40: projects[0].sentences must hold at least 1"),
        (
            "- Open a park.",
            "- We open: a park.",
            "line 41: projects[0].sentences[0] must be one text; put it in quotes",
        ),
        ("{en: Parks, ca: Parcs}", "{ca: Parcs}", "line 36: projects[0].title.en is missing; add it"),
        ("{en: Parks, ca: Parcs}", "{en: ' '}", "line 36: projects[0].title.en is empty; write a text"),
        ("{en: Parks, ca: Parcs}", "{en: Parks, ca: }", "line 36: projects[0].title.ca is empty; write a value"),
        ("{en: Parks, ca: Parcs}", "Parks", "line 36: projects[0].title must hold keys of its own: en, ca, es"),
        ("ada@example.org", "ada.example.org", "line 20: people[0].email is not an e-mail address; write it like"),
        ("language: ca", "language: xx", "line 21: people[0].language must be 'ca', 'es' or 'en'"),
        ("id: parks", "id: my parks", "line 35: projects[0].id must be letters, digits and single hyphens"),
        ("ends: 2024-12-31", "ends: 2023-12-31", "line 5: ends (2023-12-31) is before starts (2024-01-01); exchange"),
        ("ends: 2024-12-31", "ends: 31/12/2024", "line 5: ends must be a day of the calendar, written like 2021-07-27"),
        ("ends: 2024-12-31", "ends: 20241231", "line 5: ends must be a day of the calendar"),
        ("ends: 2024-12-31", "ends: 2024-02-30", "line 5: ends must be a day of the calendar"),
        ("can_coordinate: true", "can_coordinate: maybe", "line 15: applicant.can_coordinate must be true or false"),
        (
            "      - Open a park.\n",
            "      - Open a park.\n    translations: {en: [Open it.]}\n",
            "line 42: projects[0].translations.en is the language of the sentences already",
        ),
        (
            "      - Open a park.\n",
            "      - Open a park.\n    translations: {ca: Obrir-lo.}\n",
            "line 42: projects[0].translations.ca must be a list; begin each entry with a dash",
        ),
        (
            "      - Open a park.\n",
            "      - Open a park.\n    translations: {cat: [Obrir-lo.]}\n",
            "line 42: projects[0].translations.cat is not a known key; did you mean ca?",
        ),
        ("nuts: [NO081]", "nuts: [NO081]\n  population: 3.2 m", "line 15: applicant.population must be a whole number"),
        ("nuts: [NO081]", "nuts: [NO081]\n  population: 0", "line 15: applicant.population must be 1 or more"),
        ("owner: ada", "owner: ada\n    owner: ada", "line 38: projects[0].owner is written twice, first in line 37"),
        ("name: Ada", 'name: "Ada\\u200b"', "line 19: people[0].name holds an invisible character (U+200B); delete it"),
        ("officer: ada", "? [officer]\n: ada", "line 16: the plan holds a key that is no word; write key: value"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_its_mend(old: str, new: str, expected: str, says: Says) -> None:
    assert says(changed(old, new)).startswith(expected)


@pytest.mark.parametrize(
    ("name", "entry"),
    [
        ("people", "  - id: ada\n    name: Ada\n    email: a@example.org\n    language: ca\n"),
        ("lines", "  - id: green\n    title: {en: Green}\n    sentences: [Plant.]\n"),
        ("challenges", "  - id: a\n    title: {en: A}\n    sentences: [One., Two., Three.]\n"),
        (
            "projects",
            "  - {id: parks, title: {en: Parks}, sentences: [Dig.], owner: ada, lines: [], challenges: []}\n",
        ),
    ],
)
def test_an_id_is_given_once(name: str, entry: str, says: Says) -> None:
    twice = GOOD.replace(f"\n{name}:\n", f"\n{name}:\n{entry}")

    assert f"{name}[1].id" in says(twice)
    assert f"is already at {name}[0].id; change or delete one" in says(twice)


def test_several_errors_are_reported_together_in_the_order_of_the_lines(says: Says) -> None:
    broken = changed("owner: ada", "ownr: ada").replace("ada@example.org", "ada").replace("language: ca", "language:")

    assert [each.split(" ")[1:3] for each in says(broken).splitlines()] == [
        ["20:", "people[0].email"],
        ["21:", "people[0].language"],
        ["37:", "projects[0].ownr"],
    ]


def test_references_are_checked_together_too(says: Says) -> None:
    broken = changed("officer: ada", "officer: bob").replace("[green]", "[blue, red]")

    assert len(says(broken).splitlines()) == 3


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("", "line 1: the file is empty"),
        ("# only a comment\n", "line 1: the file is empty"),
        ("~\n", "line 1: the plan is empty"),
        ("- a\n- b\n", "line 1: the plan must hold keys of its own: id, title"),
        ("just words\n", "line 1: the plan must hold keys of its own"),
        (changed("    owner: ada", "\towner: ada"), "line 37: the line is indented with a tab; use spaces"),
        (changed("institution: Town", "institution: Town: Hall"), "line 3: a text holds a colon followed by a space"),
        (
            changed("institution: Town", 'institution: "Town'),
            "line 3: a quotation mark or bracket is opened and never closed",
        ),
        (GOOD + "---\nid: second\n", "line 42: a second document begins with ---"),
        (changed("owner: ada", "owner: &me ada"), "line 37: & and * (anchors and aliases) are not used"),
        (changed("owner: ada", "owner: *me"), "line 37: & and * (anchors and aliases) are not used"),
        (changed("owner: ada", "owner: !!python/name:os.system"), "line 37: a value that begins with ! (a tag)"),
        (changed("lines: [green]", "lines: " + "[" * 5000), "line 38: lists or keys are nested too deeply"),
        (changed("owner: ada", 'owner: "\\UFFFFFFFF"'), "line 37: an escape in the quoted text names no character"),
        (changed("name: Ada", "name: Ada\x07"), "line 19: the line holds an unprintable character; delete it"),
        (GOOD.encode().replace(b"Ada", b"Ad\xe0"), "line 19: a letter is not in UTF-8; save the file"),
        (GOOD.encode("utf-16"), "line 1: a letter is not in UTF-8; save the file"),
        (GOOD + "#" * 1_000_000, "the file is larger than 1,000,000 bytes; is it a plan?"),
    ],
    ids=itertools.count(),
)
def test_a_file_that_is_no_plan_says_so(content: str | bytes, expected: str, says: Says) -> None:
    assert says(content).startswith(expected)


def test_an_alias_bomb_is_refused_before_it_is_opened(says: Says) -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )

    assert says(bomb).startswith("line 1: & and * (anchors and aliases) are not used in a plan")


def test_a_file_that_is_not_there_is_an_error_of_the_plan(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match=r"none\.yaml: the file cannot be read .*; check its name and its permissions"):
        load(tmp_path / "none.yaml")


def test_a_folder_is_not_a_plan(tmp_path: Path) -> None:
    with pytest.raises(PlanError, match="cannot be read"):
        load(tmp_path)


def outcome(content: bytes) -> Plan | PlanError:
    with TemporaryDirectory() as folder:
        file = Path(folder) / "plan.yaml"
        file.write_bytes(content)
        try:
            return load(file)
        except PlanError as error:
            return error


def is_a_plan_or_names_its_lines(result: Plan | PlanError, content: bytes) -> bool:
    if isinstance(result, Plan):
        return True
    last = len(re.split("\r\n|[\n\r\x85\u2028\u2029]", content.decode(errors="replace")))
    return bool(result.problems) and all(it.line is not None and 1 <= it.line <= last for it in result.problems)


@st.composite
def mutations(draw: st.DrawFn, good: str) -> bytes:
    """The good file with a letter lost, a value deleted, a line lost, its end cut off, or something odd put in."""
    at = draw(st.integers(0, len(good) - 1))
    start, end = good.rfind("\n", 0, at) + 1, (good.find("\n", at) + 1 or len(good))
    line = good[start:end]
    odd = st.sampled_from([*"\t:-#&*!|>%@`[]{}'\"?,~\\\u200b\u2028\ud7ff", "<<: ", "- ", "\n", "  ", "é", "1e999"])
    mutant = draw(
        st.sampled_from(
            [
                good[:at] + good[at + 1 :],
                good[:start] + line.split(":")[0] + ":\n" + good[end:],
                good[:start] + good[end:],
                good[:at],
                good[:start] + line + good[start:],
            ]
        )
        | odd.map(lambda it: good[:at] + it + good[at:])
    )
    return mutant.encode()


@settings(max_examples=400, deadline=None)
@given(content=mutations(GOOD))
def test_a_mutation_gives_a_plan_or_an_error_with_lines(content: bytes) -> None:
    assert is_a_plan_or_names_its_lines(outcome(content), content)


@settings(max_examples=15, deadline=None)
@given(content=mutations(SHIPPED.read_text(encoding="utf-8")))
def test_a_mutation_of_the_shipped_plan_gives_a_plan_or_an_error_with_lines(content: bytes) -> None:
    assert is_a_plan_or_names_its_lines(outcome(content), content)


@settings(max_examples=200, deadline=None)
@given(content=st.binary(max_size=60) | st.text(max_size=60).map(str.encode))
def test_no_content_gives_anything_else(content: bytes) -> None:
    assert is_a_plan_or_names_its_lines(outcome(content), content)


def test_a_spelling_is_of_a_place_or_network_that_the_plan_names(file: Path) -> None:
    spelt = "networks: [MedCities]\nspellings:\n  - {of: %s, country: IT, names: [Torino]}\n"
    file.write_text(GOOD + spelt % "MedCities")
    assert load(file).spellings[0].names == ("Torino",)

    file.write_text(GOOD + spelt % "MedCites")
    with pytest.raises(PlanError, match=r"MedCites is in no area and no network; did you mean MedCities\?"):
        load(file)

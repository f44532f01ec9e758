"""Every sentence of the window is there in Catalan and in Spanish, with the same gaps to fill."""

import re
from collections.abc import Iterator

import pytest
from babel.messages.catalog import Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from web.language import CATALOGUES, translations

WEB = CATALOGUES.parent
GAP = re.compile(r"%\((\w+)\)s")
OURS = ("ca", "es")
Key = str | tuple[str, ...]


def used() -> dict[Key, str]:
    """Every key that a template or module uses, and where."""
    found = extract_from_dir(
        str(WEB),
        method_map=[("**.py", "python"), ("**.jinja", "jinja2")],
        options_map={"**.jinja": {"silent": "false"}},
        keywords={"_": None, "N_": None, "gettext": None, "ngettext": (1, 2)},
    )
    return {key: f"{file}:{line}" for file, line, key, _, _ in found}


def catalogue(language: str) -> list[Message]:
    path = CATALOGUES / language / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return [each for each in read_po(file, locale=language, abort_invalid=True) if each.id]


@pytest.mark.parametrize("language", OURS)
def test_every_sentence_is_translated_and_none_is_left_over(language: str) -> None:
    there = {each.id for each in catalogue(language)}
    wanted = used()

    assert len(wanted) > 100
    assert {key: where for key, where in wanted.items() if key not in there} == {}, "add these to the catalogue"
    assert there - set(wanted) == set(), "nothing uses these any more"


@pytest.mark.parametrize("language", OURS)
def test_a_translation_has_text_and_the_gaps_of_its_key(language: str) -> None:
    for message in catalogue(language):
        keys, values = both(message)
        gaps = {gap for key in keys for gap in GAP.findall(key)}
        assert not message.fuzzy, message.id
        assert all(value.strip() for value in values), message.id
        assert all({*GAP.findall(value)} == gaps for value in values), message.id


@pytest.mark.parametrize("language", OURS)
def test_a_translation_can_be_filled(language: str) -> None:
    for message in catalogue(language):
        for text in (each for some in both(message) for each in some):
            assert text % dict.fromkeys(GAP.findall(text), "x")


@pytest.mark.parametrize("language", OURS)
def test_no_key_stands_twice(language: str) -> None:
    text = (CATALOGUES / language / "LC_MESSAGES" / "messages.po").read_text(encoding="utf-8")
    keys = re.findall(r'^msgid (".*(?:\n".*")*)', text, flags=re.MULTILINE)

    assert [each for each in keys if keys.count(each) > 1] == []


def both(message: Message) -> Iterator[list[str]]:
    for each in (message.id, message.string):
        yield [each] if isinstance(each, str) else list(each or ())


def test_a_number_of_things_is_said_as_the_language_says_it() -> None:
    one, two = (translations("ca").ngettext("%(num)s day left", "%(num)s days left", number) for number in (1, 2))

    assert (one % {"num": 1}, two % {"num": 2}) == ("queda 1 dia", "queden 2 dies")

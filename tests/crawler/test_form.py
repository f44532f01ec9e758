"""A form's facts are set in its text, and nothing else is touched."""

import ast
from pathlib import Path

import pytest

import crawler.sources
from crawler.form import class_name, copied, fact_names, with_facts
from crawler.registry import names

FOLDER = Path(crawler.sources.__file__).parent
PLAIN = '''"""What is published."""

LIMIT = 3


class OldSpider(Pattern):
    name = "old"
    funder = "A funder"
    home = "https://old.example.org/"
    licence = "CC-BY-4.0"
    at_least = 4  # in a good year
    golden = "captured"

    # Pattern
    url = (
        "https://old.example.org/"
        "calls"
    )
    hosts: tuple[str, ...] = ("www.old.example.org",)

    def again(self) -> "OldSpider":
        return OldSpider()
'''
NEW = '''""""""

LIMIT = 3


class NewFundSpider(Pattern):
    name = "new_fund"
    funder = ""
    home = "https://new.example.org/c?a=1&b=2"
    licence = ""
    at_least = 0
    golden = "synthetic"

    # Pattern
    url = "https://new.example.org/c?a=1&b=2"
    hosts: tuple[str, ...] = ("www.old.example.org",)

    def again(self) -> "NewFundSpider":
        return NewFundSpider()
'''


def form(name: str) -> str:
    return (FOLDER / f"{name}.py").read_text(encoding="utf-8")


def test_a_copy_says_what_is_known_and_leaves_the_rest_to_a_person() -> None:
    assert copied(PLAIN, name="new_fund", url="https://new.example.org/c?a=1&b=2") == NEW


def test_a_form_whose_page_is_its_home_says_the_address_once() -> None:
    text = copied(form("urbact"), name="another", url="https://another.example.org/")

    assert '    home = "https://another.example.org/"\n' in text
    assert "    url = home\n" in text


def test_a_fact_that_the_pattern_declares_is_added_to_the_form() -> None:
    before = form("cinea")
    text = with_facts(before, {"golden": "captured"})

    assert "golden" not in before
    assert [line for line in text.splitlines() if line not in before.splitlines()] == ['    golden = "captured"']
    assert fact_names(text)[-2:] == ("golden", "url")


def test_a_fact_is_set_again_without_a_trace() -> None:
    once = with_facts(PLAIN, {"golden": "synthetic"})

    assert once != PLAIN
    assert with_facts(once, {"golden": "captured"}) == PLAIN


@pytest.mark.parametrize("source", names())
def test_every_form_can_be_copied(source: str) -> None:
    text = copied(form(source), name="new_fund", url="https://new.example.org/")

    module = ast.parse(text)
    assert [each.name for each in module.body if isinstance(each, ast.ClassDef)].count("NewFundSpider") == 1
    assert ast.get_docstring(module) == ""
    assert '    name = "new_fund"\n' in text
    assert '    funder = ""\n' in text
    assert "    at_least = 0\n" in text
    assert fact_names(text) == fact_names(form(source))


@pytest.mark.parametrize(
    ("name", "said"), [("eit", "EitSpider"), ("eu_portal", "EuPortalSpider"), ("c40", "C40Spider")]
)
def test_a_class_is_named_after_the_file(name: str, said: str) -> None:
    assert class_name(name) == said

"""A source's file as text: the facts in it are set, every other line stays as a person wrote it."""

import ast
import json
import re
from collections.abc import Mapping

HEAD = (
    "name",
    "funder",
    "home",
    "licence",
    "language",
    "kind",
    "at_least",
    "allow_empty",
    "cadence",
    "golden",
    "role",
    "names_people",
)
"""What forms declare before what their pattern reads: a fact that is new in a form is set after the last of these."""

FOR_A_PERSON: dict[str, str | int] = {"funder": "", "licence": "", "at_least": 0}
"""What only a person can say of a new source, empty: the contract of all sources fails until it is filled in."""

Fact = ast.Assign | ast.AnnAssign


def with_facts(text: str, facts: Mapping[str, str | int]) -> str:
    """Return a form in which these facts are set, whether it declared them or left them to its pattern."""
    declared, lines = _facts(_form(text)), text.split("\n")
    after = max(_end(node) for name, node in declared.items() if name in HEAD)
    written = {name: f"    {name} = {json.dumps(value)}" for name, value in facts.items()}
    edits = [(after, after, [line for name, line in written.items() if name not in declared])]
    edits += [(node.lineno - 1, _end(node), [written[name]]) for name, node in declared.items() if name in written]
    for start, end, new in sorted(edits, reverse=True):
        lines[start:end] = new
    return "\n".join(lines)


def copied(text: str, *, name: str, url: str) -> str:
    """Return a form as that of a new source: what is known of it is set, what a person has to say is left empty.

    The sentence at the top is one of the latter. What the pattern declares for all its sites is not asked for again.
    """
    form = _form(text)
    declared = _facts(form)
    facts: dict[str, str | int] = {"name": name, "home": url, "url": url}
    match declared.get("url"):
        case ast.Assign(value=ast.Name(id="home")):
            del facts["url"]  # the form says itself that both are one
    facts |= {fact: value for fact, value in (FOR_A_PERSON | {"golden": "synthetic"}).items() if fact in declared}
    renamed = re.sub(rf"\b{form.name}\b", class_name(name), text)
    return with_facts(_without_sentence(renamed), facts)


def class_name(name: str) -> str:
    """Return ``ExampleFundSpider`` for ``example_fund``."""
    return "".join(each.capitalize() for each in name.split("_")) + "Spider"


def fact_names(text: str) -> tuple[str, ...]:
    """Return the names of the facts that a form declares, in its order."""
    return tuple(_facts(_form(text)))


def _form(text: str) -> ast.ClassDef:
    """Return the class that is the form: the one with a name."""
    classes = (each for each in ast.parse(text).body if isinstance(each, ast.ClassDef))
    return next(each for each in classes if "name" in _facts(each))


def _facts(form: ast.ClassDef) -> dict[str, Fact]:
    found: dict[str, Fact] = {}
    for each in form.body:
        match each:
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                found[name] = each
    return found


def _without_sentence(text: str) -> str:
    """Return a form whose docstring is empty."""
    sentence = ast.parse(text).body[0]
    return "\n".join(['""""""', *text.split("\n")[_end(sentence) :]])


def _end(node: ast.stmt) -> int:
    """Return the number of a statement's last line, from 1."""
    return node.end_lineno or node.lineno

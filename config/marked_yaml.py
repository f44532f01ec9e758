"""YAML as plain data in which every value remembers its line.

Every scalar stays the text that was written, so that ``NO``, ``12:30`` and ``1e3`` mean what they say.
Aliases, anchors and tags are refused: a plan needs none, and an alias can blow a small file up.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.reader import ReaderError

from config.errors import Mend, PlanError

MOST_BYTES = 1_000_000
"""About thirty times the AMB's plan; a larger file is not a plan."""
DEEPEST = 20
"""Levels of nesting; a plan needs five."""
NULL = "tag:yaml.org,2002:null"

KeyPath = tuple[str | int, ...]
"""Where a value stands: ``("projects", 3, "owner")``."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What a file holds, as mappings, lists and texts (``None`` for an empty value); where; and what was odd in it."""

    data: Any
    lines: dict[KeyPath, int] = field(default_factory=dict)
    problems: list[tuple[KeyPath, Mend]] = field(default_factory=list)

    def line(self, path: KeyPath) -> int:
        """The line of a value, or of the nearest thing around it; counted from 1."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def dotted(path: KeyPath) -> str:
    """A path as people read it: ``projects[3].owner``; the file itself is "the plan"."""
    return "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in path).lstrip(".") or "the plan"


def read(path: Path) -> Marked:
    """Read a YAML file. Raises :class:`PlanError` where nothing can be made of it."""
    text = _text(path)
    tabs = [text.count("\n", 0, each.end()) + 1 for each in re.finditer(r"^ *\t", text, re.MULTILINE)]
    if tabs:
        raise PlanError(path, [Mend(each, "the line is indented with a tab; use spaces") for each in tabs])
    node = _node(path, text)
    if node is None:
        raise PlanError(path, [Mend(1, "the file is empty; write the plan into it")])
    marked = Marked(None)
    data = _value(node, (), marked)
    return Marked(data, marked.lines, marked.problems)


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise PlanError(
            path, [Mend(None, f"the file cannot be read ({reason}); check its name and its permissions")]
        ) from error
    if len(data) > MOST_BYTES:
        raise PlanError(path, [Mend(None, f"the file is larger than {MOST_BYTES:,} bytes; is it a plan?")])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PlanError(
            path, [Mend(line, "a letter is not in UTF-8; save the file with the encoding UTF-8")]
        ) from error


class _Loader(yaml.SafeLoader):
    """A composer of nodes that refuses what a plan does not need."""

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if refusal := _refusal(event, self.depth):
            raise yaml.MarkedYAMLError(problem=refusal, problem_mark=event.start_mark)
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def _refusal(event: yaml.NodeEvent, depth: int) -> str | None:
    """Why a value is not even looked at, if it is not."""
    if event.anchor is not None:
        return "& and * (anchors and aliases) are not used in a plan; write the text out, or put it in quotes"
    if getattr(event, "tag", None) is not None:
        return "a value that begins with ! (a tag) is not used in a plan; put the text in quotes"
    if depth == DEEPEST:
        return "lists or keys are nested too deeply; check brackets and indentation"
    return None


def _node(path: Path, text: str) -> yaml.Node | None:
    try:
        loader = _Loader(text)
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise PlanError(path, [Mend(line, "the line holds an unprintable character; delete it")]) from error
    try:
        return loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        raise PlanError(path, [_syntax(error)]) from error
    except (ValueError, OverflowError) as error:  # PyYAML lets them through for an escape like "\UFFFFFFFF"
        text = "an escape in the quoted text names no character; write the character itself"
        raise PlanError(path, [Mend(loader.line + 1, text)]) from error


MENDS = {
    "mapping values are not allowed here": "a text holds a colon followed by a space; put the text in quotes",
    "could not find expected ':'": "a key lacks its colon, or a text is not indented below its key",
    "expected <block end>, but found": "the indentation or a dash does not fit the lines above",
    "found unexpected end of stream": "a quotation mark or bracket is opened and never closed",
    "expected ',' or": "a comma or a closing bracket is missing, or a text between brackets needs quotes",
    "that cannot start any token": "a text begins with a character that YAML keeps for itself; put the text in quotes",
    "expected alphabetic or numeric character": "a text begins with & or *; put the text in quotes",
    "sequence entries are not allowed here": "a list begins behind its key; begin it in the next line",
    "but found another document": "a second document begins with ---; a file holds one plan",
}
"""PyYAML's words, and what a reader can do about them."""


def _syntax(error: yaml.MarkedYAMLError) -> Mend:
    said = " ".join(each for each in (error.context, error.problem) if each)
    opened = error.context_mark if "end of stream" in said else None
    mark = opened or error.problem_mark
    mend = next((mend for words, mend in MENDS.items() if words in said), None)
    return Mend(mark.line + 1 if mark else 1, mend or f"{said}; check dashes, brackets, quotes and indentation")


def _value(node: yaml.Node, path: KeyPath, marked: Marked) -> Any:  # noqa: ANN401 (a tree of texts has no better type)
    marked.lines.setdefault(path, node.start_mark.line + 1)
    match node:
        case yaml.MappingNode():
            return _mapping(node, path, marked)
        case yaml.SequenceNode():
            return [_value(each, (*path, index), marked) for index, each in enumerate(node.value)]
        case _ if node.tag == NULL:
            _note(marked, path, "is empty; write a value or delete the line")
            return None
        case _:
            return _clean(str(node.value), path, marked)


def _mapping(node: yaml.MappingNode, path: KeyPath, marked: Marked) -> Mapping[str, Any]:
    data: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode):
            marked.problems.append((path, Mend(line, f"{dotted(path)} holds a key that is no word; write key: value")))
            continue
        here = (*path, _clean(str(key_node.value), path, marked))
        if here in marked.lines:
            first = f"{dotted(here)} is written twice, first in line {marked.lines[here]}; delete one"
            marked.problems.append((here, Mend(line, first)))
            continue
        marked.lines[here] = line
        data[str(here[-1])] = _value(value_node, here, marked)
    return data


def _clean(text: str, path: KeyPath, marked: Marked) -> str:
    """The text without invisible characters, each of which is noted: they come along when text is copied from a PDF."""
    hidden = {each for each in text if not each.isprintable() and not each.isspace()}
    if hidden:
        names = ", ".join(f"U+{ord(each):04X}" for each in sorted(hidden))
        _note(marked, path, f"holds an invisible character ({names}); delete it")
    return "".join(each for each in text if each not in hidden)


def _note(marked: Marked, path: KeyPath, text: str) -> None:
    marked.problems.append((path, Mend(marked.line(path), f"{dotted(path)} {text}")))

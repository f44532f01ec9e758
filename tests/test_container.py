"""The container file, which is not built here: it copies all of the program, and starts it by words it knows."""

import json
import re
import tomllib
from pathlib import Path

from convoca.cli import VERBS, named
from web.permissions import RULES

ROOT = Path(__file__).parents[1]
FILE = (ROOT / "Containerfile").read_text(encoding="utf-8")
PACKAGES = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
COMMAND: list[str] = json.loads(re.findall(r"^CMD (.+)$", FILE, re.MULTILINE)[-1])


def test_it_copies_the_whole_program_and_nothing_that_is_not_there() -> None:
    copied = [name for line in re.findall(r"^COPY (.+) \S+$", FILE, re.MULTILINE) for name in line.split()]

    assert [each for each in copied if not (ROOT / each).exists()] == []
    assert {each.partition(".")[0] for each in PACKAGES} | {"migrations", "pyproject.toml", "Makefile"} <= set(copied)


def test_it_starts_the_window_as_nobody_in_particular() -> None:
    users = re.findall(r"^USER (.+)$", FILE, re.MULTILINE)

    assert COMMAND[0] == "convoca"
    assert COMMAND[1] in {named(each) for each in VERBS}
    assert users == ["convoca"]
    assert FILE.index("USER convoca") < FILE.index("CMD [")


def test_what_watches_it_asks_for_a_page_that_there_is() -> None:
    (asked,) = re.findall(r"http://127\.0\.0\.1:8000/(\w+)", FILE)

    assert asked in RULES


def test_it_is_set_up_by_the_makefile_with_extras_that_there_are() -> None:
    (extras,) = re.findall(r"^RUN make setup EXTRAS=(\w+)$", FILE, re.MULTILINE)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]

    assert extras in project["optional-dependencies"]
    assert "-e '.[$(EXTRAS)]'" in (ROOT / "Makefile").read_text(encoding="utf-8")

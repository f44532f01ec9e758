"""The house stands as it is drawn: packages, modules, help in the README, nothing that belongs elsewhere."""

import re
import subprocess
import tomllib
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

from convoca.cli import VERBS, named

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PACKAGES: list[str] = PROJECT["tool"]["setuptools"]["packages"]
TOP = {each.partition(".")[0] for each in PACKAGES}
NOT_INSTALLED = {"benchmarks", "tests", "migrations"}
COMMANDS = [named(each) for each in VERBS] + ["plan import", "plan show"]
REGISTRIES = [
    ".".join(labels)
    for labels in (
        ("pypi", "org"),
        ("files", "pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("static", "crates", "io"),
        ("proxy", "golang", "org"),
        ("deb", "debian", "org"),
    )
]
"""Put together here, so that this file names none either."""


def kept_files() -> list[Path]:
    """What is or would be in the repository."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no checkout, so nobody can say which files belong to it")
    return [path for each in listed.splitlines() if (path := ROOT / each).is_file()]


def test_every_package_is_listed_and_every_listed_package_is_there() -> None:
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for path in ROOT.glob("[a-z]*/**/__init__.py")
        if path.relative_to(ROOT).parts[0] not in NOT_INSTALLED
    }

    assert sorted(PACKAGES) == sorted(found)
    assert not NOT_INSTALLED & TOP


def test_the_rules_on_imports_and_types_cover_every_package() -> None:
    assert set(PROJECT["tool"]["importlinter"]["root_packages"]) == TOP
    assert set(PROJECT["tool"]["mypy"]["packages"]) >= TOP


@pytest.mark.parametrize("package", sorted(TOP))
def test_every_module_imports_and_says_what_it_is(package: str) -> None:
    top = import_module(package)
    names = [package, *(each.name for each in walk_packages(top.__path__, f"{package}."))]

    modules = [import_module(each) for each in names]

    assert [each.__name__ for each in modules if not (each.__doc__ or "").strip()] == []


def test_every_test_folder_is_named_after_what_it_tests() -> None:
    folders = {each.name for each in (ROOT / "tests").iterdir() if each.is_dir() and each.name != "__pycache__"}

    assert folders - {"goldens", "migrations"} <= TOP
    assert not list((ROOT / "tests").glob("**/__init__.py"))


def test_no_file_names_a_package_registry() -> None:
    pattern = re.compile("|".join(map(re.escape, REGISTRIES)))
    texts = {path: path.read_text(encoding="utf-8", errors="ignore") for path in kept_files()}

    assert len(texts) > len(PACKAGES)
    assert [str(path.relative_to(ROOT)) for path, text in texts.items() if pattern.search(text)] == []


@pytest.mark.parametrize("command", COMMANDS)
def test_the_readme_names_every_command(command: str) -> None:
    readme = ROOT / "README.md"
    if not readme.exists():
        pytest.skip("there is no README yet")

    assert f"convoca {command}" in readme.read_text(encoding="utf-8")


def test_the_readme_names_every_setting() -> None:
    from config.settings import PREFIX, Settings

    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert [each for each in Settings.model_fields if f"`{PREFIX}{each.upper()}`" not in readme] == []

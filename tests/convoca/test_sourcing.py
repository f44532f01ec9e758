"""Whoever adds a source can try it without storing anything, record its page, and begin from another one's form.

What writes to a checkout works on a copy of one.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.settings import Settings
from convoca.sourcing import Checkout, begin
from domain.errors import Problem
from tests.convoca.program import ROOT, Program
from tests.crawler.small_service import serving

DAY, LATER = {"CONVOCA_NOW": "2026-03-16T06:00:00Z"}, {"CONVOCA_NOW": "2026-05-18T06:00:00Z"}
NOW = datetime(2026, 3, 16, 6, tzinfo=UTC)
URBACT = "/urbact.eu/get-involved"
FUND = "https://fund.example.org/calls"
PAGE = """<!DOCTYPE html><html><body><main><h1>Calls</h1><p>Two are open.</p>
<a href="/call-clean-air">Clean air: a call for cities</a></main></body></html>
"""
ANOTHER = PAGE.replace("Clean air", "Cool roofs")


def files(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, byte for byte."""
    found = sorted(each for each in folder.rglob("*") if each.is_file() and "__pycache__" not in each.parts)
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in found}


@pytest.fixture
def portal(convoca: Program, small_world: str) -> Program:
    """The program, reading the demo's world."""
    return replace(convoca, settings={"CONVOCA_REPLAY_ORIGIN": small_world, **DAY})


def test_a_dry_run_leaves_the_database_byte_for_byte_as_it_was(portal: Program) -> None:
    assert portal("crawl", "eu_portal").returncode == 0
    before = files(portal.data)

    done = portal("crawl", "eu_portal", "--dry-run", **LATER)

    assert (done.returncode, done.stderr) == (0, "")
    assert files(portal.data) == before
    assert "convoca.db" in before


def test_a_dry_run_makes_no_database(portal: Program) -> None:
    assert portal("crawl", "eu_portal", "--dry-run").returncode == 0
    assert not portal.data.exists()


def test_a_dry_run_shows_the_first_calls_and_a_summary(portal: Program) -> None:
    shown = portal("crawl", "eu_portal", "--dry-run").stdout
    two = portal("crawl", "eu_portal", "--dry-run", "--limit", "2").stdout

    assert shown.count("\n    deadlines: ") == shown.count("\n    url: https://") == 5
    assert two.count("\n    deadlines: ") == 2
    assert "Nothing was stored." in two.splitlines()[-1]
    assert two.splitlines()[-1].startswith("eu_portal: 70 calls found, 0 unreadable (7 requests")


def test_a_dry_run_in_json_is_a_call_a_line_with_every_field(portal: Program) -> None:
    done = portal("crawl", "eu_portal", "--dry-run", "--json", "--limit", "100")
    rows = [json.loads(line) for line in done.stdout.splitlines()]

    assert len(rows) == len({each["reference"] for each in rows}) == 70
    assert {"title", "identifier", "status", "opens_on", "deadlines", "programme", "budget", "url", "parts"} <= set(
        rows[0]
    )
    assert done.stderr.startswith("eu_portal: 70 calls found")


@pytest.mark.parametrize("how", [[], ["--json"]])
def test_a_dry_run_that_fails_says_why_and_shows_no_call(convoca: Program, how: list[str]) -> None:
    done = convoca("crawl", "eu_portal", "--dry-run", *how, CONVOCA_REPLAY_ORIGIN="http://127.0.0.1:1")

    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("eu_portal: failed. ")
    assert "no connection" in done.stderr


@pytest.mark.parametrize("option", [["--limit", "3"], ["--json"]])
def test_options_of_a_dry_run_are_refused_without_one(convoca: Program, option: list[str]) -> None:
    done = convoca("crawl", "eu_portal", *option)

    assert done.returncode == 2
    assert "--dry-run" in done.stderr
    assert not convoca.data.exists()


@dataclass(frozen=True)
class Copy:
    """A copy of the checkout, and the program that runs from it."""

    tree: Path
    convoca: Program

    @property
    def files(self) -> dict[str, bytes]:
        return files(self.tree)

    def form(self, name: str) -> str:
        return (self.tree / "crawler" / "sources" / f"{name}.py").read_text(encoding="utf-8")

    def fill_in(self, name: str, **facts: str) -> None:
        text = self.form(name).replace('""""""', '"""A fund that was filled in."""', 1)
        for fact, value in facts.items():
            empty = "0" if fact == "at_least" else '""'
            text = text.replace(f"    {fact} = {empty}\n", f"    {fact} = {value}\n")
        (self.tree / "crawler" / "sources" / f"{name}.py").write_text(text, encoding="utf-8")

    def contract(self, name: str, *options: str) -> subprocess.CompletedProcess[str]:
        """Hold a source to the contract of all sources."""
        command = [sys.executable, "-m", "pytest", "-q", "tests/crawler/test_sources.py", "-k", name, *options]
        environment = {"PYTHONPATH": str(self.tree), "PYTHONDONTWRITEBYTECODE": "1"}
        return subprocess.run(command, cwd=self.tree, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    tree = tmp_path / "checkout"
    shutil.copytree(ROOT / "crawler", tree / "crawler", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests" / "goldens", tree / "tests" / "goldens")
    (tree / "tests" / "crawler").mkdir()
    for each in ("conftest.py", "recorded.py", "small_portal.py", "test_sources.py"):
        shutil.copy(ROOT / "tests" / "crawler" / each, tree / "tests" / "crawler")
    shutil.copy(ROOT / "pyproject.toml", tree)
    return Copy(tree, Program(tmp_path, {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}))


@pytest.fixture
def site(copy: Copy) -> Iterator[Copy]:
    """The copy in a world of two pages of calls; the second one's site forbids nothing either."""
    pages = {URBACT: PAGE, FUND.removeprefix("https:/"): ANOTHER}
    with serving(lambda asked: pages.get(asked.path, 404)) as service:
        convoca = replace(copy.convoca, settings={**copy.convoca.settings, "CONVOCA_REPLAY_ORIGIN": service.origin})
        yield replace(copy, convoca=convoca)


def test_a_recorded_page_takes_the_place_of_the_golden_one_and_the_form_says_so(site: Copy) -> None:
    before = site.files
    (site.tree / "tests" / "goldens" / "urbact" / "page.xml").write_text("<an-earlier-recording/>")

    done = site.convoca("record", "urbact")

    assert (done.returncode, done.stderr) == (0, "")
    assert ".venv/bin/pytest tests/crawler -k urbact --update-goldens" in done.stdout
    assert "people's names" in done.stdout
    changed = {name: text for name, text in site.files.items() if before.get(name) != text}
    assert changed == {
        "tests/goldens/urbact/page.html": PAGE.encode(),
        "crawler/sources/urbact.py": before["crawler/sources/urbact.py"].replace(b'"synthetic"', b'"captured"'),
    }
    assert set(site.files) == set(before)
    assert not site.convoca.data.exists()


def test_a_site_that_refuses_is_one_sentence_and_changes_nothing(site: Copy) -> None:
    before = site.files

    done = site.convoca("record", "eui")

    assert (done.returncode, done.stdout) == (1, "")
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("convoca: eui: it is not there")
    assert site.files == before


@pytest.mark.slow
def test_the_contract_of_a_new_source_fails_until_a_person_has_filled_it_in(site: Copy) -> None:
    done = site.convoca("new-source", "example_fund", "--like", "urbact", "--url", FUND)
    assert (done.returncode, done.stderr) == (0, "")
    assert (site.tree / "tests" / "goldens" / "example_fund" / "page.html").read_text() == ANOTHER
    assert 'golden = "captured"' in site.form("example_fund")

    assert "2 failed" in site.contract("example_fund").stdout
    site.fill_in("example_fund", funder='"A fund"', licence='"CC-BY-4.0"')
    assert "assert 0 > 0" in site.contract("example_fund", "-k", "example_fund and declares").stdout
    site.fill_in("example_fund", at_least="1")
    (site.tree / "crawler" / "sources" / "example_fund.py").write_text(
        site.form("example_fund").replace("urbact\\.eu", "fund\\.example\\.org")
    )

    filled = site.contract("example_fund", "--update-goldens")
    assert "2 passed" in filled.stdout, filled.stdout
    assert "Cool roofs" in (site.tree / "tests" / "goldens" / "example_fund" / "expected.json").read_text()


def test_a_new_source_says_what_is_left_to_do(site: Copy) -> None:
    said = site.convoca("new-source", "example_fund", "--like", "urbact", "--url", FUND).stdout

    for each in (
        "funder, licence, at_least",
        "item, frame",
        "--update-goldens",
        "convoca crawl example_fund --dry-run",
    ):
        assert each in said
    assert "convoca record" not in said


def test_a_new_source_whose_site_cannot_be_read_yet_is_begun_all_the_same(site: Copy) -> None:
    done = site.convoca("new-source", "far_fund", "--like", "dut", "--url", "https://far.example.org/sitemap.xml")

    assert (done.returncode, done.stderr) == (0, "")
    assert "No page was recorded. far_fund: it is not there" in done.stdout
    assert "convoca record far_fund" in done.stdout
    assert 'golden = "synthetic"' in site.form("far_fund")
    assert not (site.tree / "tests" / "goldens" / "far_fund").exists()


@pytest.mark.parametrize(
    ("name", "like", "url", "says"),
    [
        ("urbact", "eui", FUND, "crawler/sources/urbact.py is there already"),
        ("Example-Fund", "urbact", FUND, "lower-case letters, digits and underscores"),
        ("../fund", "urbact", FUND, "lower-case letters, digits and underscores"),
        ("class", "urbact", FUND, "'class' cannot be the name of a source"),
        ("fund", "nobody", FUND, "There is no source named 'nobody'"),
        ("fund", "urbact", "fund.example.org", "write it whole"),
        ("fund", "urbact", "file:///etc/passwd", "write it whole"),
    ],
)
def test_a_source_that_cannot_be_begun_is_one_sentence_and_nothing_is_written(
    copy: Copy, name: str, like: str, url: str, says: str
) -> None:
    before = copy.files

    with pytest.raises(Problem, match=re.escape(says)):
        begin(Settings(), Checkout(copy.tree), name, like=like, url=url, now=NOW)
    assert copy.files == before


@pytest.mark.parametrize("command", ["record urbact", f"new-source fund --like urbact --url {FUND}"])
def test_sources_are_written_in_a_checkout_only(site: Copy, command: str) -> None:
    shutil.rmtree(site.tree / "tests")
    before = site.files

    done = site.convoca(*command.split())

    assert done.returncode == 1
    assert "is no checkout: clone the repository" in done.stderr
    assert site.files == before

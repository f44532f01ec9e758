"""Against the recorded world: what a perfect crawler would end with, week after week, whatever the wire does."""

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.convoca.program import Program
from tests.crawler.recorded import FOLDER, Recorded

pytestmark = pytest.mark.slow

DAYS = ("2026-06-01", "2026-06-08", "2026-06-15")
STEPS = tuple(pairwise(DAYS))
TWO_DATES = "50138952TOPICSen"
"""The wire carries two deadlines of it, the truth only the first."""

Row = dict[str, Any]


def morning(day: str) -> str:
    return f"{day}T06:00:00+00:00"


@cache
def expected(*options: str) -> Any:
    command = [sys.executable, str(FOLDER / "expected.py"), *options]
    return json.loads(subprocess.run(command, check=True, capture_output=True).stdout)


def truth(day: str) -> dict[str, Row]:
    """What a perfect crawl of the portal ends with on that day, by reference."""
    portal = expected("--day", day)["sources"]["eu_portal"]
    return {each["reference"]: each for each in portal["items"] + portal["recently_closed"]}


def listed(day: str) -> set[str]:
    return {each["reference"] for each in expected("--day", day)["sources"]["eu_portal"]["items"]}


@dataclass(frozen=True)
class World:
    """A replay server whose day and faults can be changed while it runs."""

    origin: str

    def is_at(self, day: str, *, fault: str = "none") -> None:
        for path in ("/__reset__", f"/__day__?d={day}", "/__fault__?name=none", f"/__fault__?name={fault}"):
            assert httpx.post(self.origin + path).status_code == 200, path


@pytest.fixture(scope="module")
def world(recorded: Recorded) -> World:
    return World(recorded.serve(DAYS[0]))


@dataclass(frozen=True)
class Week:
    """What the program knew after the crawl of one day."""

    day: str
    calls: list[Row]
    copy: Program
    """The program in a folder as it was then."""

    @property
    def seen(self) -> dict[str, Row]:
        """The calls that this crawl found, by reference."""
        return {each["reference"]: each for each in self.calls if each["last_seen"] == morning(self.day)}


@pytest.fixture(scope="module")
def weeks(world: World, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Week]:
    """Three crawls into one database, a week apart."""
    convoca = Program(tmp_path_factory.mktemp("weeks"), {"CONVOCA_REPLAY_ORIGIN": world.origin})
    weeks = {}
    for day in DAYS:
        world.is_at(day)
        now = {"CONVOCA_NOW": morning(day)}
        done = convoca("crawl", "eu_portal", **now)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
        folder = tmp_path_factory.mktemp(day) / "copy"
        shutil.copytree(convoca.folder, folder)
        copy = replace(convoca, folder=folder, settings={**convoca.settings, **now})
        weeks[day] = Week(day, copy.rows("calls"), copy)
    return weeks


@pytest.mark.parametrize("day", DAYS)
def test_a_crawl_finds_every_call_and_no_other(weeks: dict[str, Week], day: str) -> None:
    assert set(weeks[day].seen) == set(truth(day))


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize(
    ("field", "said"), [("title", "title"), ("status", "status"), ("opens_on", "opening_date"), ("portal_type", "type")]
)
def test_what_a_call_says_is_what_the_funder_says(weeks: dict[str, Week], day: str, field: str, said: str) -> None:
    seen = weeks[day].seen

    wrong = {
        reference: (seen[reference][field], each.get(said))
        for reference, each in truth(day).items()
        if seen[reference][field] != each.get(said)
    }
    assert wrong == {}


@pytest.mark.parametrize("day", DAYS)
def test_deadlines_are_those_of_the_funder(weeks: dict[str, Week], day: str) -> None:
    ours = {reference: [one["on"] for one in each["deadlines"]] for reference, each in weeks[day].seen.items()}
    theirs = {reference: each["deadlines"] for reference, each in truth(day).items()}

    if TWO_DATES in theirs:
        assert ours.pop(TWO_DATES)[:1] == theirs.pop(TWO_DATES)
    assert {reference: (ours[reference], days) for reference, days in theirs.items() if ours[reference] != days} == {}


def test_a_call_that_is_no_longer_listed_is_kept_and_not_closed_by_us(weeks: dict[str, Week]) -> None:
    last = weeks[DAYS[-1]]
    gone = [each for each in last.calls if each["reference"] not in last.seen]

    assert {each["reference"] for week in weeks.values() for each in week.calls} == {
        each["reference"] for each in last.calls
    }
    assert all(each["last_seen"] < morning(DAYS[-1]) for each in gone)
    assert all(each["deadlines"] for each in gone if each["status"] == "closed")


@pytest.mark.parametrize(("since", "day"), STEPS)
def test_changes_are_those_between_two_days(weeks: dict[str, Week], since: str, day: str) -> None:
    theirs = expected("--day", day, "--since", since, "--source", "eu_portal")
    ours = weeks[day].copy.rows("changes", "--since", morning(since))
    before, after = listed(since), listed(day)
    known = {each["reference"] for each in weeks[since].calls}
    both = [each for each in ours if each["reference"] in before & after]

    def change(field: str) -> dict[str, tuple[Any, Any]]:
        return {
            each["reference"]: (each["fields"][field]["old"], each["fields"][field]["new"])
            for each in ours
            if field in each["fields"]
        }

    def references(rows: list[Row]) -> set[str]:
        return {each["reference"] for each in rows}

    assert theirs["counts"]["new"] > 0
    assert theirs["counts"]["opened"] > 0
    assert references([each for each in ours if each["change"] == "new"]) & after == references(theirs["new"]) - known
    assert {
        reference for reference, values in change("status").items() if values == ("forthcoming", "open")
    } & after == references(theirs["opened"])
    assert {reference for reference, (_, new) in change("status").items() if new == "closed"} == references(
        [each for each in theirs["gone"] if each["why"] == "closed"]
    )
    for field, said in (
        ("title", "title_changed"),
        ("identifier", "identifier_changed"),
        ("opens_on", "opening_moved"),
    ):
        assert {each["reference"] for each in both if field in each["fields"]} == references(theirs[said])
    moved = {
        reference: (days(old), days(new))
        for reference, (old, new) in change("deadlines").items()
        if reference in before & after and days(old) != days(new)
    }
    assert moved == {each["reference"]: (each["old"], each["new"]) for each in theirs["deadline_moved"]}


def days(deadlines: Any) -> list[str]:
    return (
        [each["on"] for each in deadlines["dates"]]
        if isinstance(deadlines, dict)
        else [each["on"] for each in deadlines]
    )


@pytest.mark.parametrize("fault", ["500-once", "429:7/1", "drop:9"])
def test_a_wire_that_stumbles_changes_nothing_in_the_end(
    weeks: dict[str, Week], world: World, tmp_path: Path, fault: str
) -> None:
    first = weeks[DAYS[0]]
    convoca = replace(first.copy, folder=tmp_path)
    world.is_at(DAYS[0], fault=fault)
    done = convoca("crawl", "eu_portal")

    assert (done.returncode, done.stderr) == (0, "")
    assert convoca.rows("calls") == first.calls


def state(convoca: Program) -> Row:
    """How the last crawl of the portal went."""
    return next(each for each in convoca.rows("sources") if each["source"] == "eu_portal")


@pytest.fixture(scope="module")
def second(weeks: dict[str, Week], tmp_path_factory: pytest.TempPathFactory) -> Program:
    """The program on the second day with what it knew on the first."""
    folder = tmp_path_factory.mktemp("second") / "copy"
    shutil.copytree(weeks[DAYS[0]].copy.folder, folder)
    settings = {**weeks[DAYS[0]].copy.settings, "CONVOCA_NOW": morning(DAYS[1])}
    return replace(weeks[DAYS[0]].copy, folder=folder, settings=settings)


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("truncate", "not a JSON object"),
        ("truncate:short", "its answer broke off"),
        ("throwable", "holds an error in place of rows"),
        ("garbage", "not a JSON object"),
        ("empty:api.tech.ec.europa.eu", "0 listed topics, expected at least"),
    ],
)
def test_a_crawl_that_cannot_be_believed_is_named_and_leaves_every_byte_as_it_was(
    second: Program, world: World, fault: str, reason: str
) -> None:
    before = second("calls", "--json").stdout
    world.is_at(DAYS[1], fault=fault)
    done = second("crawl", "eu_portal")
    source = state(second)

    assert done.returncode == 1
    (complaint,) = done.stderr.splitlines()
    assert complaint.startswith("eu_portal: failed. ")
    assert reason in complaint
    assert before.count("\n") > 500
    assert second("calls", "--json").stdout == before
    assert (source["state"], source["last_good_crawl"]) == ("failing", morning(DAYS[0]))
    assert reason in source["failure"]


def test_the_first_crawl_without_a_fault_knows_everything_again(
    second: Program, weeks: dict[str, Week], world: World
) -> None:
    world.is_at(DAYS[1])
    done = second("crawl", "eu_portal")

    assert (done.returncode, done.stderr) == (0, "")
    assert second.rows("calls") == weeks[DAYS[1]].calls
    assert state(second)["state"] == "healthy"

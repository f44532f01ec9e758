"""The first thing a newcomer runs: the whole job on a small world, twice, a week later, and after a kill."""

import json
import shutil
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from config.plan_file import load
from domain.plan import Plan
from tests.convoca.postbox import Postbox
from tests.convoca.program import PLAN, Program

pytestmark = pytest.mark.slow

MONDAY, NEXT_MONDAY = "2026-03-16T06:00:00Z", "2026-03-23T06:00:00Z"
WEEK, NEXT_WEEK = "2026-W12", "2026-W13"


@dataclass(frozen=True)
class Ran:
    """The program in a folder where the demo has run once, and what it said."""

    convoca: Program
    done: subprocess.CompletedProcess[str]

    def query(self, sql: str) -> list[Any]:
        return query(self.convoca, sql)


def query(convoca: Program, sql: str) -> list[Any]:
    with closing(sqlite3.connect(convoca.data / "convoca.db")) as connection:
        return connection.execute(sql).fetchall()


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load(PLAN)


@pytest.fixture(scope="module")
def owners(plan: Plan) -> set[str]:
    return {each.owner for each in plan.projects}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Only read what is in here; :func:`again` is a copy to go on with."""
    convoca = Program(tmp_path_factory.mktemp("demo"), {"CONVOCA_NOW": MONDAY})
    return Ran(convoca, convoca("demo"))


@pytest.fixture
def again(ran: Ran, tmp_path: Path) -> Ran:
    shutil.copytree(ran.convoca.folder, tmp_path / "again")
    return Ran(replace(ran.convoca, folder=tmp_path / "again"), ran.done)


def outbox(convoca: Program) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in sorted((convoca.data / "outbox").iterdir())}


def mails(convoca: Program, week: str) -> dict[str, EmailMessage]:
    """The mails of a week by the id of their reader."""
    read = {
        name.removeprefix(f"{week}-").removesuffix(".eml"): message_from_bytes(content, policy=default)
        for name, content in outbox(convoca).items()
        if name.startswith(week) and name.endswith(".eml")
    }
    assert all(isinstance(each, EmailMessage) for each in read.values())
    return read


def test_the_demo_shows_a_table_for_every_project(ran: Ran, plan: Plan) -> None:
    said = " ".join(ran.done.stdout.split())

    assert (ran.done.returncode, ran.done.stderr) == (0, "")
    assert said.count("score apply call") == len(plan.projects)
    assert [each.id for each in plan.projects if f"{each.name()} (illustrative project)" not in said] == []
    assert "70 calls read, 70 new" in said


def test_every_owner_has_a_mail_and_a_page_in_the_outbox(ran: Ran, plan: Plan, owners: set[str]) -> None:
    assert set(outbox(ran.convoca)) == {f"{WEEK}-{each}.{kind}" for each in owners for kind in ("eml", "html")}
    for reader, mail in mails(ran.convoca, WEEK).items():
        assert not mail.defects
        person = plan.person(reader)
        assert mail["To"].addresses[0].addr_spec == person.email
        plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
        assert plain is not None
        assert page is not None
        text = " ".join(plain.get_content().split())
        assert any(each.name(person.language) in text for each in plan.projects if each.owner == reader)
        beside = outbox(ran.convoca)[f"{WEEK}-{reader}.html"].decode()
        assert page.get_content().split() == beside.split()


def test_the_next_steps_that_the_demo_names_work(ran: Ran) -> None:
    steps = [line.partition(".venv/bin/convoca ")[2] for line in ran.done.stdout.splitlines() if ".venv/bin/" in line]

    explained, matches, window, live = steps
    assert ran.convoca(*explained.split()).returncode == 0
    assert ran.convoca(*matches.split()).returncode == 0
    assert ran.convoca(*window.split(), "--help").returncode == 0
    assert Path(live.split()[2]).is_file()


def test_a_second_run_finds_nothing_changed_composes_nothing_and_loads_no_model(again: Ran, owners: set[str]) -> None:
    before = outbox(again.convoca)
    imported = again.convoca.imports("demo")
    done = again.convoca("demo")

    assert "torch" not in imported
    assert "sqlalchemy" in imported
    assert done.returncode == 0
    assert "nothing new or changed" in done.stdout
    assert "nothing changed since the last match" in done.stdout
    assert done.stdout.count("was composed before") == len(owners)
    assert outbox(again.convoca) == before
    assert again.query("SELECT count(*) FROM outbox") == [(len(owners),)]


def test_next_monday_tells_only_what_was_not_told(again: Ran) -> None:
    first = outbox(again.convoca)
    done = again.convoca("demo", CONVOCA_NOW=NEXT_MONDAY)

    assert (done.returncode, done.stderr) == (0, "")
    assert {name: content for name, content in outbox(again.convoca).items() if name in first} == first
    rows = again.query("SELECT person, item, source, reference, reason FROM told ORDER BY 1, 2, 3, 4, outbox_id")
    reasons = {key: [row[4] for row in rows] for key, rows in groupby(rows, key=lambda row: row[:4])}
    assert all(each[0] == "new match" for each in reasons.values())
    assert all(later in ("changed", "deadline ahead") for each in reasons.values() for later in each[1:])
    ((later,),) = again.query(
        f"SELECT count(*) FROM told JOIN outbox ON outbox.id = outbox_id WHERE period = '{NEXT_WEEK}'"
    )
    assert later > 0
    assert len(mails(again.convoca, NEXT_WEEK)) == len(
        again.query(f"SELECT DISTINCT person FROM outbox WHERE period = '{NEXT_WEEK}'")
    )


def test_a_mail_names_each_call_that_counts_as_told(ran: Ran) -> None:
    titles = {(each["source"], each["reference"]): each["title"] for each in ran.convoca.rows("calls")}
    rows = ran.query("SELECT person, source, reference FROM told")
    bodies = {
        reader: " ".join(body.get_content().split())
        for reader, mail in mails(ran.convoca, WEEK).items()
        if (body := mail.get_body(("plain",)))
    }

    assert rows
    assert [row for row in rows if " ".join(titles[row[1], row[2]].split()) not in bodies[row[0]]] == []


def test_the_demo_sends_no_mail_whatever_server_is_set(again: Ran) -> None:
    postbox = Postbox()
    with postbox.open() as url:
        done = again.convoca("demo", CONVOCA_NOW=NEXT_MONDAY, CONVOCA_SMTP_URL=url)

    assert done.returncode == 0
    assert mails(again.convoca, NEXT_WEEK)
    assert postbox.mails == []


@pytest.mark.parametrize("command", ["crawl", "run"])
def test_the_live_world_is_kept_out_of_the_demos_database(again: Ran, small_world: str, command: str) -> None:
    before = again.convoca("calls", "--json").stdout
    done = again.convoca(command, CONVOCA_REPLAY_ORIGIN=small_world, CONVOCA_NOW=NEXT_MONDAY)

    assert done.returncode == 1
    (complaint,) = done.stderr.splitlines()
    assert "holds the demo world" in complaint
    assert "CONVOCA_DATA_DIR" in complaint
    assert again.convoca("calls", "--json").stdout == before


def test_the_demo_is_kept_out_of_a_live_database(convoca: Program, small_world: str) -> None:
    assert convoca("crawl", "eu_portal", CONVOCA_REPLAY_ORIGIN=small_world, CONVOCA_NOW=MONDAY).returncode == 0
    before = convoca("calls", "--json", CONVOCA_NOW=MONDAY).stdout
    done = convoca("demo", CONVOCA_NOW=MONDAY)

    assert done.returncode == 1
    (complaint,) = done.stderr.splitlines()
    assert "holds the live world" in complaint
    assert convoca("calls", "--json", CONVOCA_NOW=MONDAY).stdout == before
    assert query(convoca, "SELECT count(*) FROM plans") == [(0,)]


def test_a_crawl_that_found_nothing_does_not_keep_the_demo_out(convoca: Program) -> None:
    assert convoca("crawl", "eu_portal", CONVOCA_REPLAY_ORIGIN="http://127.0.0.1:1").returncode == 1

    assert query(convoca, "SELECT count(*) FROM settings WHERE key = 'world'") == [(0,)]


def test_what_is_listed_as_json_is_nothing_but_json(ran: Ran, plan: Plan) -> None:
    calls, matches, sources = (ran.convoca.rows(each) for each in ("calls", "matches", "sources"))
    changes = ran.convoca.rows("changes", "--since", "2026-03-01T00:00:00Z")

    assert len(calls) == len(changes) == 70
    assert set(calls[0]) == {
        *("source", "reference", "identifier", "kind", "portal_type", "title", "status", "opens_on", "deadlines"),
        *("published_on", "programme", "url", "version", "first_seen", "last_seen", "merged_into"),
    }
    assert {key for each in calls for deadline in each["deadlines"] for key in deadline} == {"on", "at", "zone", "kind"}
    assert {each["status"] for each in calls} >= {"open", "forthcoming", "closed"}
    assert {each["item"] for each in matches} == {each.key for each in plan.items()}
    assert [each["state"] for each in sources if each["source"] == "eu_portal"] == ["healthy"]
    assert ran.convoca.rows("changes", "--since", MONDAY) == []
    assert all(
        scores == sorted(scores, reverse=True)
        for _, rows in groupby(matches, key=lambda each: each["item"])
        if (scores := [each["score"] for each in rows])
    )


def test_a_status_is_that_of_the_moment_of_asking(ran: Ran) -> None:
    in_a_year = ran.convoca.rows("calls", CONVOCA_NOW="2027-12-31T00:00:00Z")

    assert {each["status"] for each in in_a_year if each["deadlines"]} == {"closed"}


def explained(ran: Ran, reference: str, item: str) -> str:
    done = ran.convoca("explain", reference, item)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_explain_says_why_a_call_is_offered_and_who_was_told(ran: Ran, plan: Plan) -> None:
    person, reference = ran.query("SELECT person, reference FROM told WHERE item = 'project:clean-air'")[0]

    said = explained(ran, reference, "clean-air")

    assert "\nOffered to Clean air" in said
    assert "  the plan: " in said
    assert f"{plan.person(person).name} was told on 2026-03-16 (new match, version 1)." in said


def test_explain_says_why_a_weak_call_is_not_offered(ran: Ran) -> None:
    weak = next(
        each for each in ran.convoca.rows("matches") if each["item"] == "project:cycling" and each["strength"] == "weak"
    )

    said = explained(ran, weak["reference"], "cycling")

    assert "\nNot offered to " in said
    assert f"weak, place {1 + place(ran, weak)} of " in said
    assert f"Score {weak['score']:.2f}; a call is mailed from 0.12 on" in said
    assert "Nobody has been told of it yet." in said


def place(ran: Ran, match: dict[str, Any]) -> int:
    ranked = [each["reference"] for each in ran.convoca.rows("matches") if each["item"] == match["item"]]
    return ranked.index(match["reference"])


def test_explain_says_that_a_closed_call_is_not_matched(ran: Ran) -> None:
    closed = next(each for each in ran.convoca.rows("calls") if each["status"] == "closed")

    said = explained(ran, closed["reference"], "clean-air")

    assert "Not offered: a call that is closed is not matched." in said


def test_explain_takes_an_identifier_in_any_case_and_a_challenge(ran: Ran) -> None:
    identifier = next(iter(ran.convoca.rows("matches")))["identifier"]

    assert "A challenge is not mailed by itself: its projects are." in explained(ran, identifier.lower(), "challenge:a")


def test_a_demo_that_is_killed_is_whole_after_another_run(ran: Ran, convoca: Program, owners: set[str]) -> None:
    convoca = replace(convoca, settings=ran.convoca.settings)

    kill_when(convoca, lambda: database_holds(convoca, "SELECT count(*) FROM vectors"))
    kill_when(convoca, lambda: bool(list((convoca.data / "outbox").glob("*.eml"))))
    done = convoca("demo")

    assert (done.returncode, done.stderr) == (0, "")
    assert set(outbox(ran.convoca)) <= set(outbox(convoca))
    assert Counter(query(convoca, "SELECT state FROM outbox")) == {("sent",): len(owners)}
    everything = "SELECT person, item, reference, reason FROM told ORDER BY 1, 2, 3"
    assert query(convoca, everything) == ran.query(everything)
    assert convoca.rows("calls") == ran.convoca.rows("calls")
    assert json.dumps(convoca.rows("matches")) == json.dumps(ran.convoca.rows("matches"))


def database_holds(convoca: Program, sql: str) -> bool:
    try:
        return query(convoca, sql) > [(0,)]
    except sqlite3.OperationalError:
        return False


def kill_when(convoca: Program, reached: Callable[[], bool]) -> None:
    """Run the demo and kill it as soon as it has come so far."""
    for running in started(convoca):
        while not reached():
            assert running.poll() is None, "the demo ended before it could be killed"
            time.sleep(0.02)
        running.send_signal(signal.SIGKILL)


def started(convoca: Program) -> Iterator[subprocess.Popen[bytes]]:
    with convoca.start("demo") as running:
        yield running

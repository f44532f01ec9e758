"""A call that is read at several sources is explained with all its readings, and what is not matched says why."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from sqlalchemy import Engine

from config.settings import Settings
from convoca.elsewhere import elsewhere
from convoca.explaining import _in_a_hundred, explain
from convoca.listing import running
from convoca.wiring import Program
from db import calls, merges
from db.engine import connect, reading, transaction
from domain.call import Call, Kind, Status
from domain.deadlines import Deadline, DeadlineKind, Deadlines
from tests.convoca import samples
from tests.convoca.samples import NOW

HERE = samples.call("COOL-2026-01", opens_on=date(2026, 9, 1))
THERE = replace(
    HERE,
    source="euroaccess",
    reference="EUROACCESS-7",
    url="https://example.org/seven",
    deadlines=Deadlines((Deadline(date(2027, 2, 4)),)),
)
"""The same in other places; its hour is not stated."""


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    it = connect(f"sqlite:///{tmp_path / 'convoca.db'}")
    yield it
    it.dispose()


@pytest.fixture
def program(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.chdir(tmp_path)
    return Program(Settings.read(), NOW, engine)


def know(program: Program, *others: Call) -> None:
    """Keep the call and its other readings, merged into it."""
    samples.store(program.engine, known=[HERE, *others], found=())
    with transaction(program.engine) as session:
        stand_in = (HERE.source, HERE.reference)
        merges.replace(session, {(each.source, each.reference): stand_in for each in others})


def said_of(program: Program, call: Call) -> list[str]:
    with reading(program.engine) as session:
        stored = calls.one(session, call.source, call.reference)
    assert stored
    return list(elsewhere(program, stored))


def test_a_call_read_at_one_place_only_has_nothing_said_of_others(program: Program) -> None:
    know(program)

    assert said_of(program, HERE) == []


def test_readings_that_agree_are_named_and_what_one_does_not_state_is_no_disagreement(program: Program) -> None:
    know(program, replace(THERE, opens_on=None), replace(THERE, source="cinea", word=Status.UNKNOWN))

    assert said_of(program, HERE) == [
        "Also read at cinea as EUROACCESS-7: https://example.org/seven.",
        "Also read at euroaccess as EUROACCESS-7: https://example.org/seven.",
    ]


def test_where_readings_disagree_both_are_shown(program: Program) -> None:
    stages = Deadline(date(2027, 1, 27), kind=DeadlineKind.STAGE_1), Deadline(date(2027, 6, 1))
    different = {"title": "Cool", "word": Status.FORTHCOMING, "opens_on": date(2026, 10, 1)}
    know(program, replace(THERE, **different, deadlines=Deadlines(stages)))  # type: ignore[arg-type]

    assert said_of(program, HERE)[1:] == [
        "  euroaccess says otherwise of the title: Cool, and eu_portal The title of COOL-2026-01.",
        "  euroaccess says otherwise of the status: forthcoming, and eu_portal open.",
        "  euroaccess says otherwise of the opening: 1 Oct 2026, and eu_portal 1 Sep 2026.",
        "  euroaccess says otherwise of the deadlines: 27 Jan 2027 (stage 1); 1 Jun 2027, and eu_portal "
        "4 Feb 2027 17:00.",
    ]


def test_an_hour_that_both_state_differently_is_a_disagreement(program: Program) -> None:
    know(program, replace(THERE, deadlines=Deadlines((Deadline(date(2027, 2, 4), time(16)),))))

    assert said_of(program, HERE)[1:] == [
        "  euroaccess says otherwise of the deadlines: 4 Feb 2027 16:00, and eu_portal 4 Feb 2027 17:00."
    ]


def test_a_merged_call_says_which_one_stands_for_it_and_is_not_offered_itself(program: Program) -> None:
    know(program, THERE, replace(THERE, source="cinea"))
    said = list(explain(program, "EUROACCESS-7", "of-ada"))

    assert next(each for each in said if "stands for it" in each) == (
        "The same call is read at eu_portal as COOL-2026-01, and that reading stands for it: "
        "https://example.org/COOL-2026-01. Should they be two, say convoca apart EUROACCESS-7."
    )
    assert "Also read at euroaccess as EUROACCESS-7: https://example.org/seven." in said
    assert "Not offered: eu_portal/COOL-2026-01 is matched in its place." in said


def test_a_tender_is_not_matched_and_that_is_said(program: Program) -> None:
    samples.store(program.engine, known=[replace(HERE, kind=Kind.TENDER)], found=())

    assert "Not offered: a tender is not matched, it pays for nothing a plan asks for." in list(
        explain(program, HERE.reference, "of-ada")
    )


def test_a_call_that_was_forgotten_on_its_page_is_neither_listed_nor_matched_and_that_is_said(program: Program) -> None:
    forgotten = replace(HERE, word=Status.UNKNOWN, deadlines=Deadlines(), published_on=date(2025, 9, 1))
    samples.store(program.engine, known=[forgotten], found=())

    assert (
        "Not offered: it was published on 2025-09-01, more than a year ago, and nothing says that it still runs: "
        "no status, no deadline." in list(explain(program, HERE.reference, "of-ada"))
    )
    assert running(program) == []


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0, "fewer than 1 in 100 was"),
        (0.004, "fewer than 1 in 100 was"),
        (0.012, "1 in 100 was"),
        (0.6, "60 in 100 were"),
    ],
)
def test_a_share_is_said_in_whole_projects_of_a_hundred(share: float, said: str) -> None:
    assert _in_a_hundred(share) == said

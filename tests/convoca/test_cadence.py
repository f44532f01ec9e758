"""Sources are read as often as they declare; those of calls that are being applied to, daily."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from config.settings import Settings
from convoca import crawling
from convoca.wiring import Program as Wired
from crawler import registry
from db import applications
from db.engine import connect, transaction
from domain.application import Application, Stage
from tests.convoca import samples
from tests.convoca.program import Program

NOW = datetime(2026, 9, 7, 5, tzinfo=UTC)


@pytest.fixture
def wired(tmp_path: Path) -> Wired:
    engine = connect(f"sqlite:///{tmp_path}/convoca.db")
    samples.store(engine, known=[replace(samples.CALLS[0], source="dut")], found=[])
    return Wired(Settings(), NOW, engine)


def apply(wired: Wired, stage: Stage) -> None:
    made = Application(
        plan=samples.plan().id,
        project="of-ada",
        title="A title",
        source="dut",
        reference=samples.CALLS[0].reference,
        stage=stage,
    )
    with transaction(wired.engine) as session:
        applications.add(session, made, who="ada", now=NOW)


def test_every_source_has_one_of_the_two_cadences(wired: Wired) -> None:
    daily, weekly = crawling.of_cadence(wired, "daily"), crawling.of_cadence(wired, "weekly")

    assert sorted([*daily, *weekly]) == list(registry.names())
    assert "eu_portal" in daily
    assert "dut" in weekly


def test_a_source_whose_call_is_being_applied_to_is_read_daily(wired: Wired) -> None:
    apply(wired, Stage.REJECTED)
    assert "dut" not in crawling.of_cadence(wired, "daily")

    apply(wired, Stage.PREPARING)
    assert "dut" in crawling.of_cadence(wired, "daily")


def test_a_cadence_that_there_is_not_is_named(convoca: Program) -> None:
    done = convoca("crawl", "--cadence", "hourly")

    assert done.returncode == 2
    assert "there are daily and weekly" in done.stderr

"""Applications come in from a file, once, and our own export changes nothing."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db import applications, audit, import_files, imported, taking_in
from db.engine import reading, transaction
from db.import_files import Waiting
from domain.application import Application, Part, Stage
from domain.money import Money
from domain.people import LANGUAGES
from followup.importing.finding import Kind
from followup.importing.proposal import Proposal
from tests.web.opened import NOW, PLAN, fill
from web.application_sheet import sheet
from web.exports import as_csv, as_xlsx
from web.sheet_reading import sheets

SHEET = "Títol;Programa;Resultat;Rol;Ajut;Data de presentació\nURBANE;LIFE;Aprovat;Soci;10 M€;2024-05-01\n"
MONEY = st.none() | st.builds(Money, st.decimals(0, 99_999_999, places=2), st.sampled_from(["EUR", "SEK"]))
DAYS = st.none() | st.dates(date(2019, 1, 1), date(2026, 11, 1))
TITLES = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1, max_size=30).filter(str.strip)
APPLICATIONS = st.builds(
    Application,
    plan=st.just(PLAN.id),
    project=st.sampled_from(["clean-air", "rivers", ""]),
    title=TITLES | st.sampled_from(["TOTAL", "N/D", "Title", "=1+1", "2024"]),
    programme=st.sampled_from([None, "LIFE", "Horizon Europe", "Some fund"]),
    part=st.sampled_from(Part),
    stage=st.sampled_from(Stage),
    requested=MONEY,
    granted=MONEY,
    total=MONEY,
    submitted_on=DAYS,
    decided_on=DAYS,
    starts_on=DAYS,
    ends_on=DAYS,
    notes=st.sampled_from(["", "x", "=cmd", "two\nlines; and, marks"]),
)


def proposed(engine: Engine, content: bytes) -> Proposal:
    with reading(engine) as session:
        return taking_in.proposal(session, PLAN, sheets(content), today=NOW.date())


def take_in(engine: Engine, content: bytes) -> Proposal:
    found = proposed(engine, content)
    with transaction(engine) as session:
        taking_in.take_in(session, found, file="sheet.csv", who="manager", now=NOW)
    return found


def stored(engine: Engine) -> list[applications.Stored]:
    with reading(engine) as session:
        return applications.of_plan(session, PLAN.id)


def test_a_sheet_is_taken_in_once_and_where_it_came_from_is_kept(engine: Engine) -> None:
    take_in(engine, SHEET.encode())
    assert take_in(engine, SHEET.encode("cp1252")).steps == ()

    (one,) = stored(engine)
    assert (one.application.title, one.application.granted) == ("URBANE", Money(Decimal(10_000_000)))
    with reading(engine) as session:
        origin = imported.of_plan(session, PLAN.id)[one.id]
        (noted,) = audit.latest(session, object="applications")
    assert (origin.file, origin.cell, origin.said["granted"]) == ("sheet.csv", "A2", "10000000 EUR")
    assert noted.new == {"file": "sheet.csv", "begun": 1, "changed": 0}


def test_a_changed_row_brings_the_application_up_to_date_and_the_next_time_nothing_is_left(engine: Engine) -> None:
    take_in(engine, SHEET.encode())
    later = SHEET.replace("Aprovat", "En execució").encode()
    take_in(engine, later)

    assert [each.application.stage for each in stored(engine)] == [Stage.RUNNING]
    assert take_in(engine, later).steps == ()


def test_what_a_person_changed_is_never_overwritten(engine: Engine) -> None:
    take_in(engine, SHEET.encode())
    (one,) = stored(engine)
    with transaction(engine) as session:
        mine = Application(**{**vars_of(one.application), "granted": Money(Decimal(9))})
        applications.change(session, one.id, mine, who="manager", now=NOW)
    for content in (SHEET, SHEET.replace("10 M€", "11 M€")):
        assert take_in(engine, content.encode()).steps == ()

    assert [each.application.granted for each in stored(engine)] == [Money(Decimal(9))]


def vars_of(one: Application) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_words_of_our_own_export_are_understood_beyond_doubt(sqlite_engine: Engine, language: str) -> None:
    with Session(sqlite_engine) as session:
        for at, stage in enumerate(Stage):
            one = Application(plan=PLAN.id, project="rivers", title=f"No {at}", stage=stage, part=tuple(Part)[at % 3])
            applications.add(session, one, who="anna", now=NOW)
        content = as_csv(sheet(applications.of_plan(session, PLAN.id), PLAN, language=language))
        found = taking_in.proposal(session, PLAN, sheets(content), today=NOW.date())

    assert {each.kind for each in found.findings} <= {Kind.COLUMN_UNREAD}
    assert found.unchanged == len(Stage)


@given(language=st.sampled_from(LANGUAGES), some=st.lists(APPLICATIONS, max_size=8))
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_our_own_export_taken_in_again_changes_nothing(
    sqlite_engine: Engine, language: str, some: list[Application]
) -> None:
    with Session(sqlite_engine) as session:  # nothing of an example is kept
        for each in some:
            applications.add(session, each, who="anna", now=NOW)
        exported = sheet(applications.of_plan(session, PLAN.id), PLAN, language=language)
        for content in (as_xlsx(exported, now=NOW), as_csv(exported)):
            found = taking_in.proposal(session, PLAN, sheets(content), today=NOW.date())
            assert found.steps == (), found.findings


def test_an_application_to_a_call_is_known_again_in_our_own_export(sqlite_engine: Engine) -> None:
    fill(sqlite_engine)
    content = as_xlsx(sheet(stored(sqlite_engine), PLAN, language="ca"), now=NOW)

    found = proposed(sqlite_engine, content)
    assert (found.steps, found.unchanged) == ((), 1)


def test_a_file_waits_a_day_for_whoever_chose_it_and_nobody_else(engine: Engine) -> None:
    waiting = Waiting(plan="plan", name="sheet.csv", content=b"\x00\xff")
    later = datetime(2026, 11, 25, 7, 0, tzinfo=UTC)
    with transaction(engine) as session:
        first = import_files.put(session, waiting, person="anna", now=NOW)
        second = import_files.put(session, waiting, person="anna", now=NOW)

        def get(number: int, **different: Any) -> Waiting | None:
            asked: dict[str, Any] = {"person": "anna", "plan": "plan", "now": NOW}
            return import_files.get(session, number, **asked | different)

        assert (get(first) if first != second else None, get(second)) == (None, waiting)
        assert [get(second, person="berta"), get(second, plan="other"), get(second, now=later)] == [None] * 3
        import_files.forget(session, second)
        assert get(second) is None

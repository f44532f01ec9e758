"""What is due, week by week, and what falls together."""

from dataclasses import replace
from datetime import date, time

from sqlalchemy import Engine

from db import applications, call_record, internal_deadlines, votes
from db.engine import transaction
from domain.application import Application, Stage
from domain.deadlines import Deadline, Deadlines
from domain.internal_deadline import InternalDeadline, Step
from domain.vote import Vote, Word
from tests.web.opened import CALL, HOSTILE, NOW, PLAN, Opened


def begin(engine: Engine, title: str, project: str = "clean-air", stage: Stage = Stage.PREPARING) -> int:
    one = Application(
        plan=PLAN.id, project=project, title=title, stage=stage, source=CALL.source, reference=CALL.reference
    )
    with transaction(engine) as session:
        return applications.add(session, one, who="anna", now=NOW).id


def test_the_funders_deadline_and_our_own_stand_in_their_weeks(opened: Opened, engine: Engine) -> None:
    number = begin(engine, "Air for all")
    with transaction(engine) as session:
        step = InternalDeadline(step=Step.OTHER, on=date(2027, 1, 14), label="Map of the streets")
        late = InternalDeadline(step=Step.OTHER, on=date(2026, 11, 20), label="Too late already")
        for each in (step, late):
            internal_deadlines.add(session, number, each, who="anna", now=NOW)

    page = opened.as_("viewer").get("/deadlines").text
    weeks = page.split("<section")
    assert "4 February 2027, 17:00 (Brussels)" in next(each for each in weeks if "Week of 1 February 2027" in each)
    assert "Map of the streets" in next(each for each in weeks if "Week of 11 January 2027" in each)
    assert "Too late already" in next(each for each in weeks if ">Overdue<" in each)
    assert "Rivers for the metropolis" not in page, "it is submitted, and its call has one stage"


def test_two_applications_on_one_day_collide_until_the_funder_moves_one(opened: Opened, engine: Engine) -> None:
    begin(engine, "Air for all")
    begin(engine, "Air for children")
    browser = opened.as_("manager")

    assert "On one day, 4 February 2027:" in browser.get("/deadlines").text
    other = replace(CALL, reference="other", deadlines=Deadlines((Deadline(date(2027, 3, 4), time(17)),)))
    with transaction(engine) as session:
        call_record.record(session, other, now=NOW)
        stored = applications.get(session, 3)
        assert stored is not None
        moved = replace(stored.application, reference="other")
        applications.change(session, 3, moved, who="anna", now=NOW)
    assert "On one day" not in browser.get("/deadlines").text


def test_a_relevant_call_is_ahead_until_somebody_applies_to_it(opened: Opened, engine: Engine) -> None:
    vote = Vote(
        person="anna",
        item="project:clean-air",
        source=HOSTILE.source,
        reference=HOSTILE.reference,
        version=1,
        word=Word.RELEVANT,
        at=NOW,
    )
    browser = opened.as_("anna")
    assert "Nothing is due" in browser.get("/deadlines").text

    with transaction(engine) as session:
        votes.cast(session, PLAN.id, vote)
    assert "Relevant, no application yet" in browser.get("/deadlines").text

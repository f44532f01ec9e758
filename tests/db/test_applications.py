"""An application keeps what it was, and who made it what it is."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy import Engine

from db import applications, calls
from db.applications import Stored
from db.engine import transaction
from db.errors import NotStored
from domain.application import Application, Event, Part, Stage, stage_before
from domain.money import Money
from tests.db.samples import CLEAN_AIR, LATER, NOW

AIR = Application(
    plan="amb", project="air", title="Cleaner air", programme="LIFE", requested=Money(Decimal("1000000.50"))
)


def test_an_application_comes_back_as_it_was_given(engine: Engine) -> None:
    whole = replace(
        AIR,
        source=CLEAN_AIR.source,
        reference=CLEAN_AIR.reference,
        part=Part.PARTNER,
        stage=Stage.GRANTED,
        granted=Money(Decimal("900000"), "SEK"),
        total=Money(Decimal("1500000")),
        submitted_on=date(2026, 2, 1),
        decided_on=date(2026, 9, 1),
        starts_on=date(2027, 1, 1),
        ends_on=date(2029, 12, 31),
        notes="With two partners.",
    )
    with transaction(engine) as session:
        calls.record(session, CLEAN_AIR, now=NOW)
        stored = applications.add(session, whole, who="ana", now=NOW)
    with transaction(engine) as session:
        assert applications.get(session, stored.id) == Stored(stored.id, whole)
        assert applications.of_plan(session, "amb") == [stored]
        assert applications.of_plan(session, "other") == []


def test_every_change_is_kept_with_who_and_when(engine: Engine) -> None:
    with transaction(engine) as session:
        id = applications.add(session, AIR, who="ana", now=NOW).id
        gone = replace(AIR, stage=Stage.PREPARING, requested=None)
        applications.change(session, id, gone, who="joan", now=LATER)
        assert applications.change(session, id, gone, who="joan", now=LATER) == []

        assert applications.history(session, id) == [
            Event(at=NOW, who="ana", field="created", old=None, new="idea"),
            Event(at=LATER, who="joan", field="stage", old="idea", new="preparing"),
            Event(at=LATER, who="joan", field="requested", old="1000000.50 EUR", new=None),
        ]
        assert stage_before(applications.history(session, id)) is Stage.IDEA


def test_an_application_that_never_moved_has_no_stage_before(engine: Engine) -> None:
    with transaction(engine) as session:
        id = applications.add(session, AIR, who="ana", now=NOW).id

        assert stage_before(applications.history(session, id)) is None
        assert applications.get(session, id + 1) is None
        with pytest.raises(NotStored, match=f"no application {id + 1}"):
            applications.change(session, id + 1, AIR, who="ana", now=NOW)

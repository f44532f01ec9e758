"""An application keeps what it was, and who made it what it is."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from db import applications, calls
from db.application_rows import said
from db.applications import Stored
from db.engine import transaction
from db.errors import NotStored
from domain.application import Application, Event, Link, Misdated, Part, Partner, Stage, stage_before
from domain.leaving import Leaving
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
        area="Mobility",
        municipalities=("Badalona", "Sant Adrià de Besòs"),
        partners=(Partner("Grand Lyon", "FR"), Partner("Medcities")),
        rate=Decimal("88.21"),
        score=Decimal("12.5"),
        score_threshold=Decimal(10),
        left_because=Leaving.CAPACITY,
        assignees=("joan", "ana"),
        links=(Link("The proposal", "https://example.org/proposal"),),
        call_version=1,
        notes="With two partners.",
    )
    with transaction(engine) as session:
        calls.record(session, CLEAN_AIR, now=NOW)
        stored = applications.add(session, whole, who="ana", now=NOW)
    with transaction(engine) as session:
        assert applications.get(session, stored.id) == Stored(stored.id, whole)
        assert applications.of_plan(session, "amb") == [stored]
        assert applications.of_call(session, CLEAN_AIR.source, CLEAN_AIR.reference) == [stored]
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


def test_the_history_says_of_lists_what_they_were_and_became(engine: Engine) -> None:
    with transaction(engine) as session:
        id = applications.add(session, replace(AIR, assignees=("ana",)), who="ana", now=NOW).id
        wanted = replace(AIR, assignees=("joan", "ana"), partners=(Partner("Grand Lyon", "FR"),))
        applications.change(session, id, wanted, who="ana", now=LATER)

        assert [(each.field, each.old, each.new) for each in applications.history(session, id)[1:]] == [
            ("partners", None, '[{"name": "Grand Lyon", "country": "FR"}]'),
            ("assignees", '["ana"]', '["joan", "ana"]'),
        ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(data=st.data())
def test_the_history_of_any_way_through_the_stages_replays_to_where_it_stands(
    engine: Engine, data: st.DataObject
) -> None:
    with transaction(engine) as session:
        stored = applications.add(session, AIR, who="ana", now=NOW)
        for _ in range(data.draw(st.integers(0, 8))):
            onward = stored.application.may_go_to(stage_before(applications.history(session, stored.id)))
            if not onward:
                break
            day, reason = data.draw(st.dates()), data.draw(st.sampled_from(Leaving))
            try:
                moved = stored.application.moved(data.draw(st.sampled_from(onward)), on=day, because=reason)
            except Misdated:
                continue
            applications.change(session, stored.id, moved, who="ana", now=LATER)
            stored = Stored(stored.id, moved)

        replayed = {"stage": "idea", "submitted_on": None, "decided_on": None, "left_because": None}
        for event in applications.history(session, stored.id)[1:]:
            assert replayed[event.field] == event.old
            replayed[event.field] = event.new
        assert replayed == {name: said(getattr(stored.application, name)) for name in replayed}

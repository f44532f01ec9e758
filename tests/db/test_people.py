"""People: kept in step with the plan, known by one address, erased without a trace of their name."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import Engine, text

from db import (
    applications,
    audit,
    checklist,
    doors,
    import_files,
    membership,
    outbox,
    ownership,
    people,
    personal,
    plans,
    saved_searches,
    suppressed,
    tokens,
)
from db.engine import reading, transaction
from db.errors import NotStored, SameAddress, StillNamed
from db.membership import By
from db.tables import METADATA
from domain.checklist import Item, Task
from domain.people import Frequency, HandOver, Member, Role, Weekday
from domain.people_list import Listed
from domain.plan import Person, Plan, Project
from tests.db.samples import NOW
from tests.web.opened import PLAN, RIVERS

UNUSED = {"told", "offered", "weighed", "votes", "vote_resets", "prompts", "overrides"}
"""Tables in which Anna leaves no trace here: they need a recorded call, and go the way of the others."""
ADMIN = By(who="administrator", now=NOW)


def with_people(*people: Person, officer: str | None = None) -> Plan:
    return replace(PLAN, people=people, officer=officer)


@pytest.fixture
def filled(engine: Engine) -> Engine:
    with transaction(engine) as session:
        plans.save(session, PLAN, now=NOW)
        people.synchronise(session, PLAN)
    return engine


def test_the_people_of_a_plan_come_in_with_their_roles(engine: Engine) -> None:
    with transaction(engine) as session:
        fresh = people.synchronise(session, PLAN)
        again = people.synchronise(session, PLAN)

    with reading(engine) as session:
        roles = {each.id: each.role for each in people.everyone(session)}
    assert [each.id for each in fresh] == ["anna", "berta", "olga"]
    assert again == []
    assert roles == {"anna": Role.LEAD, "berta": Role.LEAD, "olga": Role.OFFICER}


def test_name_and_address_follow_the_plan_and_wishes_stay(filled: Engine) -> None:
    changed = with_people(Person("anna", "Anna Puig i Coll", "anna.puig@example.org", "ca"), officer="anna")
    with transaction(filled) as session:
        people.change(session, "anna", {"language": "es", "frequency": Frequency.DAILY, "weekday": Weekday.FRIDAY})
        people.synchronise(session, changed)
        anna = people.known(session, "anna")

    assert (anna.name, anna.email) == ("Anna Puig i Coll", "anna.puig@example.org")
    assert (anna.language, anna.frequency, anna.weekday) == ("es", Frequency.DAILY, Weekday.FRIDAY)
    assert anna.role is Role.OFFICER


def test_a_role_that_was_given_by_hand_is_not_lowered_by_the_plan(filled: Engine) -> None:
    with transaction(filled) as session:
        membership.set_role(session, "olga", Role.ADMINISTRATOR, by=ADMIN)
        membership.set_role(session, "anna", Role.MANAGER, by=ADMIN)
        people.synchronise(session, PLAN)
        roles = {each.id: each.role for each in people.everyone(session)}

    assert roles == {"anna": Role.MANAGER, "berta": Role.LEAD, "olga": Role.ADMINISTRATOR}


def test_who_was_added_by_hand_or_is_no_longer_in_the_plan_stays(filled: Engine) -> None:
    with transaction(filled) as session:
        membership.take_in(session, Listed(name="Núria Font", email="nuria@example.org"), plan_id="plan", by=ADMIN)
        people.synchronise(session, with_people(PLAN.people[0]))
        there = [(each.id, each.by_hand, each.role) for each in people.everyone(session)]

    assert ("nuria-font", True, Role.VIEWER) in there
    assert len(there) == 4


def test_an_address_is_one_persons_whatever_its_case(filled: Engine) -> None:
    with transaction(filled) as session:
        found = people.by_email(session, " ANNA@Example.ORG")
        assert found is not None
        assert found.id == "anna"
        twin = Member(
            id="x", name="X", email="Anna@example.org", language="en", role=Role.VIEWER, plan="plan", by_hand=True
        )
        with pytest.raises(SameAddress, match="Anna Puig"):
            people.add(session, twin)
        with pytest.raises(SameAddress):
            people.change(session, "berta", {"email": "ANNA@example.org"})
        with pytest.raises(SameAddress):
            people.add(session, replace(twin, id="anna", email="new@example.org"))


def test_whoever_comes_again_is_the_same_person(filled: Engine) -> None:
    listed = Listed(name="Berta Roca", email="BERTA@example.org", role=Role.MANAGER)
    with transaction(filled) as session:
        membership.offboard(session, "berta", by=ADMIN)
        assert not people.known(session, "berta").active
        member = membership.take_in(session, listed, plan_id="plan", by=ADMIN)

    assert (member.id, member.active, member.role) == ("berta", True, Role.MANAGER)


def test_two_of_the_same_name_get_ids_of_their_own(filled: Engine) -> None:
    with transaction(filled) as session:
        ids = [
            membership.take_in(session, Listed(name="Pau Mas", email=email), plan_id="plan", by=ADMIN).id
            for email in ("pau@example.org", "pau.mas@example.org")
        ]

    assert ids == ["pau-mas", "pau-mas-2"]


def test_every_change_is_noted_with_old_and_new(filled: Engine) -> None:
    with transaction(filled) as session:
        membership.set_role(session, "anna", Role.MANAGER, by=ADMIN)
        membership.set_role(session, "anna", Role.MANAGER, by=ADMIN)
        noted = audit.latest(session, object="person:anna")

    assert [(each.who, each.old, each.new) for each in noted] == [
        ("administrator", {"role": "lead"}, {"role": "manager"})
    ]


def test_who_leaves_is_out_at_once(filled: Engine) -> None:
    with transaction(filled) as session:
        token = doors.open_session(session, "anna", now=NOW)
        link = doors.make_link(session, "anna", now=NOW)
        assert doors.signed_in(session, token, now=NOW) is not None
        membership.offboard(session, "anna", by=ADMIN)

    with transaction(filled) as session:
        assert doors.signed_in(session, token, now=NOW) is None
        assert doors.use_link(session, link, now=NOW) is None


def test_a_link_is_used_once(filled: Engine) -> None:
    with transaction(filled) as session:
        link = doors.make_link(session, "anna", now=NOW)
        used = [doors.use_link(session, link, now=NOW) for _ in range(2)]

    assert [each and each.id for each in used] == ["anna", None]


def test_what_ended_long_ago_is_forgotten(filled: Engine) -> None:
    much_later = NOW + doors.SESSION_LASTS + doors.REMEMBERED + timedelta(days=1)
    with transaction(filled) as session:
        doors.open_session(session, "anna", now=NOW)
        doors.make_link(session, "anna", now=NOW)
        doors.tidy(session, now=NOW + timedelta(days=1))
        assert count(session, "sessions", "sign_in_links") == 2
        doors.tidy(session, now=much_later)
        assert count(session, "sessions", "sign_in_links") == 0


def test_a_project_that_does_not_exist_cannot_be_handed_over(filled: Engine) -> None:
    handed = HandOver(project="no-such-project", to="berta", since=NOW.date())
    with transaction(filled) as session, pytest.raises(NotStored, match="no-such-project"):
        membership.hand_over(session, "plan", handed, by=ADMIN)


def test_the_last_word_on_a_day_counts_and_the_plan_may_lose_the_project(filled: Engine) -> None:
    with transaction(filled) as session:
        for to in ("berta", "olga"):
            handed = HandOver(project="clean-air", to=to, since=NOW.date())
            membership.hand_over(session, "plan", handed, by=ADMIN)
        owners = ownership.ownership(session, PLAN, on=NOW.date()).owners
        without = ownership.ownership(session, replace(PLAN, projects=()), on=NOW.date()).owners

    assert owners == {"clean-air": "olga", "rivers": "berta"}
    assert without == {}


def test_whom_the_plan_names_cannot_be_erased(filled: Engine) -> None:
    with transaction(filled) as session, pytest.raises(StillNamed, match="The plan still names Anna Puig"):
        personal.erase(session, "anna", by="anna", now=NOW)


def test_who_is_erased_is_nowhere_any_more(filled: Engine) -> None:
    leave_traces(filled)
    with transaction(filled) as session:
        held = personal.export(session, "anna")
        assert {table for table, rows in held.items() if not rows} == UNUSED
        assert "token_hash" not in json.dumps(held)
        plans.save(session, without_anna(), now=NOW)
        people.synchronise(session, without_anna())
        personal.erase(session, "anna", by="anna", now=NOW)

    with reading(filled) as session:
        everything = " ".join(
            str(row) for table in METADATA.sorted_tables for row in session.execute(table.select())
        ).casefold()
        assert people.get(session, "anna") is None
        noted = audit.latest(session)[0]
    assert "anna" not in everything
    assert noted.what == "erase person"
    assert noted.who.startswith("erased-")


def test_every_column_that_names_a_person_is_exported_and_erased() -> None:
    named = {"person", "who", "by", "to", "author", "voter", "owner", "composed_by", "changed_by", "said_by", "made_by"}
    handled = {(row.__tablename__, column) for row, column in (*personal.THEIRS, *personal.SIGNED)}
    found = {(table.name, each.name) for table in METADATA.sorted_tables for each in table.c if each.name in named}

    assert found - handled == set(), "put these into db/personal.py"


def leave_traces(engine: Engine) -> None:
    """Let Anna's name be in every table that can hold it."""
    message = outbox.Message(
        plan="plan",
        person="anna",
        kind="digest",
        period="2026-W48",
        subject="For Anna",
        text="Dear Anna",
        html="<p>Anna</p>",
        message_id="<1@example.org>",
    )
    by_anna = By(who="anna", now=NOW)
    with transaction(engine) as session:
        doors.open_session(session, "anna", now=NOW)
        doors.make_link(session, "anna", now=NOW)
        ownership.follow(session, "anna", plan_id="plan", project="rivers", now=NOW)
        membership.hand_over(session, "plan", HandOver(project="rivers", to="anna", since=NOW.date()), by=by_anna)
        day = date(2026, 12, 1)
        membership.stand_in(session, "berta", acting="anna", first=day, last=day, by=by_anna)
        membership.stand_in(session, "anna", acting="berta", first=day, last=day, by=by_anna)
        membership.set_role(session, "anna", Role.MANAGER, by=ADMIN)
        saved_searches.save(session, "anna", "Anna's", address="?q=air", notify=True, now=NOW)
        tokens.issue(session, "anna", name="Anna's", now=NOW)
        suppressed.suppress(session, "Anna@example.org", reason="550", now=NOW)
        outbox.compose(session, message, told=(), now=NOW)
        id = applications.add(session, replace(RIVERS, source=None, reference=None), who="anna", now=NOW).id
        worked_on = replace(RIVERS, source=None, reference=None, assignees=("berta", "anna"))
        applications.change(session, id, worked_on, who="anna", now=NOW)
        waiting = import_files.Waiting(plan="plan", name="sheet.csv", content=b"title")
        import_files.put(session, waiting, person="anna", now=NOW)
        checklist.add(session, id, Item(task=Task.BUDGET, done_by="anna", done_at=NOW), who="anna", now=NOW)


def without_anna() -> Plan:
    projects: tuple[Project, ...] = tuple(replace(each, owner="berta") for each in PLAN.projects)
    return replace(PLAN, people=PLAN.people[1:], projects=projects)


def count(session: object, *tables: str) -> int:
    return sum(session.scalar(text(f"SELECT count(*) FROM {each}")) for each in tables)  # type: ignore[attr-defined]

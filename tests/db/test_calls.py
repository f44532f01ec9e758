"""What is remembered of a call."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from db import calls
from db.calls import CallVersion, Outcome, StoredCall
from db.engine import reading, transaction
from db.errors import NotStored, Unstorable
from domain.call import Call, Part, PartKind, Status
from domain.change import FieldChange, differences
from domain.deadlines import Deadline, Deadlines
from domain.money import Budget, Money
from tests.db.samples import CALLS, CLEAN_AIR, LATER, NOW, call

IN_ONE_DATABASE = settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
POSTPONED = call(deadlines=Deadlines((Deadline(date(2027, 3, 4), time(17)),)))


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with transaction(engine) as session:
        yield session


@IN_ONE_DATABASE
@given(it=CALLS)
def test_any_call_is_read_as_it_was_recorded(engine: Engine, it: Call) -> None:
    with Session(engine) as session:
        calls.record(session, it, now=NOW)

        assert calls.one(session, it.source, it.reference) == StoredCall(
            call=it, version=1, first_seen=NOW, last_seen=NOW
        )


def test_some_calls_are_read_at_once_by_source_and_reference_and_those_unknown_left_out(session: Session) -> None:
    calls.record_all(session, [call(reference=each) for each in ("a", "b", "c")], now=NOW)
    found = calls.some(session, [("eu_portal", "c"), ("eu_portal", "a"), ("eu_portal", "x"), ("other", "b")])

    assert found == {("eu_portal", each): calls.one(session, "eu_portal", each) for each in ("a", "c")}
    assert calls.some(session, []) == {}


@IN_ONE_DATABASE
@given(it=CALLS)
def test_recording_a_call_twice_does_nothing(engine: Engine, it: Call) -> None:
    with Session(engine) as session:
        first = calls.record(session, it, now=NOW)
        second = calls.record(session, it, now=LATER)

        assert (first.outcome, second.outcome) == (Outcome.NEW, Outcome.UNCHANGED)
        assert second.changes == ()
        assert calls.versions(session, it.source, it.reference) == [CallVersion(call=it, number=1, recorded_at=NOW)]


@IN_ONE_DATABASE
@given(old=CALLS, other=CALLS)
def test_the_changes_of_a_call_are_the_differences_of_its_versions(engine: Engine, old: Call, other: Call) -> None:
    same = {"published_on": old.published_on}  # which makes no version
    new = call(**{name: getattr(other, name) for name in Call.__dataclass_fields__} | identity(old) | same)
    with Session(engine) as session:
        calls.record(session, old, now=NOW)
        recorded = calls.record(session, new, now=LATER)

        assert recorded.changes == differences(old, new)
        assert (recorded.outcome is Outcome.CHANGED) == (old != new)
        assert calls.version(session, old.source, old.reference, 1) == old
        assert calls.version(session, old.source, old.reference, recorded.version) == new


def identity(it: Call) -> dict[str, str]:
    return {"source": it.source, "reference": it.reference}


@IN_ONE_DATABASE
@given(some=st.lists(CALLS, max_size=5))
def test_recording_together_comes_to_the_same_as_recording_one_by_one(engine: Engine, some: list[Call]) -> None:
    again = [*some, *(call(**identity(each)) for each in some)]
    with Session(engine) as session:
        one_by_one = [calls.record(session, each, now=NOW) for each in again]
        kept = list(calls.stored(session))
    with Session(engine) as session:
        together = calls.record_all(session, again, now=NOW)

        assert together == one_by_one
        assert list(calls.stored(session)) == kept


def test_an_unchanged_call_has_only_been_seen_again(session: Session) -> None:
    calls.record(session, CLEAN_AIR, now=NOW)
    calls.record(session, CLEAN_AIR, now=LATER)

    stored = calls.one(session, CLEAN_AIR.source, CLEAN_AIR.reference)

    assert stored == StoredCall(call=CLEAN_AIR, version=1, first_seen=NOW, last_seen=LATER)


def test_a_changed_call_keeps_what_was_published_before(session: Session) -> None:
    calls.record(session, CLEAN_AIR, now=NOW)

    recorded = calls.record(session, POSTPONED, now=LATER)

    assert recorded.outcome is Outcome.CHANGED
    assert recorded.changes == (FieldChange("deadlines", CLEAN_AIR.deadlines, POSTPONED.deadlines),)
    assert calls.versions(session, "eu_portal", CLEAN_AIR.reference) == [
        CallVersion(call=CLEAN_AIR, number=1, recorded_at=NOW),
        CallVersion(call=POSTPONED, number=2, recorded_at=LATER),
    ]


def test_a_call_that_goes_back_to_what_it_was_has_changed_twice(session: Session) -> None:
    for each in (CLEAN_AIR, POSTPONED, CLEAN_AIR):
        recorded = calls.record(session, each, now=NOW)

    assert (recorded.outcome, recorded.version) == (Outcome.CHANGED, 3)


def test_more_zeros_do_not_make_another_amount(session: Session) -> None:
    calls.record(session, call(budget=Budget(total=Money(Decimal("5")))), now=NOW)

    for _ in range(2):
        recorded = calls.record(session, call(budget=Budget(total=Money(Decimal("5.00")))), now=LATER)
        assert recorded.outcome is Outcome.UNCHANGED


def test_a_call_listed_twice_in_one_crawl_is_one_call(session: Session) -> None:
    recorded = calls.record_all(session, [CLEAN_AIR, POSTPONED, POSTPONED], now=NOW)

    assert [each.outcome for each in recorded] == [Outcome.NEW, Outcome.CHANGED, Outcome.UNCHANGED]
    assert [each.version for each in recorded] == [1, 2, 2]
    assert [each.call for each in calls.stored(session)] == [POSTPONED]


def test_the_same_reference_at_two_sources_is_two_calls(session: Session) -> None:
    recorded = calls.record_all(session, [CLEAN_AIR, call(source="interreg_med")], now=NOW)

    assert [each.outcome for each in recorded] == [Outcome.NEW, Outcome.NEW]


def test_calls_come_in_the_order_of_source_and_reference_on_every_database(session: Session) -> None:
    wanted = [("b", "B"), ("b", "a"), ("b", "à"), ("c", "1"), ("c", "_")]
    some = [call(source=source, reference=reference) for source, reference in wanted]
    calls.record_all(session, some[::-1], now=NOW)

    assert [(each.call.source, each.call.reference) for each in calls.stored(session)] == wanted
    assert [each.call.reference for each in calls.stored(session, sources=["c"])] == ["1", "_"]
    assert list(calls.stored(session, sources=[])) == []


@pytest.mark.parametrize("text", ["horizon-cl5-2027-01-d5-03", " HORIZON-CL5-2027-01-D5-03", "48012345topicsEN"])
def test_a_call_is_found_by_what_people_quote(session: Session, text: str) -> None:
    calls.record_all(session, [CLEAN_AIR, call(reference="other", identifier="HORIZON-CL5-2027-01-D5-04")], now=NOW)

    assert [each.call for each in calls.find(session, text)] == [CLEAN_AIR]


def test_letters_beyond_english_are_found_whatever_their_case(session: Session) -> None:
    calls.record(session, call(identifier="CRIDA-ÀREA-2027"), now=NOW)

    assert len(calls.find(session, "crida-àrea-2027")) == 1


def test_a_call_is_found_by_the_identifier_it_has_now(session: Session) -> None:
    calls.record(session, CLEAN_AIR, now=NOW)
    calls.record(session, call(identifier="HORIZON-CL5-2027-02-D5-03"), now=LATER)

    assert calls.find(session, CLEAN_AIR.identifier) == []
    assert len(calls.find(session, "HORIZON-CL5-2027-02-D5-03")) == 1


def test_part_of_an_identifier_finds_nothing(session: Session) -> None:
    calls.record(session, CLEAN_AIR, now=NOW)

    assert calls.find(session, "HORIZON-CL5") == calls.find(session, "%") == calls.find(session, "") == []


def test_an_unknown_call_is_none_and_an_unknown_version_an_error(session: Session) -> None:
    calls.record(session, CLEAN_AIR, now=NOW)

    assert calls.one(session, "eu_portal", "nothing") is None
    assert calls.versions(session, "eu_portal", "nothing") == []
    with pytest.raises(NotStored, match="no version 2 of the call '48012345TOPICSen' of 'eu_portal'"):
        calls.version(session, "eu_portal", CLEAN_AIR.reference, 2)


def test_the_feed_of_changes_says_what_was_and_what_is(session: Session) -> None:
    calls.record(session, CLEAN_AIR, now=NOW)
    calls.record(session, POSTPONED, now=LATER)

    new, changed = calls.changes(session, since=NOW - timedelta(microseconds=1))

    assert (new.kind, new.version, new.at, new.changes) == ("new", 1, NOW, ())
    assert (changed.kind, changed.version, changed.at, changed.title) == ("changed", 2, LATER, CLEAN_AIR.title)
    assert changed.changes == (
        FieldChange(
            "deadlines",
            [{"on": "2027-02-04", "at": "17:00", "zone": "Europe/Brussels", "kind": "deadline"}],
            [{"on": "2027-03-04", "at": "17:00", "zone": "Europe/Brussels", "kind": "deadline"}],
        ),
    )


def test_the_feed_begins_after_the_moment_asked_for(session: Session) -> None:
    calls.record(session, CLEAN_AIR, now=NOW)

    assert list(calls.changes(session, since=NOW)) == []


def test_the_feed_is_in_the_order_of_time_then_source_then_reference(session: Session) -> None:
    calls.record(session, call(source="a", reference="late"), now=LATER)
    calls.record_all(session, [call(source=source, reference=each) for source in "ba" for each in "21"], now=NOW)

    found = [(each.source, each.reference) for each in calls.changes(session, since=NOW - timedelta(days=1))]

    assert found == [("a", "1"), ("a", "2"), ("b", "1"), ("b", "2"), ("a", "late")]


@pytest.mark.parametrize("text", ["half a pair: \ud83d", "nothing: \0"])
def test_a_call_with_a_character_no_database_takes_is_refused_by_name(engine: Engine, text: str) -> None:
    it = call(parts=(Part(PartKind.SCOPE, "Scope", text),))

    with (
        pytest.raises(Unstorable, match="the call '48012345TOPICSen' of 'eu_portal' cannot be stored"),
        transaction(engine) as session,
    ):
        calls.record_all(session, [call(reference="good"), it], now=NOW)
    with reading(engine) as session:
        assert list(calls.stored(session)) == []


def test_text_that_only_looks_like_such_a_character_is_stored(session: Session) -> None:
    calls.record(session, call(title=r"C:\u0000 \\u0000"), now=NOW)

    assert [each.call.title for each in calls.stored(session)] == [r"C:\u0000 \\u0000"]


def test_seeing_a_thousand_calls_again_takes_few_queries(engine: Engine) -> None:
    thousand = [call(reference=str(number)) for number in range(1000)]
    with transaction(engine) as session:
        calls.record_all(session, thousand, now=NOW)
    queries = []
    event.listen(engine, "before_cursor_execute", lambda *arguments: queries.append(arguments[2]))

    with transaction(engine) as session:
        recorded = calls.record_all(session, thousand, now=LATER)

    assert {each.outcome for each in recorded} == {Outcome.UNCHANGED}
    assert len(queries) < 12


def test_withdrawal_is_a_change_like_any_other(session: Session) -> None:
    calls.record(session, CLEAN_AIR, now=NOW)

    recorded = calls.record(session, call(word=Status.WITHDRAWN), now=LATER)

    assert recorded.changes == (FieldChange("word", Status.OPEN, Status.WITHDRAWN),)
    (change,) = calls.changes(session, since=NOW)
    assert change.changes == (FieldChange("word", "open", "withdrawn"),)


PUBLISHED = date(2026, 9, 1)


def test_to_learn_when_a_call_was_published_changes_nothing_else(session: Session) -> None:
    calls.record(session, CLEAN_AIR, now=NOW)

    learnt = calls.record(session, call(published_on=PUBLISHED), now=LATER)

    assert (learnt.outcome, learnt.version, learnt.changes) == (Outcome.UNCHANGED, 1, ())
    assert [each.call.published_on for each in calls.stored(session)] == [PUBLISHED]
    assert list(calls.changes(session, since=NOW)) == []


@pytest.mark.parametrize("again", [CLEAN_AIR, POSTPONED], ids=["unchanged", "changed"])
def test_the_day_of_publication_is_not_forgotten_by_a_reading_that_does_not_say_it(
    session: Session, again: Call
) -> None:
    calls.record(session, call(published_on=PUBLISHED), now=NOW)

    calls.record(session, again, now=LATER)

    (kept,) = calls.stored(session)
    assert kept.call.published_on == PUBLISHED


def test_a_day_learnt_of_a_call_that_stands_twice_in_one_list_is_kept(session: Session) -> None:
    calls.record_all(session, [CLEAN_AIR, call(published_on=PUBLISHED)], now=NOW)

    assert [each.call.published_on for each in calls.stored(session)] == [PUBLISHED]


def test_a_call_that_was_forgotten_on_its_page_is_not_matched() -> None:
    long_ago, lately = (
        StoredCall(
            call=call(word=Status.UNKNOWN, deadlines=Deadlines(), published_on=day),
            version=1,
            first_seen=NOW,
            last_seen=NOW,
        )
        for day in (date(2025, 11, 20), date(2025, 12, 1))
    )

    assert not long_ago.to_match(NOW)
    assert lately.to_match(NOW)

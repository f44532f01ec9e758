"""What people should be told of the two lists: what is missed, what is over, which dates differ."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from crawler.portal.bulk import Fact
from crawler.portal.comparison import Discrepancy, Finding, Reconciliation, compare
from domain.call import Call, Kind, Status
from domain.deadlines import Deadline, Deadlines

NOW = datetime(2026, 9, 7, 6, tzinfo=UTC)
SOON, LATER, PAST = date(2026, 9, 22), date(2026, 10, 1), date(2026, 9, 6)


def fact(number: str = "1", **different: Any) -> Fact:
    usual: dict[str, Any] = {
        "number": number,
        "identifier": f"SYN-{number}",
        "title": "Cool streets",
        "word": Status.OPEN,
        "opens_on": None,
        "deadlines": (SOON,),
    }
    return Fact(**usual | different)


def call(number: str = "1", *days: date, **different: Any) -> Call:
    usual: dict[str, Any] = {
        "source": "eu_portal",
        "reference": f"{number}TOPICSen",
        "identifier": f"SYN-{number}",
        "kind": Kind.CALL,
        "title": "Cool streets",
        "url": "https://example.org",
        "word": Status.OPEN,
        "deadlines": Deadlines(tuple(Deadline(each) for each in days or (SOON,))),
        "portal_type": "1",
    }
    return Call(**usual | different)


def compared(known: Iterable[Call], bulk: Iterable[Fact], **more: Any) -> Reconciliation:
    return compare(known, bulk, now=NOW, **more)


def the_one(known: Iterable[Call], bulk: Iterable[Fact]) -> tuple[Finding, Any, Any]:
    (found,) = compared(known, bulk).discrepancies
    return found.finding, found.ours, found.theirs


def test_two_lists_that_agree_have_no_discrepancy() -> None:
    assert compared([call("1"), call("2")], [fact("2"), fact("1")]) == Reconciliation(2, 2, ())


def test_a_running_topic_that_is_not_known_is_missed() -> None:
    found = compared([call("1")], [fact("1"), fact("2", word=Status.FORTHCOMING)])

    assert found.missed == 1
    assert found.discrepancies == (
        Discrepancy(
            finding=Finding.MISSED,
            identifier="SYN-2",
            title="Cool streets",
            ours=None,
            theirs=Status.FORTHCOMING,
        ),
    )


@pytest.mark.parametrize("word", [Status.CLOSED, Status.UNLISTED, Status.WITHDRAWN])
def test_a_running_topic_that_nobody_is_told_of_is_missed(word: Status) -> None:
    assert the_one([call(word=word)], [fact()]) == (Finding.MISSED, word, Status.OPEN)


def test_a_topic_whose_deadline_was_put_off_unseen_is_missed() -> None:
    assert the_one([call("1", PAST)], [fact(deadlines=(SOON,))]) == (Finding.MISSED, Status.CLOSED, Status.OPEN)


@pytest.mark.parametrize("theirs", [fact(word=Status.CLOSED), fact(deadlines=(PAST,))], ids=["by word", "by date"])
def test_a_topic_that_we_hold_as_running_and_the_file_does_not_is_over(theirs: Fact) -> None:
    assert the_one([call()], [theirs]) == (Finding.CLOSED, Status.OPEN, Status.CLOSED)


def test_a_topic_that_we_hold_as_running_and_the_file_does_not_have_is_absent() -> None:
    assert the_one([call("1"), call("2")], [fact("2")]) == (Finding.ABSENT, Status.OPEN, None)


def test_a_topic_whose_object_could_not_be_read_is_not_said_to_be_absent() -> None:
    assert compared([call("1")], [], unread={"SYN-1"}).discrepancies == ()


def test_a_portal_that_lags_behind_its_own_dates_is_no_discrepancy() -> None:
    assert compared([call("1", PAST)], [fact(deadlines=(PAST,))]) == Reconciliation(0, 0, ())
    assert compared([], [fact(deadlines=(PAST,))]).discrepancies == ()


def test_a_topic_that_opens_in_one_list_before_the_other_agrees() -> None:
    assert compared([call(word=Status.FORTHCOMING)], [fact()]).discrepancies == ()


def test_dates_that_differ_are_told_from_both_sides() -> None:
    ours, theirs = call("1", SOON, opens_on=PAST), fact(deadlines=(SOON, LATER))

    found = compared([ours], [theirs]).discrepancies
    assert [(each.finding, each.ours, each.theirs) for each in found] == [
        (Finding.DEADLINES, (SOON,), (SOON, LATER)),
        (Finding.OPENING, (PAST,), ()),
    ]
    assert compared([ours], [theirs]).missed == 0


def test_a_topic_that_was_renamed_is_found_by_its_number_and_a_renumbered_one_by_its_name() -> None:
    assert compared([call("1")], [fact("1", identifier="OTHER")]).discrepancies == ()
    assert compared([call("1")], [fact("2", identifier="syn-1")]).discrepancies == ()


def test_an_old_reference_begins_with_the_same_number() -> None:
    known = call(reference="47294927PPPA1732", identifier="OTHER")

    assert compared([known], [fact("47294927")]).discrepancies == ()


def test_of_a_topic_that_a_side_has_twice_the_running_record_counts() -> None:
    for over, runs in ((call(word=Status.UNLISTED), call()), (call(), call(word=Status.UNLISTED))):
        assert compared([over, runs], [fact()]).discrepancies == ()
    stub = fact(word=Status.CLOSED)
    assert compared([call()], [stub, fact()]) == compared([call()], [fact(), stub]) == Reconciliation(1, 1, ())


def test_calls_that_are_no_topics_are_not_compared() -> None:
    cascade = replace(call(), portal_type="8")

    assert compared([cascade], []) == Reconciliation(0, 0, ())
    assert compared([cascade], [fact()]).missed == 1


def test_missed_topics_come_first_and_the_order_of_arrival_does_not_count() -> None:
    known = [call("1"), call("2"), call("3", LATER)]
    bulk = [fact("5"), fact("3"), fact("4")]

    found = compared(known, bulk)
    assert [each.identifier for each in found.discrepancies] == ["SYN-4", "SYN-5", "SYN-1", "SYN-2", "SYN-3"]
    assert compared(known[::-1], bulk[::-1]) == found

"""What other services that mail their readers do wrong, and this one does not: a test for each, by its number."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta

from domain.call import Call, Status
from domain.deadlines import Deadline, Deadlines
from domain.digest import Digest, Find, Reason, SearchSection
from notifier.compose import compose, reminded_by
from notifier.known import Memory
from notifier.message import render
from tests.notifier.examples import (
    EARLIER,
    MARTA,
    NOW,
    SENDER,
    make_call,
    make_match,
    make_plan,
    make_project,
    make_world,
    strength,
    told_by,
)

PLAN = make_plan(make_project("clean-air"))
ITEM = "project:clean-air"
BEFORE = Memory(weighed={ITEM: EARLIER})
SOON = Deadlines((Deadline(date(2026, 9, 17)),))


def mail(
    *calls: Call,
    memory: Memory = BEFORE,
    seen: datetime | None = None,
    now: datetime = NOW,
    searches: Iterable[SearchSection] = (),
) -> Digest:
    """What Marta is told of calls, the first of which fits best; ``seen`` is when they were found."""
    matches = [make_match(each, score=0.9 - number / 100) for number, each in enumerate(calls)]
    world = make_world(PLAN, calls, matches, now=now)
    if seen:
        world = replace(world, first_seen=dict.fromkeys(world.calls, seen))
    return compose(
        MARTA,
        world=world,
        memory=memory,
        projects={"clean-air"},
        strength=strength,
        searches=[*searches],
    )


def after(memory: Memory, digest: Digest, *, world_at: datetime = NOW) -> Memory:
    """What she remembers once she has been told."""
    calls = {(each.match.item, each.call.source, each.call.reference): each.call for each in digest.entries}
    return Memory(
        told={**memory.told, **calls},
        offered=memory.offered | {*digest.linked},
        reminded=memory.reminded | {*reminded_by(digest)},
        weighed={**memory.weighed, **dict.fromkeys(digest.settled, world_at)},
    )


def test_1_three_missed_weeks_are_caught_up_from_what_was_last_told_and_a_double_run_repeats_nothing() -> None:
    first = mail(make_call("A"))
    late = NOW + timedelta(weeks=4)
    known = after(BEFORE, first)
    calls = make_call("A"), make_call("B")
    caught_up = mail(*calls, memory=known, seen=NOW + timedelta(days=3), now=late)
    again = mail(*calls, memory=after(known, caught_up, world_at=late), seen=NOW + timedelta(days=3), now=late)

    assert [each.call.reference for each in caught_up.entries] == ["B"]
    assert not again.has_news


def test_2_only_what_was_in_the_mail_is_marked_as_told_and_the_rest_is_said_to_be_12_more() -> None:
    digest = mail(*(make_call(f"T{number:02}") for number in range(17)))

    assert [reference for _, _, reference in told_by(digest)] == [f"T{number:02}" for number in range(5)]
    assert "and 12 more new calls that fit; they come with the next mails." in render(digest, sender=SENDER).text
    assert ITEM not in digest.settled


def test_2_what_waited_comes_with_the_next_mail_however_long_it_has_been_known_by_then() -> None:
    calls = [make_call(f"T{number}") for number in range(7)]
    first = mail(*calls)
    second = mail(*calls, memory=after(BEFORE, first), now=NOW + timedelta(weeks=1), seen=NOW - timedelta(hours=1))

    assert [(each.reason, each.call.reference) for each in second.entries] == [(Reason.NEW, "T5"), (Reason.NEW, "T6")]


def test_3_a_reminder_is_not_suppressed_by_a_mail_about_something_else() -> None:
    near, new = make_call("NEAR", deadlines=SOON), make_call("NEW")
    told = Memory(told={(ITEM, near.source, "NEAR"): near}, weighed={ITEM: EARLIER})
    digest = mail(new, near, memory=told)

    assert [each.reason for each in digest.entries] == [Reason.NEW, Reason.CLOSING]


def test_4_a_reminder_comes_once_within_14_days_however_the_runs_fall_and_anew_where_the_deadline_moves() -> None:
    near = make_call("NEAR", deadlines=SOON)
    memory = Memory(told={(ITEM, near.source, "NEAR"): near}, weighed={ITEM: EARLIER})
    first = mail(near, memory=memory, now=NOW + timedelta(days=5))
    second = mail(near, memory=after(memory, first), now=NOW + timedelta(days=6))
    moved = replace(near, deadlines=Deadlines((Deadline(date(2026, 9, 24)),)))
    known = replace(after(memory, first), told={(ITEM, near.source, "NEAR"): moved})
    third = mail(moved, memory=known, now=NOW + timedelta(days=6))

    assert [each.reason for each in first.entries] == [Reason.CLOSING]
    assert not second.has_news
    assert [each.reason for each in third.entries] == [Reason.CLOSING]


def test_5_the_status_is_that_of_the_day_of_the_mail_not_of_the_crawl() -> None:
    open_then = make_call("A", word=Status.OPEN, deadlines=SOON)

    assert mail(open_then).has_news
    assert not mail(open_then, now=NOW + timedelta(days=30), seen=NOW).has_news


def test_6_there_is_one_mail_whatever_the_number_of_saved_searches() -> None:
    found = (Find(call=make_call("FOUND"), version=1),)
    searches = [SearchSection(name=f"search {each}", address=f"q={each}", finds=found) for each in range(3)]
    text = render(mail(make_call("A"), searches=searches), sender=SENDER).text

    assert all(f"Your search “search {each}”" in text for each in range(3))
    assert "The title of A" in text


def test_10_urgency_never_changes_the_order() -> None:
    better, urgent = make_call("BETTER"), make_call("URGENT", deadlines=SOON)

    assert [each.call.reference for each in mail(better, urgent).entries] == ["BETTER", "URGENT"]

"""What a digest tells, what it leaves for the next one, and what it never tells twice."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.call import Call, Status
from domain.change import FieldChange
from domain.deadlines import Deadline, Deadlines
from domain.digest import Digest, DigestEntry, Reason
from domain.match import Match, Strength
from domain.plan import Person
from notifier.compose import compose, reminded_by
from notifier.known import Memory, Reminder, Told
from tests.notifier.examples import (
    EARLIER,
    MARTA,
    NOW,
    make_call,
    make_match,
    make_plan,
    make_project,
    make_world,
    strength,
    told_by,
)

PLAN = make_plan(make_project("clean-air"), make_project("energy"), make_project("waste", owner="jordi"))
JORDI = PLAN.people[1]
SOON = Deadlines((Deadline(date(2026, 9, 17)),))
LATER = Deadlines((Deadline(date(2027, 9, 10)),))
GONE = Deadlines((Deadline(date(2026, 9, 1)),))


def digest_of(
    calls: Iterable[Call],
    matches: Iterable[Match],
    *,
    person: Person = MARTA,
    told: Mapping[Told, Call] | None = None,
    reminded: AbstractSet[Reminder] = frozenset(),
    offered: AbstractSet[Told] = frozenset(),
    weighed: datetime | None = EARLIER,
    now: datetime = NOW,
    limit: int = 5,
    **world: Any,
) -> Digest:
    """A later mail, unless ``weighed`` is ``None``; what ``world`` says otherwise is said of the world."""
    return compose(
        person,
        world=make_world(PLAN, calls, matches, now=now, **world),
        memory=Memory(
            told=told or {},
            reminded=reminded,
            offered=offered,
            weighed={each.key: weighed for each in PLAN.projects} if weighed else {},
        ),
        projects={each.id for each in PLAN.projects if each.owner == person.id},
        strength=strength,
        limit=limit,
    )


def entries(digest: Digest) -> list[DigestEntry]:
    return list(digest.entries)


def references(digest: Digest) -> list[str]:
    return [entry.call.reference for entry in entries(digest)]


def after_telling(told: Call, call: Call, *, reminded: AbstractSet[Reminder] = frozenset()) -> Digest:
    """The digest for somebody who knows ``told`` when the call has become ``call``."""
    match = make_match(call)
    return digest_of([call], [match], told={(match.item, told.source, told.reference): told}, reminded=reminded)


def test_nothing_to_tell_is_no_digest() -> None:
    assert not digest_of([], []).has_news


def test_a_weak_match_is_not_told() -> None:
    call = make_call()

    assert not digest_of([call], [make_match(call, score=0.1)]).has_news


@pytest.mark.parametrize(
    "shut",
    [
        make_call(word=Status.CLOSED),
        make_call(word=Status.WITHDRAWN),
        make_call(deadlines=GONE),
        make_call(word=Status.UNLISTED, deadlines=GONE),
    ],
)
def test_a_call_that_nobody_can_answer_any_more_is_not_told(shut: Call) -> None:
    assert not digest_of([shut], [make_match(shut)]).has_news


def test_lines_and_challenges_are_not_mailed() -> None:
    call = make_call()

    assert not digest_of([call], [replace(make_match(call), item="line:clean-air")]).has_news


def test_each_owner_hears_of_their_own_projects_in_the_order_of_the_plan() -> None:
    call = make_call()
    digest = digest_of([call], [make_match(call, each) for each in ("waste", "energy", "clean-air")])
    other = digest_of([call], [make_match(call, each) for each in ("waste", "energy", "clean-air")], person=JORDI)

    assert [each.item for each in digest.sections] == ["project:clean-air", "project:energy"]
    assert [each.item for each in other.sections] == ["project:waste"]


def test_the_best_comes_first_and_ties_go_by_reference() -> None:
    calls = [make_call(each) for each in ("D", "B", "C", "A")]
    matches = [make_match(call, score=0.9 if call.reference == "C" else 0.5) for call in calls]

    assert references(digest_of(calls, matches)) == ["C", "A", "B", "D"]


def test_a_near_deadline_does_not_lift_a_call_above_a_better_one() -> None:
    urgent, better = make_call("A", deadlines=SOON), make_call("B", deadlines=LATER)
    told = {("project:clean-air", urgent.source, "A"): urgent}
    digest = digest_of([urgent, better], [make_match(urgent, score=0.5), make_match(better, score=0.6)], told=told)

    assert [(each.reason, each.call.reference) for each in entries(digest)] == [
        (Reason.NEW, "B"),
        (Reason.CLOSING, "A"),
    ]


def test_what_does_not_fit_is_counted_and_comes_next_time() -> None:
    calls = [make_call(f"T{number}") for number in range(7)]
    matches = [make_match(call) for call in calls]
    first = digest_of(calls, matches)
    by_reference = {each.reference: each for each in calls}
    second = digest_of(calls, matches, told={key: by_reference[key[2]] for key in told_by(first)})

    assert first.sections[0].more == 2
    assert references(first) == ["T0", "T1", "T2", "T3", "T4"]
    assert references(second) == ["T5", "T6"]


def test_who_was_told_of_a_call_hears_that_it_was_withdrawn_although_it_matches_no_more() -> None:
    told = make_call(deadlines=LATER)
    withdrawn = replace(told, word=Status.WITHDRAWN)
    digest = digest_of([withdrawn], [], told={("project:clean-air", told.source, told.reference): told})

    (entry,) = entries(digest)
    assert entry.reason is Reason.CHANGED
    assert entry.changes == (FieldChange("word", Status.OPEN, Status.WITHDRAWN),)


def test_what_a_project_turned_down_is_told_neither_anew_nor_as_changed_and_is_not_counted_as_waiting() -> None:
    new, changed = make_call("A", deadlines=LATER), make_call("B", deadlines=LATER)
    before = {("project:clean-air", changed.source, "B"): replace(changed, deadlines=Deadlines())}
    down = {("project:clean-air", new.source, each) for each in "AB"}
    matches = [make_match(new), make_match(changed), make_match(new, "energy")]
    digest = digest_of([new, changed], matches, told=before, dismissed=down)

    assert [(each.item, len(each.entries), each.more) for each in digest.sections] == [("project:energy", 1, 0)]


def test_what_is_no_longer_turned_down_is_told_with_its_new_deadline() -> None:
    before, after = make_call(deadlines=SOON), make_call(deadlines=LATER)
    told = {("project:clean-air", before.source, before.reference): before}

    assert [each.reason for each in entries(digest_of([after], [make_match(after)], told=told))] == [Reason.CHANGED]


def test_the_limit_never_holds_back_a_change() -> None:
    changed, new = make_call("A", deadlines=LATER), make_call("B")
    before = replace(changed, deadlines=Deadlines())
    told = {("project:clean-air", before.source, "A"): before}
    matches = [make_match(changed, score=0.4), make_match(new, score=0.9)]

    assert references(digest_of([changed, new], matches, told=told, limit=1)) == ["B", "A"]


def test_a_change_is_told_with_old_and_new_even_where_the_match_has_become_weak() -> None:
    before, after = make_call(deadlines=SOON), make_call(deadlines=LATER)
    match = make_match(after, score=0.1)
    entry = entries(digest_of([after], [match], told={(match.item, match.source, match.reference): before}))[0]

    assert (entry.reason, entry.strength) == (Reason.CHANGED, Strength.WEAK)
    assert entry.changes == (FieldChange("deadlines", SOON, LATER),)


def test_a_known_call_that_stays_as_it_is_is_not_told_again() -> None:
    call = make_call(deadlines=LATER)

    assert not after_telling(call, call).has_news


def test_somebody_who_knows_a_call_is_reminded_once_of_each_deadline() -> None:
    call = make_call(deadlines=SOON)
    first = after_telling(call, call)
    again = after_telling(call, call, reminded=frozenset(reminded_by(first)))

    assert [each.reason for each in entries(first)] == [Reason.CLOSING]
    assert not again.has_news


def test_a_moved_deadline_is_reminded_of_anew() -> None:
    call = make_call(deadlines=SOON)
    of_another_day = {("project:clean-air", call.source, call.reference, date(2026, 9, 11))}

    assert [each.reason for each in entries(after_telling(call, call, reminded=of_another_day))] == [Reason.CLOSING]


def test_a_new_match_that_is_due_soon_has_said_so_and_needs_no_reminder() -> None:
    call = make_call(deadlines=SOON)
    digest = digest_of([call], [make_match(call)])

    assert reminded_by(digest) == (("project:clean-air", call.source, call.reference, date(2026, 9, 17)),)


@pytest.mark.parametrize("days", [0, 1, 14])
def test_the_reminder_comes_within_fourteen_days(days: int) -> None:
    call = make_call(deadlines=Deadlines((Deadline(NOW.date() + timedelta(days=days)),)))

    assert len(entries(after_telling(call, call))) == 1


def test_fifteen_days_are_too_early_for_a_reminder() -> None:
    call = make_call(deadlines=Deadlines((Deadline(NOW.date() + timedelta(days=15)),)))

    assert not after_telling(call, call).has_news


def test_a_withdrawn_call_is_told_as_changed_not_as_closing() -> None:
    call = make_call(deadlines=SOON)
    entry = entries(after_telling(call, replace(call, word=Status.WITHDRAWN)))[0]

    assert entry.reason is Reason.CHANGED


LETTERS = "ABCDEFGH"
PROJECTS = ("project:clean-air", "project:energy")
SCORES = st.dictionaries(st.tuples(st.sampled_from(PROJECTS), st.sampled_from(LETTERS)), st.floats(0, 1), min_size=1)
DUE = st.sampled_from([Deadlines(), GONE, SOON, LATER, Deadlines((Deadline(date(2026, 9, 12)),))])
STATES = st.builds(make_call, word=st.sampled_from(list(Status)), deadlines=DUE)
WEEKS = st.lists(st.lists(STATES, min_size=8, max_size=8), min_size=1, max_size=4)


@given(scores=SCORES, weeks=WEEKS, limit=st.integers(1, 3))
def test_over_the_weeks_nothing_is_told_twice_and_nothing_is_lost(
    scores: dict[tuple[str, str], float], weeks: list[list[Call]], limit: int
) -> None:
    told: dict[Told, Call] = {}
    reminded: set[Reminder] = set()
    for week, states in enumerate(weeks):
        now = NOW + timedelta(days=3 * week)
        calls = {each: replace(state, reference=each) for each, state in zip(LETTERS, states, strict=True)}
        matches = [replace(make_match(calls[call], score=score), item=item) for (item, call), score in scores.items()]
        digest = digest_of(calls.values(), matches, told=told, reminded=reminded, now=now, limit=limit)

        for project in PROJECTS:
            waiting = [
                (-each.score, each.reference)
                for each in matches
                if each.item == project and key_of(each) not in told and is_worth_telling(each, calls, now)
            ]
            assert new_of(digest, project) == [name for _, name in sorted(waiting)[:limit]]
            assert more_of(digest, project) == max(0, len(waiting) - limit)
        for entry in entries(digest):
            assert (key_of(entry.match) in told) is (entry.reason is not Reason.NEW)
        assert not {each for each in reminded_by(digest) if reason_of(digest, each) is Reason.CLOSING} & reminded
        told |= {key: calls[key[2]] for key in told_by(digest)}
        reminded |= set(reminded_by(digest))


def key_of(match: Match) -> Told:
    return match.item, match.source, match.reference


def is_worth_telling(match: Match, calls: Mapping[str, Call], now: datetime) -> bool:
    call = calls[match.reference]
    over = call.word in (Status.CLOSED, Status.WITHDRAWN) or (
        len(call.deadlines) > 0 and all(each.passed(now) for each in call.deadlines)
    )
    return match.score >= 0.4 and not over


def new_of(digest: Digest, project: str) -> list[str]:
    return [each.call.reference for each in entries(digest) if each.reason is Reason.NEW and each.match.item == project]


def more_of(digest: Digest, project: str) -> int:
    return sum(each.more for each in digest.sections if each.item == project)


def reason_of(digest: Digest, reminder: Reminder) -> Reason:
    return next(each.reason for each in entries(digest) if key_of(each.match) == reminder[:3])

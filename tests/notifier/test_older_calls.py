"""Another model, plan or threshold announces nothing: what rises by it is offered once, a few at a time."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from domain.deadlines import Deadline, Deadlines
from domain.digest import Digest, Reading, Reason
from domain.match import Match, Strength
from notifier.compose import compose
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
CALLS = [make_call(f"OLD-{number}") for number in range(8)]


def mail(matches: list[Match], memory: Memory, *, now_known: int = len(CALLS)) -> Digest:
    """The first ``now_known`` of the calls have been known since before the last mail, the others are new."""
    world = make_world(PLAN, CALLS, matches)
    old = dict.fromkeys([*world.calls][:now_known], EARLIER)
    return compose(
        MARTA,
        world=replace(world, first_seen={**world.first_seen, **old}),
        memory=memory,
        projects={"clean-air"},
        strength=strength,
    )


LATER = Memory(weighed={ITEM: EARLIER})
ALL_RISE = [make_match(each, score=0.9 - number / 100) for number, each in enumerate(CALLS)]


def test_of_older_calls_that_rise_three_are_shown_and_the_others_are_offered_by_a_link() -> None:
    digest = mail(ALL_RISE, LATER)
    text = render(digest, sender=SENDER).text

    assert [(each.reason, each.call.reference) for each in digest.entries] == [
        (Reason.OFFERED, f"OLD-{number}") for number in range(3)
    ]
    assert [reference for _, _, reference in digest.linked] == [f"OLD-{number}" for number in range(3, 8)]
    assert "Older calls that rank higher now" in text
    assert "and 5 more calls that fit. They will not be mailed again; they are here: convoca matches clean-air" in text


def test_what_was_offered_is_not_announced_again_in_whichever_way_it_was() -> None:
    first = mail(ALL_RISE, LATER)
    told = {(ITEM, each.call.source, each.call.reference): each.call for each in first.entries}

    assert not mail(ALL_RISE, replace(LATER, told=told, offered=frozenset(first.linked))).has_news


def test_older_calls_stand_after_the_new_ones_however_well_they_fit_and_do_not_take_their_places() -> None:
    digest = mail(ALL_RISE, LATER, now_known=2)

    assert [each.call.reference for each in digest.entries] == [
        *(f"OLD-{number}" for number in range(2, 7)),
        "OLD-0",
        "OLD-1",
    ]
    assert digest.sections[0].more == 1


def test_the_first_mail_on_a_project_shows_the_best_five_and_offers_the_rest_by_a_link() -> None:
    digest = mail(ALL_RISE, Memory())

    assert {each.reason for each in digest.entries} == {Reason.NEW}
    assert (len(list(digest.entries)), digest.sections[0].more, len(digest.linked)) == (5, 0, 3)
    assert digest.settled == (ITEM,)


def test_whoever_takes_up_what_was_only_linked_is_reminded_of_its_deadline() -> None:
    near = replace(CALLS[0], deadlines=Deadlines((Deadline(date(2026, 9, 17)),)))
    key = (ITEM, near.source, near.reference)
    linked = replace(LATER, offered=frozenset({key}))

    def told(**world: Any) -> list[Reason]:
        made = make_world(PLAN, [near], ALL_RISE[:1], **world)
        digest = compose(MARTA, world=made, memory=linked, projects={"clean-air"}, strength=strength)
        return [each.reason for each in digest.entries]

    assert told() == []
    assert told(taken_up={key}) == [Reason.CLOSING]
    assert told(taken_up={key}, sent={key}) == []


def test_evidence_of_an_earlier_version_says_of_which() -> None:
    call = CALLS[0]
    match = make_match(call, ours="We plant trees.", theirs="Trees are planted.")
    world = make_world(PLAN, [call], [match], versions={(call.source, call.reference): 2})
    world = replace(world, read={(call.source, call.reference, 1): NOW})
    digest = compose(MARTA, world=world, memory=LATER, projects={"clean-air"}, strength=strength)

    assert next(digest.entries).earlier == Reading(1, NOW)
    assert "From version 1 of the call, read on 7 September 2026; it has changed since." in (
        render(digest, sender=SENDER).text
    )


SCORES = st.lists(st.floats(0, 1), min_size=len(CALLS), max_size=len(CALLS))


@given(weeks=st.lists(st.tuples(SCORES, st.integers(0, len(CALLS))), min_size=1, max_size=6), first=st.booleans())
def test_whatever_the_scores_do_nothing_is_announced_twice_and_all_that_fits_was_told_linked_or_counted(
    weeks: list[tuple[list[float], int]], *, first: bool
) -> None:
    memory, known = Memory() if first else LATER, 0
    first_seen = dict[tuple[str, str], datetime]()
    for week, (scores, found) in enumerate(weeks):
        now, known = NOW + timedelta(weeks=week), max(known, found)
        calls = CALLS[:known]
        first_seen |= {key: now for each in calls if (key := (each.source, each.reference)) not in first_seen}
        matches = [make_match(each, score=score) for each, score in zip(calls, scores, strict=False)]
        world = make_world(PLAN, calls, matches, now=now, first_seen=first_seen)
        digest = compose(MARTA, world=world, memory=memory, projects={"clean-air"}, strength=strength)

        announced = [*told_by(digest), *digest.linked]
        assert len({*announced}) == len(announced)
        assert not {*announced} & ({*memory.told} | memory.offered)
        fitting = {(ITEM, each.source, each.reference) for each in matches if strength(each) is not Strength.WEAK}
        unsaid = fitting - {*announced} - {*memory.told} - memory.offered
        assert len(unsaid) == sum(each.more for each in digest.sections)
        memory = Memory(
            told={**memory.told, **{key: world.calls[key[1:]] for key in told_by(digest)}},
            offered=memory.offered | {*digest.linked},
            weighed={**memory.weighed, **dict.fromkeys(digest.settled, now)},
        )

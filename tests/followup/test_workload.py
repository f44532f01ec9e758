"""Half a year ahead, week by week; deadlines that fall together are named, and moving one takes the collision away."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from domain.application import Stage
from domain.deadlines import Deadline, DeadlineKind, Deadlines
from domain.internal_deadline import Step
from followup.workload import CAPACITY, WEEKS, Clash, Due, awaited, weeks

TODAY = date(2026, 11, 25)
"""A Wednesday."""


def due(days: int, application: int | None = 1, *people: str) -> Due:
    return Due(
        on=TODAY + timedelta(days),
        title=f"Application {application}",
        project="air",
        what=DeadlineKind.DEADLINE if application is None else Step.LETTERS,
        application=application,
        people=people,
    )


def clashes(*dues: Due) -> list[tuple[int, Clash, str]]:
    """The collisions by the number of the week."""
    found = weeks(dues, today=TODAY)
    return [(index, each.clash, each.person) for index, week in enumerate(found) for each in week.collisions]


def test_weeks_begin_on_mondays_with_this_one_and_empty_ones_are_there_too() -> None:
    found = weeks([due(0), due(5), due(WEEKS * 7)], today=TODAY)

    assert len(found) == WEEKS
    assert [each.monday for each in found[:2]] == [date(2026, 11, 23), date(2026, 11, 30)]
    assert [len(each.dues) for each in found[:3]] == [1, 1, 0]


def test_what_is_past_is_not_ahead_even_in_this_week() -> None:
    assert weeks([due(-1)], today=TODAY)[0].dues == ()


def test_more_than_the_capacity_in_a_week_are_too_many() -> None:
    enough = [due(5 + index, index) for index in range(CAPACITY)]

    assert clashes(*enough) == []
    assert (1, Clash.WEEK, "") in clashes(*enough, due(10, 99))


def test_two_applications_on_one_day_or_with_one_person_in_a_week_collide() -> None:
    assert clashes(due(5, 1), due(5, 2)) == [(1, Clash.DAY, "")]
    assert clashes(due(5, 1, "anna"), due(7, 2, "anna", "berta")) == [(1, Clash.PERSON, "anna")]


def test_two_steps_of_one_application_and_calls_nobody_applies_to_do_not() -> None:
    assert clashes(due(5, 1, "anna"), due(5, 1, "anna")) == []
    assert clashes(due(5, None), due(5, None), due(5, 1)) == []


def test_moving_one_deadline_takes_the_collision_away() -> None:
    first, second = due(5, 1, "anna"), due(5, 2, "anna")
    moved = replace(second, on=second.on + timedelta(days=7))

    assert {clash for _, clash, _ in clashes(first, second)} == {Clash.DAY, Clash.PERSON}
    assert clashes(first, moved) == []


def test_an_application_awaits_what_its_stage_has_still_to_meet() -> None:
    def on(days: int, kind: DeadlineKind) -> Deadline:
        return Deadline(TODAY + timedelta(days), kind=kind)

    now = datetime(2026, 11, 25, 9, tzinfo=UTC)
    first, second = on(5, DeadlineKind.STAGE_1), on(90, DeadlineKind.STAGE_2)
    staged, rolling = (
        Deadlines((first, second)),
        Deadlines(tuple(on(each, DeadlineKind.CUT_OFF) for each in (-9, 9, 99))),
    )

    assert awaited(Stage.PREPARING, staged, now=now) == (first, second)
    assert awaited(Stage.SUBMITTED, staged, now=now) == (second,)
    assert awaited(Stage.RESERVE, staged, now=now) == ()
    assert awaited(Stage.IDEA, rolling, now=now) == (on(9, DeadlineKind.CUT_OFF),)


@given(st.lists(st.builds(due, st.integers(0, WEEKS * 7 - 3), st.none() | st.integers(1, 4)), max_size=20))
def test_every_deadline_ahead_stands_in_exactly_one_week(dues: list[Due]) -> None:
    found = weeks(dues, today=TODAY)

    assert sum(len(each.dues) for each in found) == len(dues)
    assert all(each.monday <= one.on < each.monday + timedelta(days=7) for each in found for one in each.dues)

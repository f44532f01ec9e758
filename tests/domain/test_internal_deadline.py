"""Internal deadlines are planned back from the funder's, on working days and in their order."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from domain.internal_deadline import DAYS_BEFORE, Step, planned_back

FUNDER = date(2027, 2, 4)


def test_every_step_falls_so_many_days_before_and_on_a_friday_rather_than_at_a_weekend() -> None:
    planned = {each.step: each.on.isoformat() for each in planned_back(FUNDER, today=date(2026, 11, 24))}

    assert planned == {
        Step.GO_NO_GO: "2026-12-04",
        Step.PARTNERS: "2026-12-24",
        Step.LETTERS: "2027-01-14",
        Step.COUNCIL: "2027-01-21",
        Step.SIGNATURE: "2027-01-28",
        Step.SUBMISSION: "2027-02-02",
    }


def test_what_should_have_been_done_already_is_due_today() -> None:
    today = date(2027, 1, 18)

    assert [each.on for each in planned_back(FUNDER, today=today)][:3] == [today] * 3


@given(st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.integers(61, 400))
def test_the_steps_keep_their_order_and_none_is_later_than_planned(funder: date, ahead: int) -> None:
    planned = planned_back(funder, today=date.fromordinal(funder.toordinal() - ahead - 2))
    days = [each.on for each in planned]

    assert days == sorted(days)
    for each in planned:
        assert each.on.weekday() < 5
        assert 0 <= (funder - each.on).days - DAYS_BEFORE[each.step] <= 2

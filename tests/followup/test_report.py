"""What an evaluation is to the plan, and that nothing unknown is passed over in silence."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

import pytest

from domain.application import Part, Stage
from domain.period import Period
from domain.plan import Plan
from domain.portion import Portion, Sum
from followup.coverage import Coverage
from followup.funnel import funnel
from followup.report import Kind, closed, evaluation, kind

PLAN = cast(
    "Plan",
    SimpleNamespace(
        starts=date(2021, 7, 27),
        ends=date(2025, 12, 31),
        lines=(SimpleNamespace(id="green"),),
        projects=(SimpleNamespace(id="air", lines=("green",)),),
    ),
)
AFTER, DURING = date(2026, 1, 1), date(2025, 12, 31)


@pytest.mark.parametrize(
    ("since", "until", "today", "expected"),
    [
        (None, None, AFTER, Kind.FINAL),
        (None, None, DURING, Kind.INTERIM),
        (date(2021, 1, 1), date(2025, 12, 31), AFTER, Kind.FINAL),
        (date(2023, 1, 1), date(2023, 12, 31), AFTER, Kind.INTERIM),
        (date(2019, 1, 1), date(2023, 12, 31), AFTER, Kind.ACCOUNT),
        (date(2025, 1, 1), date(2026, 12, 31), AFTER, Kind.ACCOUNT),
    ],
)
def test_an_evaluation_is_final_once_the_plan_is_over_and_all_of_its_time_is_in_it(
    since: date | None, until: date | None, today: date, expected: Kind
) -> None:
    assert kind(Period(since=since, until=until), PLAN, today=today) is expected


def test_a_side_that_is_left_open_is_the_plans_own_and_a_period_ends_after_it_begins() -> None:
    assert closed(Period(until=date(2022, 12, 31)), PLAN) == Period(since=PLAN.starts, until=date(2022, 12, 31))
    with pytest.raises(ValueError, match="2020-12-31 is before 2021-07-27"):
        closed(Period(until=date(2020, 12, 31)), PLAN)


def portion(count: int, **facts: Any) -> Portion:
    known: dict[str, Any] = {"stage": Stage.GRANTED, "part": Part.PARTNER}
    known |= {name: Sum({"EUR": Decimal(1)}) for name in ("requested", "granted", "total")}
    return Portion(count=count, **{**known, **facts})


def test_what_is_not_known_is_counted_by_what_is_missing() -> None:
    some = [portion(2, programme="LIFE", requested=Sum({}, 2)), portion(3, granted=Sum({}, 3), total=Sum({}, 3))]

    found = evaluation(
        PLAN,
        closed(Period(), PLAN),
        sums={
            "year": some,
            "programme": some,
            "project": [portion(4, project="air"), portion(1, project="gone")],
            "area": [portion(5)],
        },
        undated=7,
        funnel=funnel(told={}, relevant={}, applications=()),
        coverage=cast("Coverage", None),
        today=AFTER,
    ).unknown

    assert (found.submitted_on, found.requested, found.granted, found.total) == (7, 2, 3, 3)
    assert (found.programme, found.area, found.line) == (3, 5, 1)

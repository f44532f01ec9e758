"""The figures a council is told: each application once, and nothing unknown counted as zero."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace
from typing import Any, cast

from hypothesis import given
from hypothesis import strategies as st

from domain.application import Application, Part, Stage
from domain.money import Money
from domain.plan import Plan
from domain.portion import Sum
from followup.figures import (
    Figures,
    by_area,
    by_challenge,
    by_line,
    by_part,
    by_programme,
    by_route,
    by_year,
    figures,
)
from followup.programmes import Route

PLAN = cast(
    "Plan",
    SimpleNamespace(
        lines=(SimpleNamespace(id="1"), SimpleNamespace(id="2"), SimpleNamespace(id="3")),
        challenges=(SimpleNamespace(id="a"), SimpleNamespace(id="b")),
        projects=(
            SimpleNamespace(id="air", lines=("2", "1"), challenges=("a", "b")),
            SimpleNamespace(id="water", lines=("2",), challenges=()),
            SimpleNamespace(id="alone", lines=(), challenges=("b",)),
        ),
    ),
)
MONEY = st.none() | st.builds(Money, st.decimals(0, 10_000_000, places=2), st.sampled_from(["EUR", "SEK"]))
APPLICATIONS = st.lists(
    st.builds(
        Application,
        plan=st.just("amb"),
        project=st.sampled_from(["air", "water", "alone", "gone"]),
        title=st.just("A title"),
        programme=st.sampled_from([None, "LIFE", "Horizon Europe"]),
        part=st.sampled_from(Part),
        area=st.sampled_from([None, "Mobility"]),
        stage=st.sampled_from(Stage),
        requested=MONEY,
        granted=MONEY,
        total=MONEY,
        submitted_on=st.none() | st.dates(date(2021, 1, 1), date(2025, 12, 31)),
    ),
    max_size=30,
)


def application(stage: Stage, **facts: Any) -> Application:
    return Application(**{"plan": "amb", "project": "air", "title": "A title", "stage": stage, **facts})


def euros(amount: int) -> Money:
    return Money(Decimal(amount))


def test_ideas_and_what_was_never_submitted_are_in_no_figure() -> None:
    found = figures(application(each) for each in (Stage.IDEA, Stage.PREPARING, Stage.NOT_SUBMITTED))

    assert (found.submitted, found.success, found.requested) == (0, None, Sum({}, 0))


def test_a_years_sentence_can_be_said() -> None:
    granted = [
        application(Stage.GRANTED, requested=euros(3), granted=euros(2), total=euros(4), part=Part.PARTNER),
        application(Stage.RUNNING, requested=euros(3), granted=euros(3), total=None),
    ]
    others = [application(each, requested=euros(1)) for each in (Stage.REJECTED, Stage.REJECTED, Stage.SUBMITTED)]
    found = figures([*granted, *others])

    assert (found.submitted, found.granted, found.rejected, found.awaiting, found.coordinated) == (5, 2, 2, 1, 4)
    assert found.success == Fraction(1, 2)
    assert (found.requested, found.won) == (Sum({"EUR": Decimal(9)}, 0), Sum({"EUR": Decimal(5)}, 0))
    assert found.total == Sum({"EUR": Decimal(4)}, 1)


def test_a_project_in_two_lines_counts_in_both_and_once_in_the_total() -> None:
    known = [
        application(Stage.GRANTED),
        application(Stage.REJECTED, project="water"),
        application(Stage.GRANTED, project="alone"),
    ]
    found = by_line(known, PLAN)

    assert {line: each.submitted for line, each in found.items()} == {"1": 1, "2": 2, None: 1}
    assert list(found) == ["1", "2", None]
    assert figures(known).submitted == 3


def test_years_come_latest_first_and_an_unknown_one_last() -> None:
    known = [application(Stage.GRANTED, submitted_on=date(year, 5, 1)) for year in (2023, 2025)]
    found = by_year([*known, application(Stage.GRANTED)])

    assert list(found) == [2025, 2023, None]


@given(known=APPLICATIONS)
def test_every_application_is_one_thing_and_parts_add_up_to_the_whole(known: list[Application]) -> None:
    whole = figures(known)

    withdrawn = sum(each.stage is Stage.WITHDRAWN for each in known)
    assert whole.submitted == whole.granted + whole.rejected + whole.awaiting + withdrawn
    for parts in (by_year(known), by_programme(known), by_area(known), by_part(known), by_route(known)):
        assert sum(each.submitted for each in parts.values()) == whole.submitted
        assert _added(parts.values()) == whole.requested
    for items in (by_line(known, PLAN), by_challenge(known, PLAN)):
        assert sum(each.submitted for each in items.values()) >= whole.submitted
        assert all(each.submitted <= whole.submitted for each in items.values())


def _added(parts: Any) -> Sum:
    sums: list[Sum] = [each.requested for each in parts]
    currencies = sorted({currency for each in sums for currency in each.amounts})
    amounts = {one: sum((each.amounts.get(one, Decimal(0)) for each in sums), Decimal(0)) for one in currencies}
    return Sum(amounts, sum(each.unknown for each in sums))


def test_both_success_rates_and_the_share_are_exact() -> None:
    known = [application(Stage.GRANTED, granted=euros(88), total=euros(100))] * 8
    found = figures([*known, *[application(Stage.REJECTED)] * 20, *[application(Stage.SUBMITTED)] * 8])

    assert (found.success_of_submitted, found.success) == (Fraction(8, 36), Fraction(8, 28))
    assert (found.led, found.joined, found.share) == (8, 0, Fraction(88, 100))
    assert figures([*known, application(Stage.GRANTED, granted=euros(1))]).share is None, "a budget is not known"


def test_by_which_way_the_money_came_is_known_from_any_name_of_the_programme() -> None:
    names = ("FEDER", "ERDF", "Fons FEDER", "Next Generation", "MRR", "LIFE", "Some fund", None)
    found = by_route(application(Stage.GRANTED, programme=each) for each in names)

    assert {way: each.granted for way, each in found.items()} == {
        Route.ERDF: 3,
        Route.NEXT_GENERATION: 2,
        Route.COMPETITIVE: 2,
        None: 1,
    }


@given(known=APPLICATIONS)
def test_figures_depend_on_no_order(known: list[Application]) -> None:
    backwards: Figures = figures(reversed(known))

    assert backwards == figures(known)

"""Which changes a reader hears of."""

from dataclasses import replace
from datetime import date, time

import pytest

from domain.call import Call, Status
from domain.deadlines import Deadline, DeadlineKind, Deadlines
from domain.money import Budget
from notifier.material import material_changes
from tests.notifier.examples import NOW, euros, make_call

JUNE_9, JUNE_16 = Deadline(date(2027, 6, 9)), Deadline(date(2027, 6, 16))
PASSED = Deadline(date(2026, 9, 1), kind=DeadlineKind.STAGE_1)
CALL = make_call(deadlines=Deadlines((JUNE_9,)), budget=Budget(total=euros(1_000_000)))


def fields(told: Call, call: Call) -> list[str]:
    return [each.field for each in material_changes(told, call, now=NOW)]


@pytest.mark.parametrize(
    ("after", "field"),
    [
        (replace(CALL, deadlines=Deadlines((JUNE_16,))), "deadlines"),
        (replace(CALL, deadlines=Deadlines((replace(JUNE_9, at=time(17)),))), "deadlines"),
        (replace(CALL, deadlines=Deadlines((JUNE_9,), rolling=True)), "deadlines"),
        (replace(CALL, deadlines=Deadlines()), "deadlines"),
        (replace(CALL, word=Status.WITHDRAWN), "word"),
        (replace(CALL, word=Status.CLOSED), "word"),
        (replace(CALL, word=Status.UNLISTED), "word"),
        (replace(CALL, budget=Budget(total=euros(2_000_000))), "budget"),
    ],
)
def test_what_an_applicant_must_act_on_is_material(after: Call, field: str) -> None:
    assert fields(CALL, after) == [field]


@pytest.mark.parametrize(
    "after",
    [
        replace(CALL, title="The same in other words"),
        replace(CALL, keywords=("air",)),
        replace(CALL, opens_on=date(2026, 9, 1)),
        replace(CALL, budget=replace(CALL.budget, envelope="another name")),
    ],
)
def test_a_rewording_is_not_worth_a_mail(after: Call) -> None:
    assert fields(CALL, after) == []


def test_the_opening_matters_while_it_is_ahead() -> None:
    forthcoming = replace(CALL, word=Status.FORTHCOMING, opens_on=date(2026, 10, 1))

    assert fields(forthcoming, replace(forthcoming, opens_on=date(2026, 11, 1))) == ["opens_on"]
    assert fields(forthcoming, replace(forthcoming, opens_on=None, word=Status.OPEN)) == ["word"]


def test_a_stage_that_is_dropped_after_it_has_passed_is_not_a_moved_deadline() -> None:
    both = replace(CALL, deadlines=Deadlines((PASSED, JUNE_9)))

    assert fields(both, CALL) == []


def test_a_deadline_extended_after_it_had_passed_is_told() -> None:
    over = replace(CALL, deadlines=Deadlines((PASSED,)))

    assert fields(over, CALL) == ["deadlines"]


@pytest.mark.parametrize("word", [Status.CLOSED, Status.UNLISTED, Status.WITHDRAWN])
def test_what_a_funder_tidies_up_after_the_deadline_is_no_news(word: Status) -> None:
    over = replace(CALL, deadlines=Deadlines((PASSED,)))

    assert fields(over, replace(over, word=word, budget=Budget())) == []

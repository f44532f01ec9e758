"""What is different between two versions of a call is said field by field."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from domain.call import Call, Part, PartKind, Status
from domain.change import FieldChange, differences
from domain.deadlines import Deadline, Deadlines
from domain.money import Budget, Money

MakeCall = Callable[..., Call]


def test_the_same_call_read_twice_has_not_changed(call: MakeCall) -> None:
    assert differences(call(), call()) == ()


def test_a_changed_deadline_is_told_from_old_to_new(call: MakeCall) -> None:
    march, april = Deadlines((Deadline(date(2026, 3, 1)),)), Deadlines((Deadline(date(2026, 4, 1)),))

    assert differences(call(deadlines=march), call(deadlines=april)) == (FieldChange("deadlines", march, april),)


def test_the_same_deadlines_in_another_order_are_no_change(call: MakeCall) -> None:
    march, april = Deadline(date(2026, 3, 1)), Deadline(date(2026, 4, 1))

    assert differences(call(deadlines=Deadlines((march, april))), call(deadlines=Deadlines((april, march)))) == ()


def test_changes_come_in_the_order_in_which_a_call_is_told(call: MakeCall) -> None:
    old = call()
    new = call(
        parts=(Part(PartKind.SCOPE, "Scope", "Buses."),),
        budget=Budget(total=Money(Decimal(1))),
        word=Status.FORTHCOMING,
        title="Climate-neutral towns",
    )

    assert [each.field for each in differences(old, new)] == ["title", "word", "budget", "parts"]


def test_a_changed_identifier_is_a_change_but_the_identity_is_not(call: MakeCall) -> None:
    old, new = call(), call(source="elsewhere", reference="TWO", identifier="TWO")

    assert [each.field for each in differences(old, new)] == ["identifier"]


def test_a_budget_that_becomes_known_was_nothing_before_not_zero(call: MakeCall) -> None:
    (change,) = differences(call(), call(budget=Budget(total=Money(Decimal(0)))))

    assert (change.old.total, change.new.total) == (None, Money(Decimal(0)))


def test_to_learn_the_day_of_publication_is_no_change(call: MakeCall) -> None:
    assert differences(call(), call(published_on=date(2026, 1, 15))) == ()

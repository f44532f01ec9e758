"""What a search reads of every call, flat: one row a call, that of its current version."""

from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from db.columns import Word
from db.rows import Row
from domain.call import Call, Kind, Status
from domain.money import Budget, Money
from domain.query import squashed


class FactsRow(Row):
    """A call, as far as it is filtered, counted and sorted. Its words are in the table ``search_words``."""

    __tablename__ = "search_facts"

    call_id: Mapped[int] = mapped_column(ForeignKey("calls.id"), primary_key=True, autoincrement=False)
    version: Mapped[int]
    """The version that is indexed."""
    squashed_reference: Mapped[str] = mapped_column(index=True)
    squashed_identifier: Mapped[str] = mapped_column(index=True)
    kind: Mapped[Kind] = mapped_column(Word(Kind))
    word: Mapped[Status] = mapped_column(Word(Status))
    """The funder's; closed is what it says, or what the deadlines say at the moment of the search."""
    rolling: Mapped[bool]
    deadlines: Mapped[list[Any]]
    """Seconds since 1970 of each deadline, in order."""
    programme: Mapped[str | None]
    type_of_action: Mapped[str | None]
    project_amount: Mapped[float | None]
    """What one project can get, where it is stated or follows from the envelope."""
    project_currency: Mapped[str | None]


class ChangeRow(Row):
    """How often what is searched has changed, by source: a cheap way to see that a copy of it is out of date."""

    __tablename__ = "search_changes"

    source: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int]


def facts_of(call: Call) -> dict[str, Any]:
    """The columns of :class:`FactsRow` that a call fills."""
    money = _of_one_project(call.budget)
    return {
        "squashed_reference": squashed(call.reference),
        "squashed_identifier": squashed(call.identifier),
        "kind": call.kind,
        "word": call.word,
        "rolling": call.deadlines.rolling,
        "deadlines": [int(each.instant.timestamp()) for each in call.deadlines],
        "programme": call.programme,
        "type_of_action": call.type_of_action,
        "project_amount": None if money is None else float(money.amount),
        "project_currency": money and money.currency,
    }


def _of_one_project(budget: Budget) -> Money | None:
    """The most one project can get, else the least, else an equal part of an envelope that is the call's alone."""
    if stated := budget.grant_max or budget.grant_min:
        return stated
    if budget.total and budget.expected_grants and budget.shared_by == 1:
        return Money(budget.total.amount / budget.expected_grants, budget.total.currency)
    return None

"""Applications as rows and sentences: what the command line tells of them."""

from collections.abc import Iterable, Iterator
from typing import Any

from convoca import planning
from convoca.wiring import Program
from db import applications
from db.engine import reading
from db.wire import plain
from domain.application import Application
from domain.money import Money
from domain.portion import Sum
from followup.figures import Figures, figures

Row = dict[str, Any]


def rows(program: Program) -> list[Row]:
    """One row an application of every plan, the newest first; amounts are text with every digit."""
    known = planning.current(program)
    with reading(program.engine) as session:
        found = [each for plan in known for each in applications.of_plan(session, plan.id)]
    return [{"id": each.id, **plain(each.application)} for each in found]


def told(program: Program) -> Iterator[str]:
    """A sentence an application, and the figures of each plan."""
    known = planning.current(program)
    with reading(program.engine) as session:
        of_plans = {plan.name(): applications.of_plan(session, plan.id) for plan in known}
    for title, found in of_plans.items():
        yield f"{title}: {_account(figures(each.application for each in found))}"
        for each in found:
            yield f"{each.id}: {_sentence(each.application)}"


def _sentence(one: Application) -> str:
    belongs = ", ".join(each for each in (one.project, one.programme) if each)
    day = f" on {one.submitted_on}" if one.submitted_on else ""
    amounts = {"requested": one.requested, "granted": one.granted}
    money = "".join(f"; {name} {_money([each])}" for name, each in amounts.items() if each)
    return f"{one.title}{f' ({belongs})' if belongs else ''}: {one.stage}{f', submitted{day}' if day else ''}{money}."


def _account(these: Figures) -> str:
    rate = "nothing decided yet" if these.success is None else f"success rate {float(these.success):.0%}"
    counts = (
        f"{these.submitted} submitted, {these.granted} granted, {these.rejected} rejected, {these.awaiting} awaiting"
    )
    return f"{counts}, {rate}; requested {_sum(these.requested)}, granted {_sum(these.won)}."


def _sum(added: Sum) -> str:
    known = _money(added.money)
    if not added.unknown:
        return known or "nothing"
    return f"{known} and {added.unknown} not known" if known else "not known"


def _money(some: Iterable[Money]) -> str:
    return " and ".join(f"{each.amount:,.2f} {each.currency}" for each in some)

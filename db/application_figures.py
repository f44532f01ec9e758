"""Sums over applications, added up in the database: what figures are made of."""

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer, Numeric, cast, extract, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.application_rows import MONEY, ApplicationRow
from domain.application import SENT
from domain.period import Period
from domain.portion import Portion, Sum


def portions(session: Session, plan_id: str, period: Period, *, by: Iterable[str]) -> list[Portion]:
    """What was submitted in a period, by stage and role, and by some of ``year project programme area``.

    Amounts are added up in cents, exactly; they have no more than two decimals.
    """
    names = tuple(by)
    keys = [_YEAR if name == "year" else getattr(ApplicationRow, name) for name in names]
    currencies = [getattr(ApplicationRow, f"{name}_currency") for name in MONEY]
    groups = (ApplicationRow.stage, ApplicationRow.part, *currencies, *keys)
    sums = [func.sum(_cents(session, getattr(ApplicationRow, f"{name}_amount"))) for name in MONEY]
    query = select(func.count(), *sums, *groups).where(*_submitted(plan_id, period)).group_by(*groups)
    return [_portion(tuple(row), names) for row in session.execute(query)]


_YEAR = cast(extract("year", ApplicationRow.submitted_on), Integer)


def _cents(session: Session, amount: InstrumentedAttribute[Decimal | None]) -> ColumnElement[Any]:
    """An amount in cents: it is kept as text, which only PostgreSQL can take for an exact number."""
    if session.get_bind().dialect.name == "postgresql":
        return cast(cast(amount, Numeric) * 100, BigInteger)
    return cast(func.round(cast(amount, Numeric(asdecimal=False)) * 100), BigInteger)


def _submitted(plan_id: str, period: Period) -> Iterator[ColumnElement[bool]]:
    yield ApplicationRow.plan == plan_id
    yield ApplicationRow.stage.in_(SENT)
    if period.since is not None:
        yield ApplicationRow.submitted_on >= period.since
    if period.until is not None:
        yield ApplicationRow.submitted_on <= period.until


def _portion(row: tuple[Any, ...], names: tuple[str, ...]) -> Portion:
    count, cents, (stage, part), rest = row[0], row[1:4], row[4:6], row[6:]
    requested, granted, total = (_sum(*each, count) for each in zip(rest[:3], cents, strict=True))
    keys: dict[str, Any] = dict(zip(names, rest[3:], strict=True))
    return Portion(count=count, stage=stage, part=part, requested=requested, granted=granted, total=total, **keys)


def _sum(currency: str | None, cents: int | None, count: int) -> Sum:
    return Sum({}, count) if currency is None else Sum({currency: Decimal(cents or 0).scaleb(-2)})

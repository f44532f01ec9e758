"""What an evaluation of the plan says of a period: of which kind it is, its account, and what is not known."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.period import Period
from domain.plan import Plan
from domain.portion import Portion
from followup.coverage import Coverage
from followup.figures import Figures, by_area, by_line, by_programme, by_route, figures
from followup.funnel import Funnel
from followup.programmes import Route

FEW = 5
"""Of fewer than these no share is told: one more or less would move it by a fifth."""


class Kind(StrEnum):
    """What an evaluation of a period is to the plan."""

    INTERIM = "interim evaluation"
    """Of a part of the plan's time, or of all of it while it still runs."""
    FINAL = "final evaluation"
    """Of all of its time, which is over."""
    ACCOUNT = "account of a period"
    """Of years before or after the plan's, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """Of how many applications something is not known, so that it is missing in a figure."""

    submitted_on: int
    """In no period: these are all there are of the plan."""
    requested: int
    """As what follows, of those submitted in the period."""
    granted: int
    """Of those granted."""
    total: int
    """Of those granted."""
    programme: int
    area: int
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """The account of a plan's period."""

    plan: Plan
    period: Period
    kind: Kind
    whole: Figures
    routes: Mapping[Route | None, Figures]
    unknown: Unknown
    funnel: Funnel
    coverage: Coverage
    """As it stands when the evaluation is made."""


def closed(period: Period, plan: Plan) -> Period:
    """The same period, its open sides closed by the plan's own first and last day.

    Raises :class:`ValueError` where it would end before it begins.
    """
    since, until = period.since or plan.starts, period.until or plan.ends
    if until < since:
        raise ValueError(f"{until} is before {since}")
    return Period(since=since, until=until)


def kind(period: Period, plan: Plan, *, today: date) -> Kind:
    """What an evaluation of a period is; an open side is closed as :func:`closed` does.

    The plan's time is counted in whole years: a plan of July 2021 is evaluated from January on.
    """
    since, until = period.since or plan.starts, period.until or plan.ends
    if since.year < plan.starts.year or until.year > plan.ends.year:
        return Kind.ACCOUNT
    return Kind.FINAL if since <= plan.starts and until >= plan.ends and today > plan.ends else Kind.INTERIM


def evaluation(
    plan: Plan,
    period: Period,
    *,
    sums: Mapping[str, Sequence[Portion]],
    undated: int,
    funnel: Funnel,
    coverage: Coverage,
    today: date,
) -> Evaluation:
    """Put together what is counted of a period.

    ``sums`` holds what was submitted in it, added up by ``year``, ``programme``, ``project`` and ``area``; ``undated``
    were submitted on a day that is not known.
    """
    whole = figures(sums["year"])
    return Evaluation(
        plan=plan,
        period=period,
        kind=kind(period, plan, today=today),
        whole=whole,
        routes=by_route(sums["programme"]),
        unknown=Unknown(
            submitted_on=undated,
            requested=whole.requested.unknown,
            granted=whole.won.unknown,
            total=whole.total.unknown,
            programme=_without(by_programme(sums["programme"])),
            area=_without(by_area(sums["area"])),
            line=_without(by_line(sums["project"], plan)),
        ),
        funnel=funnel,
        coverage=coverage,
    )


def _without(groups: Mapping[str | None, Figures]) -> int:
    return groups[None].submitted if None in groups else 0

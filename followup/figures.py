"""What a manager owes the council: submitted, granted, success rate, money; in all, by year, line and programme."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import TypeVar

from domain.application import AWAITING, LOST, SENT, WON, Application, Part
from domain.money import Money
from domain.plan import Plan

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sum:
    """Amounts added up, each currency by itself, and of how many applications the amount is not known."""

    amounts: Mapping[str, Decimal]
    unknown: int

    @property
    def money(self) -> tuple[Money, ...]:
        """The amounts, each with its currency, in the order of the currencies."""
        return tuple(Money(amount, currency) for currency, amount in self.amounts.items())


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The account of a set of applications. What was only an idea, or prepared and not submitted, is not in it."""

    submitted: int
    granted: int
    rejected: int
    awaiting: int
    coordinated: int
    """Of those submitted: how many the institution leads."""
    requested: Sum
    """Of what was submitted."""
    won: Sum
    """Of what was granted: the grant."""
    total: Sum
    """Of what was granted: the institution's whole budget."""

    @property
    def success(self) -> Fraction | None:
        """The granted of those that were decided; ``None`` while nothing was."""
        decided = self.granted + self.rejected
        return Fraction(self.granted, decided) if decided else None


def figures(applications: Iterable[Application]) -> Figures:
    """Return the account of these applications, each counted once."""
    sent = [each for each in applications if each.stage in SENT]
    granted = [each for each in sent if each.stage in WON]
    awaiting = sum(each.stage in AWAITING for each in sent)
    rejected = sum(each.stage in LOST for each in sent)
    return Figures(
        submitted=len(sent),
        granted=len(granted),
        rejected=rejected,
        awaiting=awaiting,
        coordinated=sum(each.part is Part.COORDINATOR for each in sent),
        requested=_sum(each.requested for each in sent),
        won=_sum(each.granted for each in granted),
        total=_sum(each.total for each in granted),
    )


def by_year(applications: Iterable[Application]) -> dict[int | None, Figures]:
    """By the year of submission, the latest first; ``None`` last, where the day is not known."""
    found = _grouped(applications, lambda each: (each.submitted_on.year if each.submitted_on else None,))
    return dict(sorted(found.items(), key=lambda each: -(each[0] or 0)))


def by_programme(applications: Iterable[Application]) -> dict[str | None, Figures]:
    """By programme, the one with most applications first; ``None``: not known."""
    found = _grouped(applications, lambda each: (each.programme,))
    return dict(sorted(found.items(), key=lambda each: (-each[1].submitted, each[0] or "")))


def by_line(applications: Iterable[Application], plan: Plan) -> dict[str | None, Figures]:
    """By strategic line, in the plan's order; ``None``: of a project in no line, or in none any more.

    A project in two lines counts in both, so that these do not add up to the total.
    """
    lines = {project.id: project.lines or (None,) for project in plan.projects}
    found = _grouped(applications, lambda each: lines.get(each.project, (None,)))
    return {id: found[id] for id in (*(each.id for each in plan.lines), None) if id in found}


def _grouped(applications: Iterable[Application], keys: Callable[[Application], Sequence[K]]) -> dict[K, Figures]:
    groups: dict[K, list[Application]] = defaultdict(list)
    for each in applications:
        if each.stage in SENT:
            for key in keys(each):
                groups[key].append(each)
    return {key: figures(own) for key, own in groups.items()}


def _sum(amounts: Iterable[Money | None]) -> Sum:
    added: dict[str, Decimal] = defaultdict(Decimal)
    unknown = 0
    for each in amounts:
        if each is None:
            unknown += 1
        else:
            added[each.currency] += each.amount
    return Sum(dict(sorted(added.items())), unknown)

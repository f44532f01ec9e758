"""Applications that are alike in all that figures count by: how many they are, and their money."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from domain.application import Application, Part, Stage
from domain.money import Money


@dataclass(frozen=True, slots=True)
class Sum:
    """Amounts added up, each currency by itself, and of how many applications the amount is not known."""

    amounts: Mapping[str, Decimal] = field(default_factory=dict)
    unknown: int = 0

    @property
    def money(self) -> tuple[Money, ...]:
        """The amounts, each with its currency, in the order of the currencies."""
        return tuple(Money(amount, currency) for currency, amount in self.amounts.items())

    @classmethod
    def of(cls, sums: "Iterable[Sum]") -> "Sum":
        """Several sums as one."""
        added: dict[str, Decimal] = defaultdict(Decimal)
        unknown = 0
        for each in sums:
            unknown += each.unknown
            for currency, amount in each.amounts.items():
                added[currency] += amount
        return cls(dict(sorted(added.items())), unknown)

    @classmethod
    def one(cls, money: Money | None) -> "Sum":
        """The amount of one application."""
        return cls({}, 1) if money is None else cls({money.currency: money.amount})


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """Some applications at one stage and in one role. What they are not counted by here is ``None``."""

    count: int
    stage: Stage
    part: Part
    requested: Sum
    granted: Sum
    total: Sum
    year: int | None = None
    """Of the submission."""
    project: str | None = None
    programme: str | None = None
    area: str | None = None


def portion(application: Application) -> Portion:
    """One application as a portion."""
    return Portion(
        count=1,
        stage=application.stage,
        part=application.part,
        requested=Sum.one(application.requested),
        granted=Sum.one(application.granted),
        total=Sum.one(application.total),
        year=application.submitted_on.year if application.submitted_on else None,
        project=application.project,
        programme=application.programme,
        area=application.area,
    )

"""How far calls and applications cover the plan: line, challenge and project, and where nothing has come for long."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from domain.money import Money
from domain.plan import Plan, PlanItem

QUIET = timedelta(days=274)
"""For how long no strong match may come before that is a gap: nine months."""
IDLE = timedelta(days=365)
"""For how long nothing may be submitted before that is a gap: programmes call once a year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A call that fits a project and can still be applied to."""

    project: str
    source: str
    reference: str
    strong: bool
    forthcoming: bool
    since: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The applications of a project, counted."""

    project: str
    begun: int
    """All of them, whatever came of it."""
    submitted: int
    granted: int
    money: tuple[Money, ...]
    """What was granted, each currency by itself."""
    last_submitted: date | None


class GapKind(StrEnum):
    """What is missing."""

    NO_PROJECT = "no project serves it"
    NO_MATCH = "no call fits"
    NO_STRONG_MATCH = "no strong match"
    NO_NEW_STRONG_MATCH = "no new strong match"
    NO_APPLICATION = "no application"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that is missing, and since when; ``None``: as far back as is known."""

    kind: GapKind
    since: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """The account of some projects; each call and each application is counted once."""

    projects: int
    open: int
    """Calls that fit and are open, or do not say."""
    forthcoming: int
    strong: int
    """Of both."""
    begun: int
    submitted: int
    granted: int
    money: tuple[Money, ...]
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """The account of a plan, in the plan's order."""

    total: Cover
    lines: tuple[tuple[PlanItem | None, Cover, tuple[str, ...]], ...]
    """A line, its account, and the ids of its projects; the line is ``None`` for projects of no line."""
    challenges: tuple[tuple[PlanItem, Cover], ...]
    projects: Mapping[str, Cover]
    """By id; those that the plan no longer names too, where there are applications of them."""


def coverage(
    plan: Plan,
    fits: Iterable[Fit],
    standings: Iterable[Standing],
    *,
    told: Mapping[str, date],
    today: date,
    challenge: str = "",
) -> Coverage:
    """Return the account of the projects of a plan, or of those that serve one challenge.

    ``told`` is when somebody was last told of a new match of a project. A project of two lines is in both, and once in
    the total.
    """
    account = _Account(list(fits), {each.project: each for each in standings}, told, today)
    ids = [each.id for each in plan.projects if not challenge or challenge in each.challenges]
    lost = [] if challenge else sorted({*account.standings} - {each.id for each in plan.projects})
    every = [*ids, *lost]
    of_line = {line.id: tuple(each.id for each in plan.projects_of(line) if each.id in ids) for line in plan.lines}
    shown: list[tuple[PlanItem | None, Cover, tuple[str, ...]]] = [
        (line, account.of(of_line[line.id]), of_line[line.id]) for line in plan.lines
    ]
    if rest := tuple(each for each in every if not any(each in some for some in of_line.values())):
        shown.append((None, account.of(rest), rest))
    return Coverage(
        total=account.of(every),
        lines=tuple(shown),
        challenges=tuple((each, account.of([one.id for one in plan.projects_of(each)])) for each in plan.challenges),
        projects={each: account.of([each]) for each in every},
    )


@dataclass(frozen=True, slots=True)
class _Account:
    """What is known of every project."""

    fits: list[Fit]
    standings: Mapping[str, Standing]
    told: Mapping[str, date]
    today: date

    def of(self, projects: Collection[str]) -> Cover:
        """The account of some projects together."""
        wanted = set(projects)
        fits = [each for each in self.fits if each.project in wanted]
        standings = [self.standings[each] for each in projects if each in self.standings]
        forthcoming = {(each.source, each.reference) for each in fits if each.forthcoming}
        return Cover(
            projects=len(projects),
            open=len({(each.source, each.reference) for each in fits} - forthcoming),
            forthcoming=len(forthcoming),
            strong=len({(each.source, each.reference) for each in fits if each.strong}),
            begun=sum(each.begun for each in standings),
            submitted=sum(each.submitted for each in standings),
            granted=sum(each.granted for each in standings),
            money=_sum(each for standing in standings for each in standing.money),
            gaps=tuple(self._gaps(projects, fits, standings)),
        )

    def _gaps(self, projects: Collection[str], fits: list[Fit], standings: list[Standing]) -> Iterable[Gap]:
        if not projects:
            yield Gap(GapKind.NO_PROJECT)
            return
        last_told = max((self.told[each] for each in projects if each in self.told), default=None)
        strong = max((each.since for each in fits if each.strong), default=None)
        if not fits:
            yield Gap(GapKind.NO_MATCH, last_told)
        elif strong is None:
            yield Gap(GapKind.NO_STRONG_MATCH, last_told)
        elif self.today - strong > QUIET:
            yield Gap(GapKind.NO_NEW_STRONG_MATCH, strong)
        submitted = max((each.last_submitted for each in standings if each.last_submitted), default=None)
        if not any(each.submitted for each in standings) or (submitted and self.today - submitted > IDLE):
            yield Gap(GapKind.NO_APPLICATION, submitted)


def _sum(money: Iterable[Money]) -> tuple[Money, ...]:
    added: dict[str, Decimal] = defaultdict(Decimal)
    for each in money:
        added[each.currency] += each.amount
    return tuple(Money(amount, currency) for currency, amount in sorted(added.items()))

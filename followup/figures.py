"""What a manager owes the council: submitted, granted, success rate, money; in all, and by what they are grouped by."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeVar

from domain.application import AWAITING, LOST, SENT, WON, Application, Part
from domain.plan import Plan, Project
from domain.portion import Portion, Sum, portion
from followup.programmes import Route, route

K = TypeVar("K", bound=Hashable)
Counted = Application | Portion
"""One application, or many that are alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The account of a set of applications. What was only an idea, or prepared and not submitted, is not in it."""

    submitted: int
    granted: int
    rejected: int
    awaiting: int
    coordinated: int
    """Of those submitted: how many the institution leads."""
    led: int
    """Of those granted: how many the institution leads."""
    requested: Sum
    """Of what was submitted."""
    won: Sum
    """Of what was granted: the grant."""
    total: Sum
    """Of what was granted: the institution's whole budget."""

    @property
    def joined(self) -> int:
        """Of those granted: in how many the institution is a partner or an associate."""
        return self.granted - self.led

    @property
    def success(self) -> Fraction | None:
        """The granted of those that were decided; ``None`` while nothing was."""
        decided = self.granted + self.rejected
        return Fraction(self.granted, decided) if decided else None

    @property
    def success_of_submitted(self) -> Fraction | None:
        """The granted of all that were submitted, decided or not: what institutions publish of a year."""
        return Fraction(self.granted, self.submitted) if self.submitted else None

    @property
    def share(self) -> Fraction | None:
        """What the grants are of the whole budgets; ``None`` where an amount is missing or currencies differ."""
        won, total = self.won, self.total
        if won.unknown or total.unknown or len(won.amounts) != 1 or won.amounts.keys() != total.amounts.keys():
            return None
        (grant,), (budget,) = won.amounts.values(), total.amounts.values()
        return Fraction(grant) / Fraction(budget) if budget else None


def figures(some: Iterable[Counted]) -> Figures:
    """Return the account of these applications, each counted once."""
    sent = [each for each in map(_portion, some) if each.stage in SENT]
    granted = [each for each in sent if each.stage in WON]
    return Figures(
        submitted=_count(sent),
        granted=_count(granted),
        rejected=_count(each for each in sent if each.stage in LOST),
        awaiting=_count(each for each in sent if each.stage in AWAITING),
        coordinated=_count(each for each in sent if each.part is Part.COORDINATOR),
        led=_count(each for each in granted if each.part is Part.COORDINATOR),
        requested=Sum.of(each.requested for each in sent),
        won=Sum.of(each.granted for each in granted),
        total=Sum.of(each.total for each in granted),
    )


def by_year(some: Iterable[Counted]) -> dict[int | None, Figures]:
    """By the year of submission, the latest first; ``None`` last, where the day is not known."""
    found = grouped(some, lambda each: (each.year,))
    return dict(sorted(found.items(), key=lambda each: -(each[0] or 0)))


def by_programme(some: Iterable[Counted]) -> dict[str | None, Figures]:
    """By programme, the one with most applications first; ``None``: not known."""
    return _most_first(grouped(some, lambda each: (each.programme,)))


def by_area(some: Iterable[Counted]) -> dict[str | None, Figures]:
    """By the area that carries them, the one with most applications first; ``None``: not known."""
    return _most_first(grouped(some, lambda each: (each.area,)))


def by_part(some: Iterable[Counted]) -> dict[Part, Figures]:
    """By the institution's role, the coordinator first."""
    found = grouped(some, lambda each: (each.part,))
    return {part: found[part] for part in Part if part in found}


def by_route(some: Iterable[Counted]) -> dict[Route | None, Figures]:
    """By the way that the programme's money comes; ``None`` last: no programme is known."""
    found = grouped(some, lambda each: (route(each.programme),))
    return {way: found[way] for way in (*Route, None) if way in found}


def by_line(some: Iterable[Counted], plan: Plan) -> dict[str | None, Figures]:
    """By strategic line, in the plan's order; ``None``: of a project in no line, or in none any more.

    A project in two lines counts in both, so that these do not add up to the total.
    """
    found = _by_item(some, plan, lambda project: project.lines)
    return {id: found[id] for id in (*(each.id for each in plan.lines), None) if id in found}


def by_challenge(some: Iterable[Counted], plan: Plan) -> dict[str | None, Figures]:
    """By challenge, in the plan's order, as :func:`by_line`."""
    found = _by_item(some, plan, lambda project: project.challenges)
    return {id: found[id] for id in (*(each.id for each in plan.challenges), None) if id in found}


def _by_item(
    some: Iterable[Counted], plan: Plan, items: Callable[[Project], Sequence[str]]
) -> dict[str | None, Figures]:
    none: tuple[str | None, ...] = (None,)
    of_project = {project.id: items(project) or none for project in plan.projects}
    return grouped(some, lambda each: of_project.get(each.project or "", none))


def grouped(some: Iterable[Counted], keys: Callable[[Portion], Iterable[K]]) -> dict[K, Figures]:
    """The account of each group; one application can be in several."""
    groups: dict[K, list[Portion]] = defaultdict(list)
    for each in map(_portion, some):
        if each.stage in SENT:
            for key in keys(each):
                groups[key].append(each)
    return {key: figures(own) for key, own in groups.items()}


def _most_first(found: Mapping[str | None, Figures]) -> dict[str | None, Figures]:
    return dict(sorted(found.items(), key=lambda each: (-each[1].submitted, each[0] or "")))


def _portion(each: Counted) -> Portion:
    return each if isinstance(each, Portion) else portion(each)


def _count(portions: Iterable[Portion]) -> int:
    return sum(each.count for each in portions)

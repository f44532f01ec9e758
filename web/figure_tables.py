"""Figures as tables, by year, line, challenge, department, programme and role; each row leads to its applications."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from domain.plan import Plan, PlanItem
from followup.figures import Counted, Figures, by_area, by_challenge, by_line, by_part, by_programme, by_year
from web.application_filters import NONE, Filters
from web.language import N_, translations
from web.words import word

GROUPINGS = ("year", "programme", "project", "area")
"""Added up apart: together they would be nearly as many groups as there are applications."""

Groups = Iterable[tuple[object, str, Figures]]
"""The value of the filter that leads to a group, empty for none; its name; its account."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: what its rows are, and for each its name, empty where it is not known, and the account."""

    id: str
    title: str
    """As :attr:`head`, a key of the catalogues."""
    head: str
    rows: tuple[tuple[str, Filters, Figures], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """How a table comes about."""

    title: str
    head: str
    filter: str
    of: str
    """Which of :data:`GROUPINGS` it is made of."""
    groups: Callable[[Sequence[Counted], Plan, str], Groups]


def _years(some: Sequence[Counted], _: Plan, __: str) -> Groups:
    return ((year, str(year or ""), each) for year, each in by_year(some).items())


def _lines(some: Sequence[Counted], plan: Plan, language: str) -> Groups:
    return _items(by_line(some, plan), plan.lines, language)


def _challenges(some: Sequence[Counted], plan: Plan, language: str) -> Groups:
    return _items(by_challenge(some, plan), plan.challenges, language)


def _areas(some: Sequence[Counted], _: Plan, __: str) -> Groups:
    return ((area, area or "", each) for area, each in by_area(some).items())


def _programmes(some: Sequence[Counted], _: Plan, __: str) -> Groups:
    return ((name, name or "", each) for name, each in by_programme(some).items())


def _roles(some: Sequence[Counted], _: Plan, language: str) -> Groups:
    say = translations(language).gettext
    return ((part.value, say(word(part)), each) for part, each in by_part(some).items())


def _items(found: Mapping[str | None, Figures], items: Sequence[PlanItem], language: str) -> Groups:
    names = {each.id: each.name(language) for each in items}
    return ((id, names[id] if id else "", each) for id, each in found.items())


KINDS: Mapping[str, _Kind] = {
    "by-year": _Kind(title=N_("By year of submission"), head=N_("Year"), filter="year", of="year", groups=_years),
    "by-line": _Kind(
        title=N_("By strategic line"), head=N_("Strategic line"), filter="line", of="project", groups=_lines
    ),
    "by-challenge": _Kind(
        title=N_("By challenge"), head=N_("Challenge"), filter="challenge", of="project", groups=_challenges
    ),
    "by-area": _Kind(title=N_("By department"), head=N_("Department"), filter="area", of="area", groups=_areas),
    "by-programme": _Kind(
        title=N_("By programme"), head=N_("Programme"), filter="programme", of="programme", groups=_programmes
    ),
    "by-role": _Kind(title=N_("By role"), head=N_("Role in the consortium"), filter="part", of="year", groups=_roles),
}


def tables(
    sums: Mapping[str, Sequence[Counted]], *, plan: Plan, scope: Filters, language: str, ids: Iterable[str] = KINDS
) -> tuple[Table, ...]:
    """Tables from the same applications, added up by each of :data:`GROUPINGS`; ``scope`` leads to all of them."""
    return tuple(_table(id, KINDS[id], sums, plan, scope, language) for id in ids)


def _table(
    id: str, kind: _Kind, sums: Mapping[str, Sequence[Counted]], plan: Plan, scope: Filters, language: str
) -> Table:
    def rows() -> Iterator[tuple[str, Filters, Figures]]:
        for value, name, each in kind.groups(sums[kind.of], plan, language):
            yield name, scope.but(**{kind.filter: str(value or NONE)}), each

    return Table(id=id, title=kind.title, head=kind.head, rows=tuple(rows()))

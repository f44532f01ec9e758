"""The figures of applications as tables: by year, strategic line and programme, each row with its filter."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from db.applications import Stored
from domain.plan import Plan
from followup.figures import Figures, by_line, by_programme, by_year
from web.application_filters import NONE, Filters
from web.language import N_

Choices = Mapping[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One table: what its rows are, and for each its name, empty where it is not known, and the account."""

    id: str
    title: str
    """As :attr:`head`, a key of the catalogues."""
    head: str
    rows: tuple[tuple[str, Filters, Figures], ...]


def tables(some: Iterable[Stored], plan: Plan, *, filters: Filters, language: str) -> tuple[Table, ...]:
    """The three tables; ``filters`` are those by which the applications were chosen."""
    found = [each.application for each in some]
    lines = {each.id: each.name(language) for each in plan.lines}
    years = by_year(found).items()
    programmes = by_programme(found).items()
    of_lines = by_line(found, plan).items()
    return (
        Table(
            id="by-year",
            title=N_("By year of submission"),
            head=N_("Year"),
            rows=tuple((str(year or ""), filters.but(year=str(year or NONE)), each) for year, each in years),
        ),
        Table(
            id="by-line",
            title=N_("By strategic line"),
            head=N_("Strategic line"),
            rows=tuple((lines[id] if id else "", filters.but(line=id or NONE), each) for id, each in of_lines),
        ),
        Table(
            id="by-programme",
            title=N_("By programme"),
            head=N_("Programme"),
            rows=tuple((name or "", filters.but(programme=name or NONE), each) for name, each in programmes),
        ),
    )


def choices(some: Iterable[Stored], plan: Plan, *, filters: Filters, language: str) -> Choices:
    """What the filters can be set to, as value and name: what there is, and what the address names besides."""
    found = [each.application for each in some]
    projects = {each.id: each.name(language) for each in plan.projects}
    used = {each.project for each in found if each.project}
    years = {str(each.submitted_on.year) if each.submitted_on else NONE for each in found}
    named = {
        "year": {each: each for each in sorted(years, reverse=True)},
        "project": {id: projects.get(id, id) for id in (*projects, *sorted(used - {*projects})) if id in used}
        | ({NONE: NONE} if any(not each.project for each in found) else {}),
        "programme": {each: each for each in sorted({each.programme or NONE for each in found}, key=str.casefold)},
        "line": {each.id: each.name(language) for each in plan.lines} | {NONE: NONE},
        "challenge": {each.id: each.name(language) for each in plan.challenges} | {NONE: NONE},
        "area": {each: each for each in sorted({each.area or NONE for each in found}, key=str.casefold)},
    }
    for name, there in named.items():
        if value := getattr(filters, name):
            there.setdefault(value, value)
    return {name: list(there.items()) for name, there in named.items()}

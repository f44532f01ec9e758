"""The figures of a period as tables: each row with the filters that lead to its applications."""

from collections.abc import Iterable, Mapping, Sequence

from domain.plan import Plan, PlanItem
from domain.portion import Portion
from followup.figures import Figures, by_area, by_challenge, by_line, by_part, by_programme, by_year
from web.application_filters import NONE, Filters
from web.application_tables import Table
from web.language import N_, translations
from web.words import word

GROUPINGS = ("year", "programme", "project", "area")
"""Added up apart: together they would be nearly as many groups as there are applications."""


def tables(sums: Mapping[str, Sequence[Portion]], *, plan: Plan, scope: Filters, language: str) -> tuple[Table, ...]:
    """Six tables from the same applications, added up by each of :data:`GROUPINGS`."""
    say = translations(language).gettext

    def named(name: str, groups: Iterable[tuple[object, str, Figures]]) -> tuple[tuple[str, Filters, Figures], ...]:
        return tuple((text, scope.but(**{name: str(key or NONE)}), each) for key, text, each in groups)

    return (
        Table(
            id="by-year",
            title=N_("By year of submission"),
            head=N_("Year"),
            rows=named("year", ((year, str(year or ""), each) for year, each in by_year(sums["year"]).items())),
        ),
        Table(
            id="by-line",
            title=N_("By strategic line"),
            head=N_("Strategic line"),
            rows=named("line", _items(by_line(sums["project"], plan), plan.lines, language)),
        ),
        Table(
            id="by-challenge",
            title=N_("By challenge"),
            head=N_("Challenge"),
            rows=named("challenge", _items(by_challenge(sums["project"], plan), plan.challenges, language)),
        ),
        Table(
            id="by-area",
            title=N_("By department"),
            head=N_("Department"),
            rows=named("area", ((area, area or "", each) for area, each in by_area(sums["area"]).items())),
        ),
        Table(
            id="by-programme",
            title=N_("By programme"),
            head=N_("Programme"),
            rows=named(
                "programme", ((name, name or "", each) for name, each in by_programme(sums["programme"]).items())
            ),
        ),
        Table(
            id="by-role",
            title=N_("By role"),
            head=N_("Role in the consortium"),
            rows=named("part", ((part.value, say(word(part)), each) for part, each in by_part(sums["year"]).items())),
        ),
    )


def _items(
    found: Mapping[str | None, Figures], items: Sequence[PlanItem], language: str
) -> list[tuple[object, str, Figures]]:
    names = {each.id: each.name(language) for each in items}
    return [(id, names[id] if id else "", each) for id, each in found.items()]

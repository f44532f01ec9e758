"""What the filters of the applications can be set to."""

from collections.abc import Iterable, Mapping

from db.applications import Stored
from domain.plan import Plan
from web.application_filters import NONE, Filters

Choices = Mapping[str, list[tuple[str, str]]]


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

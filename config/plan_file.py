"""A plan file becomes a plan, or an error that names every line to mend."""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from config import marked_yaml
from config.errors import Mend, PlanError
from config.marked_yaml import KeyPath, Marked, dotted
from config.plan_form import Form, ItemForm, PlanForm
from config.plan_mends import findings
from domain.plan import Applicant, Area, ItemKind, Objective, Person, Plan, PlanItem, Project, Spelling

Ids = list[tuple[KeyPath, str]]
"""Identifiers, each with where it is written."""


def load(path: Path) -> Plan:
    """Return the plan that a YAML file holds. Raises :class:`PlanError` with everything that is wrong with it."""
    marked = marked_yaml.read(path)
    try:
        form = PlanForm.model_validate(marked.data)
    except ValidationError as error:
        raise PlanError(path, _problems(marked, findings(error))) from error
    if problems := _problems(marked, _contradictions(form)):
        raise PlanError(path, problems)
    return _plan(form)


def _problems(marked: Marked, found: Iterable[tuple[KeyPath, str]]) -> list[Mend]:
    """What was odd in the YAML, then what was found wrong in other places."""
    said = {path for path, _ in marked.problems}
    return [problem for _, problem in marked.problems] + [
        Mend(marked.line(path), f"{dotted(path)} {text}") for path, text in found if path not in said
    ]


def _contradictions(form: PlanForm) -> Iterator[tuple[KeyPath, str]]:
    """What each value allows by itself and the plan as a whole does not."""
    if form.ends < form.starts:
        yield ("ends",), f"({form.ends}) is before starts ({form.starts}); exchange the two"
    known = {name: _ids(form, name) for name in ("people", "lines", "challenges", "projects", "areas")}
    for ids in known.values():
        yield from _twice(ids)
    if form.officer is not None:
        yield from _unknown([(("officer",), form.officer)], "people", known["people"])
    for name in ("lines", "challenges", "projects"):
        yield from _own_language(name, getattr(form, name))
    for index, project in enumerate(form.projects):
        path: KeyPath = ("projects", index)
        yield from _unknown([((*path, "owner"), project.owner)], "people", known["people"])
        for name in ("lines", "challenges"):
            named: Ids = [((*path, name, place), id) for place, id in enumerate(getattr(project, name))]
            yield from _twice(named)
            yield from _unknown(named, name, known[name])
    yield from _unplaced(form)


def _unplaced(form: PlanForm) -> Iterator[tuple[KeyPath, str]]:
    """Spellings of what the plan does not name."""
    named = [*form.networks, *(name for each in form.areas for name in (*each.priority, *each.further))]
    for index, each in enumerate(form.spellings):
        if each.of not in named:
            guess = get_close_matches(each.of, named, n=1)
            mend = f"did you mean {guess[0]}?" if guess else "add it to an area or to the networks"
            yield ("spellings", index, "of"), f"{each.of} is in no area and no network; {mend}"


def _ids(form: PlanForm, name: str) -> Ids:
    return [((name, index, "id"), each.id) for index, each in enumerate(getattr(form, name))]


def _twice(ids: Ids) -> Iterator[tuple[KeyPath, str]]:
    first: dict[str, KeyPath] = {}
    for path, id in ids:
        if first.setdefault(id, path) != path:
            yield path, f"{id} is already at {dotted(first[id])}; change or delete one"


def _unknown(named: Ids, name: str, known: Ids) -> Iterator[tuple[KeyPath, str]]:
    ids = [id for _, id in known]
    for path, id in named:
        if id not in ids:
            guess = get_close_matches(id, ids, n=1)
            mend = f"did you mean {guess[0]}?" if guess else f"add it there, or name one of {', '.join(ids) or 'them'}"
            yield path, f"{id} is not under {name}; {mend}"


def _own_language(name: str, forms: Iterable[ItemForm]) -> Iterator[tuple[KeyPath, str]]:
    for index, each in enumerate(forms):
        if getattr(each.translations, each.language):
            path: KeyPath = (name, index, "translations", each.language)
            yield path, "is the language of the sentences already; set language: above, or write it as sentences alone"


def _plan(form: PlanForm) -> Plan:
    return Plan(
        id=form.id,
        title=_values(form.title),
        institution=form.institution,
        starts=form.starts,
        ends=form.ends,
        general_objective=Objective(**_values(form.general_objective)),
        specific_objectives=tuple(Objective(**_values(each)) for each in form.specific_objectives),
        applicant=Applicant(**_values(form.applicant)),
        people=tuple(Person(**_values(each)) for each in form.people),
        lines=_items(ItemKind.LINE, form.lines),
        challenges=_items(ItemKind.CHALLENGE, form.challenges),
        projects=tuple(Project(**_item(each)) for each in form.projects),
        areas=tuple(Area(**_values(each)) for each in form.areas),
        networks=form.networks,
        spellings=tuple(Spelling(**_values(each)) for each in form.spellings),
        alliances=form.alliances,
        officer=form.officer,
    )


def _items(kind: ItemKind, forms: Iterable[ItemForm]) -> tuple[PlanItem, ...]:
    return tuple(PlanItem(kind=kind, **_item(each)) for each in forms)


def _item(form: ItemForm) -> dict[str, Any]:
    values = _values(form)
    return {**values, "translations": {name: said for name, said in values["translations"].items() if said}}


def _values(form: Form) -> dict[str, Any]:
    return form.model_dump(exclude_none=True)

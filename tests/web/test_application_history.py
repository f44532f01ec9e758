"""The history of an application is told in words, whatever has changed in it."""

from dataclasses import fields
from datetime import timedelta

from db import checklist, internal_deadlines
from domain.application import Application, Event, Part, Stage
from domain.checklist import Task
from domain.internal_deadline import Step
from domain.leaving import Leaving
from tests.web.opened import NOW, PLAN
from web.application_history import FIELDS, told
from web.words import word


def event(field: str, old: str | None, new: str | None, **different: object) -> Event:
    return Event(**{"at": NOW, "who": "anna", "field": field, "old": old, "new": new, **different})  # type: ignore[arg-type]


def test_every_field_every_stage_and_every_part_has_a_word() -> None:
    assert set(FIELDS) == {each.name for each in fields(Application)} | {
        "created",
        internal_deadlines.FIELD,
        checklist.FIELD,
    }
    assert all(word(each) for each in (*Stage, *Part, *Leaving, *Step, *Task))


def test_values_are_told_as_the_language_writes_them() -> None:
    events = [
        event("stage", "go or no-go", "submitted (stage 2)"),
        event("requested", "1000000.50 EUR", None),
        event("submitted_on", None, "2026-09-30"),
        event("project", "clean-air", "gone"),
        event("part", "associate", "partner"),
    ]
    (entry,) = told(events, names={"anna": "Anna Puig"}, plan=PLAN, language="ca")

    assert entry.who == "Anna Puig"
    assert [(each.old, each.new) for each in entry.changes] == [
        ("Per decidir si es presenta", "Segona fase presentada"),
        ("1.000.000,50\u00a0EUR", None),
        (None, "30 de setembre del 2026"),
        ("Aire net", "gone"),
        ("Soci associat", "Soci"),
    ]


def test_what_was_changed_at_once_stands_together() -> None:
    later = NOW + timedelta(minutes=1)
    events = [
        event("created", None, "idea"),
        event("title", "a", "b", at=later),
        event("notes", "", "c", at=later),
        event("notes", "c", "d", at=later, who="olga"),
    ]

    assert [(each.who, len(each.changes)) for each in told(events, names={}, plan=PLAN, language="en")] == [
        ("anna", 1),
        ("anna", 2),
        ("olga", 1),
    ]


def test_lists_deadlines_and_the_checklist_are_told_in_words() -> None:
    events = [
        event("partners", None, '[{"name": "Grand Lyon", "country": "FR"}, {"name": "MedCities", "country": null}]'),
        event("assignees", '["anna"]', '["anna", "gone"]'),
        event("links", None, '[{"title": "The proposal", "url": "https://example.org"}]'),
        event("left_because", None, "no match funding"),
        event("rate", None, "88.21"),
        event(
            "internal_deadline", None, '{"step": "signature", "on": "2026-12-01", "label": "", "done_on": "2026-12-01"}'
        ),
        event("checklist", '{"task": "other", "label": "Ask Lyon", "done": false}', None),
    ]
    (entry,) = told(events, names={"anna": "Anna Puig"}, plan=PLAN, language="es")

    assert [(each.old, each.new) for each in entry.changes] == [
        (None, "Grand Lyon (FR), MedCities"),
        ("Anna Puig", "Anna Puig, gone"),
        (None, "The proposal"),
        (None, "Sin cofinanciación"),
        (None, "88,21 %"),
        (None, "Firma, 1 de diciembre de 2026 (hecho)"),
        ("Ask Lyon", None),
    ]

"""The history of an application is told in words, whatever has changed in it."""

from dataclasses import fields
from datetime import timedelta

from domain.application import Application, Event, Part, Stage
from tests.web.opened import NOW, PLAN
from web.application_history import FIELDS, told
from web.words import word


def event(field: str, old: str | None, new: str | None, **different: object) -> Event:
    return Event(**{"at": NOW, "who": "anna", "field": field, "old": old, "new": new, **different})  # type: ignore[arg-type]


def test_every_field_every_stage_and_every_part_has_a_word() -> None:
    assert set(FIELDS) == {each.name for each in fields(Application)} | {"created"}
    assert all(word(each) for each in (*Stage, *Part))


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

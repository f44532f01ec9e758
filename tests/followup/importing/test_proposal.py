"""A sheet that people kept by hand is understood, every doubt is said by cell, and nobody's work is undone."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

from domain.application import Part, Stage
from domain.imported import Imported
from domain.money import Money
from domain.plan import Plan
from followup.importing.entry import Context
from followup.importing.finding import Field, Kind
from followup.importing.proposal import Known, Proposal, propose
from followup.importing.reading import read
from followup.importing.sheet import Sheet

TODAY = date(2026, 11, 24)
AIR = SimpleNamespace(id="air", title={"ca": "Aire net"}, name=lambda: "Air")
PLAN = cast("Plan", SimpleNamespace(id="amb", projects=(AIR,)))
HEAD = ["Any", "Projecte", "Programa", "Rol", "Resultat", "Ajut UE"]
URBANE = [2024, "URBANE", "Horitzó Europa", "Soci", "Aprovat", "1.000,00 €"]


def sheet(*rows: list[Any], **merged: Any) -> Sheet:
    cells = [[Decimal(each) if isinstance(each, int) else each for each in row] for row in rows]
    return Sheet(name="", rows=cells, **merged)


def proposal(*rows: list[Any], known: tuple[Known, ...] = (), keep: tuple[str, ...] = (), **merged: Any) -> Proposal:
    context = Context(plan=PLAN, calls={"life env": ("eu_portal", "1")}, as_written=frozenset(keep))
    return propose(read([sheet(*rows, **merged)], context, today=TODAY), known)


def said(found: Proposal) -> dict[str, list[Kind]]:
    kinds: dict[str, list[Kind]] = {}
    for each in found.findings:
        kinds.setdefault(each.cell, []).append(each.kind)
    return kinds


def taken(found: Proposal) -> tuple[Known, ...]:
    """What is known once a proposal was taken in."""
    return tuple(
        Known(
            id=at,
            application=step.wanted,
            imported=Imported(application=at, key=step.entry.key, file="", cell=step.entry.cell, said=step.said),
        )
        for at, step in enumerate(found.begun, start=1)
    )


def test_a_row_becomes_an_application() -> None:
    (step,) = proposal(HEAD, URBANE).begun
    one = step.wanted

    assert (one.title, one.programme, one.part, one.stage) == ("URBANE", "Horizon Europe", Part.PARTNER, Stage.GRANTED)
    assert (one.granted, one.submitted_on, one.plan) == (Money(Decimal(1000)), date(2024, 1, 1), "amb")


def test_the_table_is_found_under_titles_and_its_sums_and_headings_are_left_out() -> None:
    found = proposal(
        ["Seguiment de projectes"],
        [],
        HEAD,
        ["Mobilitat", None],
        URBANE,
        HEAD,
        [None, "TOTAL", None, None, None, 1000],
        [None, None, None, None, None, 1000],
        [2024, None, "LIFE", "Soci"],
        merged={(4, 2): (4, 1)},
    )

    assert [each.wanted.title for each in found.begun] == ["URBANE"]
    assert said(found) == {
        "A4": [Kind.HEADING_ROW],
        "A5": [Kind.YEAR_ONLY],
        "A6": [Kind.HEADING_ROW],
        "B7": [Kind.TOTAL_ROW],
        "F8": [Kind.TOTAL_ROW],
        "A9": [Kind.NO_TITLE],
    }


def test_a_project_whose_name_begins_with_total_is_no_sum() -> None:
    assert len(proposal(HEAD, [None, "Total urban mobility", "LIFE", "Soci", "Denegat", None]).begun) == 1


def test_a_row_that_stands_under_two_lines_is_counted_once_and_only_fills_gaps() -> None:
    head = [*HEAD, "Àrea"]
    found = proposal(head, [*URBANE, None], [2024, "Urbane ", "H. Europa", "Soci", "Denegat", None, "Mobilitat"], [])
    again = proposal(head, [*URBANE, None], [*URBANE[:4], "Denegat", None, "Mobilitat"])
    (step,) = again.begun

    assert len(found.begun) == 2, "another programme is another application"
    assert (step.wanted.stage, step.wanted.area) == (Stage.GRANTED, "Mobilitat")
    assert said(again)["B3"] == [Kind.REPEATED]
    assert said(again)["E3"] == [Kind.REPEATED_DIFFERS]


def test_mistyped_words_are_proposed_and_can_be_refused() -> None:
    mistyped = [2024, "URBANE", "Interreg Euro-MDE", "Coordniador", "Aprobat", None]
    (step,) = proposal(HEAD, mistyped).begun
    (refused,) = proposal(HEAD, mistyped, keep=("Interreg Euro-MDE",)).begun

    assert (step.wanted.programme, step.wanted.part, step.wanted.stage) == (
        "Interreg Euro-MED",
        Part.COORDINATOR,
        Stage.GRANTED,
    )
    assert refused.wanted.programme == "Interreg Euro-MDE"
    assert said(proposal(HEAD, mistyped))["C2"] == [Kind.WORD_LIKE]


def test_what_is_merged_downwards_holds_for_every_row_but_an_amount_is_counted_once() -> None:
    merged = {(3, 3): (2, 3), (3, 6): (2, 6)}
    found = proposal(HEAD, URBANE, [2024, "GUARDEN", None, "Soci", "Aprovat", None], merged=merged)

    assert [each.wanted.programme for each in found.begun] == ["Horizon Europe", "Horizon Europe"]
    assert [each.wanted.granted for each in found.begun] == [Money(Decimal(1000)), None]
    assert Kind.MERGED in said(found)["C2"]
    assert said(found)["F3"] == [Kind.MERGED_AMOUNT]


def test_days_that_cannot_be_are_left_out_and_said() -> None:
    head = ["Title", "Status", "Submitted on", "Decided on"]
    early, planned = ["One", "Granted", "2024-05-01", "2024-04-01"], ["Two", "Idea", "2024-05-01", None]
    found = proposal(head, early, planned, ["Three", "Sent", "2030-01-01"])

    assert [each.wanted.decided_on for each in found.begun] == [None, None, None]
    assert [each.wanted.submitted_on for each in found.begun] == [date(2024, 5, 1), None, None]
    kinds = said(found)
    assert (kinds["D2"], kinds["C3"], kinds["C4"]) == (
        [Kind.DAY_TOO_EARLY],
        [Kind.DAY_OF_ANOTHER_STAGE],
        [Kind.DAY_AHEAD],
    )


def test_a_call_that_is_known_is_linked_and_another_is_kept_in_the_notes() -> None:
    head = ["Title", "Call", "Result", "Role"]
    one, other = proposal(head, ["One", "LIFE-ENV", "Granted", "Lead"], ["Two", "LIFE-X", "Granted", "Lead"]).begun

    assert (one.wanted.source, one.wanted.reference, one.wanted.notes) == ("eu_portal", "1", "")
    assert (other.wanted.source, other.wanted.notes) == (None, "LIFE-X")


def test_without_a_result_what_was_granted_tells_it() -> None:
    found = proposal(["Projecte", "Ajut", "Pressupost"], ["One", 5, 4], ["Two", None, 4])

    assert [each.wanted.stage for each in found.begun] == [Stage.GRANTED, Stage.SUBMITTED]
    assert said(found)["A1"] == [Kind.NO_STAGE_COLUMN, Kind.NO_PART_COLUMN]
    assert said(found)["B2"] == [Kind.GRANT_ABOVE_TOTAL]


def test_the_same_sheet_again_changes_nothing() -> None:
    first = proposal(HEAD, URBANE)
    again = proposal(HEAD, URBANE, known=taken(first))

    assert (len(first.begun), again.steps, again.unchanged) == (1, (), 1)


def test_a_row_that_changed_brings_up_to_date_what_nobody_touched() -> None:
    (known,) = taken(proposal(HEAD, URBANE))
    changed = proposal(HEAD, [*URBANE[:4], "En execució", "2.000 €"], known=(known,))
    (step,) = changed.changed

    assert (step.wanted.stage, step.wanted.granted) == (Stage.RUNNING, Money(Decimal(2000)))
    assert said(changed) == {"A2": [Kind.YEAR_ONLY]}


def test_what_a_person_wrote_stays_and_only_what_changed_in_the_sheet_too_is_a_conflict() -> None:
    (known,) = taken(proposal(HEAD, URBANE))
    edited = replace(known, application=replace(known.application, granted=Money(Decimal(7)), part=Part.COORDINATOR))
    same = proposal(HEAD, URBANE, known=(edited,))
    both = proposal(HEAD, [*URBANE[:5], "2.000 €"], known=(edited,))

    assert (same.steps, Kind.CONFLICT in str(said(same))) == ((), False)
    assert both.steps == ()
    assert said(both)["F2"] == [Kind.CONFLICT]
    assert next(each for each in both.findings if each.kind is Kind.CONFLICT).field is Field.GRANTED


def test_a_row_fills_what_is_empty_in_an_application_begun_by_hand_and_overwrites_nothing() -> None:
    (step,) = proposal(HEAD, URBANE).begun
    by_hand = replace(step.wanted, granted=None, part=Part.COORDINATOR, submitted_on=date(2024, 9, 17))
    found = proposal(HEAD, URBANE, known=(Known(id=3, application=by_hand),))
    (change,) = found.changed

    assert (change.id, change.wanted.granted, change.wanted.part) == (3, Money(Decimal(1000)), Part.COORDINATOR)
    assert change.wanted.submitted_on == date(2024, 9, 17), "the year is the same"
    assert said(found)["D2"] == [Kind.CONFLICT]


def test_the_same_title_in_another_year_is_another_application_and_said() -> None:
    (known,) = taken(proposal(HEAD, URBANE))
    found = proposal(HEAD, [2025, *URBANE[1:]], known=(known,))

    assert len(found.begun) == 1
    assert Kind.SIMILAR in said(found)["B2"]

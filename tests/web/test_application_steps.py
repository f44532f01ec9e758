"""What leads to a submission: internal deadlines, checklist, changes of the call, the board, the decision's sheet."""

import re
from dataclasses import replace
from datetime import date, time, timedelta
from html import unescape

import pytest
from sqlalchemy import Engine

from db import applications, call_record, checklist, internal_deadlines
from db.engine import reading, transaction
from domain.application import Stage
from domain.deadlines import Deadline, Deadlines
from domain.internal_deadline import Step
from tests.web.opened import CALL, NOW, RIVERS, Browser, Opened


@pytest.fixture
def berta(opened: Opened) -> Browser:
    """Somebody who may change the application 1, in English."""
    browser = opened.as_("manager")
    browser.get("/applications/1")
    return browser


def words(page: str) -> str:
    """What somebody reads."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def days(engine: Engine) -> dict[Step, tuple[str, bool]]:
    with reading(engine) as session:
        found = [each.deadline for each in internal_deadlines.of_application(session, 1)]
    return {each.step: (each.on.isoformat(), each.done_on is not None) for each in found}


def test_internal_deadlines_are_planned_back_ticked_moved_and_removed(berta: Browser, engine: Engine) -> None:
    page = berta.get("/applications/1").text
    assert 'name="deadline" type="date" value="2027-02-04"' in page
    assert berta.post("/applications/1/deadlines/plan", {"deadline": "2027-02-04"}).status_code == 303
    assert days(engine)[Step.COUNCIL] == ("2027-01-21", False)

    berta.post("/applications/1/deadlines/1", {"what": "done"})
    berta.post("/applications/1/deadlines/2", {"what": "move", "on": "2026-12-18"})
    berta.post("/applications/1/deadlines/3", {"what": "remove"})
    found = days(engine)
    assert found[Step.GO_NO_GO] == ("2026-12-04", True)
    assert found[Step.PARTNERS] == ("2026-12-18", False)
    assert Step.LETTERS not in found
    told = words(berta.get("/applications/1").text)
    assert "Partners agreed, 24 December 2026 → now: Partners agreed, 18 December 2026" in told
    assert "done on 24 November 2026" in told
    berta.post("/applications/1/deadlines/1", {"what": "open"})
    assert days(engine)[Step.GO_NO_GO] == ("2026-12-04", False)


@pytest.mark.parametrize(
    ("path", "typed", "said"),
    [
        ("deadlines/plan", {"deadline": "soon"}, "Write a day such as 2026-11-24."),
        ("deadlines", {"step": "other", "label": "Visit", "on": "31/12/2026"}, "Write a day such as 2026-11-24."),
        ("deadlines", {"step": "other", "label": " ", "on": "2026-12-31"}, "Say what it is."),
        ("checklist", {"label": "x" * 201}, "That is too long."),
    ],
)
def test_what_cannot_be_read_is_said_and_what_was_typed_stays(
    berta: Browser, engine: Engine, path: str, typed: dict[str, str], said: str
) -> None:
    answer = berta.post(f"/applications/1/{path}", typed)

    assert (answer.status_code, said in answer.text) == (422, True)
    assert all(f'value="{each}"' in answer.text for each in typed.values())
    assert days(engine) == {}


def test_one_sets_a_deadline_of_ones_own_and_ones_own_item(berta: Browser, engine: Engine) -> None:
    berta.post("/applications/1/deadlines", {"step": "other", "label": "Visit to Lyon", "on": "2026-11-20"})
    berta.post("/applications/1/checklist", {"label": "Ask Lyon"})
    told = words(berta.get("/applications/1").text)

    assert "Visit to Lyon 20 November 2026 · overdue" in told
    assert "Checklist 0 of 1 Ask Lyon" in told
    assert "Visit to Lyon, 20 November 2026" in told, "in the history"


def test_the_usual_checklist_is_put_there_once_and_says_who_saw_to_what(berta: Browser, engine: Engine) -> None:
    for _ in range(2):
        berta.post("/applications/1/checklist/usual")
    berta.post("/applications/1/checklist/1", {"what": "done"})
    berta.post("/applications/1/checklist/2", {"what": "remove"})
    with reading(engine) as session:
        items = checklist.of_application(session, 1)

    assert [each.id for each in items] == [1, 3, 4, 5, 6, 7, 8, 9, 10]
    told = words(berta.get("/applications/1").text)
    assert "Checklist 1 of 9 ✓ Eligibility checked against the funder's text Manager, 24 November 2026, 07:00" in told
    assert berta.post("/applications/1/checklist/99", {"what": "done"}).status_code == 404
    assert berta.post("/applications/1/deadlines/99", {"what": "done"}).status_code == 404


def test_a_material_change_of_the_call_is_shown_until_it_is_seen(berta: Browser, engine: Engine) -> None:
    reworded = replace(CALL, title="Clean air in metropolises")
    earlier = replace(reworded, deadlines=Deadlines((Deadline(date(2027, 1, 21), time(17)),)))
    with transaction(engine) as session:
        call_record.record(session, reworded, now=NOW + timedelta(hours=1))
    assert "The call has changed" not in berta.get("/applications/1").text
    assert "The call has changed" not in berta.get("/applications/board").text
    with transaction(engine) as session:
        call_record.record(session, earlier, now=NOW + timedelta(hours=2))

    assert "The call has changed" in berta.get("/applications/board").text
    page = berta.get("/applications/1").text
    told = "before: 4 February 2027, 17:00 (Brussels) → now: 21 January 2027, 17:00 (Brussels)"
    assert told in words(page)
    shown = re.findall(r'name="version" value="(\d+)"', page)[0]
    berta.post("/applications/1/call-seen", {"version": shown})
    assert told not in words(berta.get("/applications/1").text)
    with reading(engine) as session:
        last = applications.history(session, 1)[-1]
    assert (last.field, last.old, last.new, last.who) == ("call_version", "1", "3", "manager")


def test_the_sheet_for_the_decision_says_what_is_to_be_known(berta: Browser) -> None:
    berta.post("/applications/1/deadlines/plan", {"deadline": "2027-02-04"})
    told = words(berta.get("/applications/1/decision").text)

    for each in (
        CALL.title,
        "4 February 2027, 17:00 (Brussels) · 72 days left",
        "Owner Berta Roca",
        "1,250,000.50\u00a0EUR".replace("\u00a0", " "),
        "Approval by the council : 21 January 2027",
        "We do not apply, because:",
        "Signature",
    ):
        assert each in told


def test_the_board_shows_what_is_due_first_and_counts_the_rest(opened: Opened, engine: Engine) -> None:
    with transaction(engine) as session:
        for number in range(14):
            applications.add(session, replace(RIVERS, title=f"River {number}.", stage=Stage.IDEA), who="berta", now=NOW)
    manager = opened.as_("manager")
    manager.get("/applications/2")
    manager.post("/applications/2/deadlines", {"step": "signature", "on": "2026-12-01"})
    page = manager.get("/applications/board").text

    assert re.findall(r"<b><bdi>(River \d+\.)", page) == ["River 0.", *(f"River {each}." for each in range(13, 2, -1))]
    assert "and 2 more" in page
    assert "Ideas 14" in words(page)
    assert "Awaiting the decision 1" in words(page)
    assert "River" not in manager.get("/applications/board?project=clean-air").text.partition('<div class="board">')[2]
    assert "Ideas 0" in words(manager.get("/applications/board?mine=true").text)


def test_a_card_is_moved_on_the_board_by_who_may(opened: Opened, engine: Engine) -> None:
    with transaction(engine) as session:
        applications.change(session, 1, replace(RIVERS, stage=Stage.IDEA, submitted_on=None), who="berta", now=NOW)
    assert (
        '<form method="post" action="/applications/1/stage"' not in opened.as_("anna").get("/applications/board").text
    )
    berta = opened.as_("berta")
    page = berta.get("/applications/board").text

    assert re.findall(r'<button name="stage" value="([^"]+)"', page) == ["go or no-go", "preparing"]
    answer = berta.post("/applications/1/stage", {"stage": "preparing", "back": "board"})
    assert answer.headers["location"] == "/applications/board?done=moved"

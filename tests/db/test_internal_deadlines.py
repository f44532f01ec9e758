"""Internal deadlines and checklists are kept, and every change of them stands in the application's history."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import Engine

from db import applications, checklist, internal_deadlines
from db.engine import transaction
from db.errors import NotStored
from domain.application import Application
from domain.checklist import Item, Task
from domain.internal_deadline import InternalDeadline, Step, planned_back
from tests.db.samples import LATER, NOW

AIR = Application(plan="amb", project="air", title="Cleaner air")
LETTERS = InternalDeadline(step=Step.LETTERS, on=date(2027, 1, 14))


def test_a_deadline_is_set_moved_ticked_and_removed_and_the_history_says_so(engine: Engine) -> None:
    with transaction(engine) as session:
        id = applications.add(session, AIR, who="ana", now=NOW).id
        kept = internal_deadlines.add(session, id, LETTERS, who="ana", now=NOW)
        done = replace(LETTERS, done_on=date(2027, 1, 10))
        for _ in range(2):
            internal_deadlines.change(session, kept, done, who="joan", now=LATER)
            kept = internal_deadlines.of_application(session, id)[0]
        assert internal_deadlines.of_plan(session, "amb") == [kept]
        assert kept.deadline == done
        internal_deadlines.remove(session, kept, who="ana", now=LATER)

        assert internal_deadlines.of_plan(session, "amb") == []
        told = [(each.field, each.who, each.old, each.new) for each in applications.history(session, id)[1:]]
        before = '{"step": "letters of support", "on": "2027-01-14", "label": "", "done_on": null}'
        after = '{"step": "letters of support", "on": "2027-01-14", "label": "", "done_on": "2027-01-10"}'
        assert told == [
            ("internal_deadline", "ana", None, before),
            ("internal_deadline", "joan", before, after),
            ("internal_deadline", "ana", after, None),
        ]
        with pytest.raises(NotStored):
            internal_deadlines.remove(session, kept, who="ana", now=LATER)


def test_to_plan_back_again_moves_what_is_open_and_leaves_what_is_done(engine: Engine) -> None:
    today = date(2026, 11, 24)
    with transaction(engine) as session:
        id = applications.add(session, AIR, who="ana", now=NOW).id
        own = InternalDeadline(step=Step.OTHER, on=date(2027, 1, 2), label="Visit to Lyon")
        internal_deadlines.add(session, id, own, who="ana", now=NOW)
        internal_deadlines.plan_back(session, id, planned_back(date(2027, 2, 4), today=today), who="ana", now=NOW)
        kept = {each.deadline.step: each for each in internal_deadlines.of_application(session, id)}
        gone = replace(kept[Step.GO_NO_GO].deadline, done_on=today)
        internal_deadlines.change(session, kept[Step.GO_NO_GO], gone, who="ana", now=NOW)
        later = planned_back(date(2027, 3, 4), today=today)
        internal_deadlines.plan_back(session, id, later, who="ana", now=LATER)

        found = {each.deadline.step: each.deadline for each in internal_deadlines.of_application(session, id)}
        assert found == {each.step: each for each in later} | {Step.OTHER: own, Step.GO_NO_GO: gone}


def test_a_checklist_says_who_saw_to_what_and_when(engine: Engine) -> None:
    with transaction(engine) as session:
        id = applications.add(session, AIR, who="ana", now=NOW).id
        for item in (Item(task=Task.BUDGET), Item(task=Task.OTHER, label="Ask Lyon")):
            checklist.add(session, id, item, who="ana", now=NOW)
        budget, lyon = checklist.of_application(session, id)
        checklist.tick(session, budget, done=True, who="joan", now=LATER)
        checklist.remove(session, lyon, who="ana", now=LATER)

        only = checklist.of_application(session, id)
        assert [each.item for each in only] == [Item(task=Task.BUDGET, done_by="joan", done_at=LATER)]
        checklist.tick(session, only[0], done=True, who="ana", now=LATER)
        checklist.tick(session, only[0], done=False, who="ana", now=LATER)
        assert not checklist.of_application(session, id)[0].item.done
        assert [each.field for each in applications.history(session, id)] == ["created", *["checklist"] * 5]

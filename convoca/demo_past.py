"""The demo's manager and applications, and what was funded elsewhere: invented, so that its pages show something."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from pydantic import TypeAdapter
from sqlalchemy.orm import Session

from convoca import funded
from convoca.wiring import Program
from convoca.world import dated
from db import applications, calls, internal_deadlines, people
from db.applications import Stored
from db.engine import transaction
from domain.application import Application, Stage
from domain.call import Call
from domain.internal_deadline import planned_back
from domain.people import Member, Role
from domain.plan import Plan

APPLICATION = TypeAdapter(Application)
MANAGER = Member(
    id="laia-ferrer",
    name="Laia Ferrer",
    email="laia.ferrer@example.org",
    language="ca",
    role=Role.MANAGER,
    plan="",
    by_hand=True,
)
"""Follows the applications; the plan names leads and an officer only."""


def bring_in(program: Program, plan: Plan, folder: Path, *, day: date) -> None:
    """Take in the funded projects and the manager, and the applications unless there are any, dated from ``day`` on."""
    funded.import_file(program, folder / "cordis")
    with transaction(program.engine) as session:
        if people.get(session, MANAGER.id) is None:
            people.add(session, replace(MANAGER, plan=plan.id))
        if applications.of_plan(session, plan.id):
            return
        owners = {each.id: each.owner for each in plan.projects}
        for line in (folder / "applications.jsonl").read_text(encoding="utf-8").splitlines():
            told = json.loads(dated(line, day))
            call = _call(session, told.pop("call", None))
            of = {"source": call.source, "reference": call.reference} if call else {}
            one = APPLICATION.validate_python({"plan": plan.id, **told, **of})
            stored = applications.add(session, one, who=owners[one.project], now=program.now)
            if call is not None and one.stage is Stage.PREPARING:
                _plan_back(session, program, stored, call, who=owners[one.project], day=day)


def _call(session: Session, identifier: str | None) -> Call | None:
    found = calls.find(session, identifier) if identifier else []
    return found[0].call if found else None


def _plan_back(session: Session, program: Program, stored: Stored, call: Call, *, who: str, day: date) -> None:
    deadline = call.deadlines.next(program.now)
    if deadline is not None:
        steps = planned_back(deadline.on, today=day)
        internal_deadlines.plan_back(session, stored.id, steps, who=who, now=program.now)

"""Screens the running calls for a plan's applicant: those only that are new, changed, or were read by other rules."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict

from convoca.wiring import Program
from db import verdicts
from db.engine import reading
from db.verdicts import Key, Screened
from domain.plan import Plan
from matcher.eligibility.screen import RULES_VERSION, screen
from matcher.rank import Candidate


def rules(plan: Plan) -> str:
    """What a verdict depends on besides the call, in one hash: the applicant, and the version of the rules."""
    applicant = json.dumps(asdict(plan.applicant), sort_keys=True)
    return hashlib.sha256(f"{RULES_VERSION} {applicant}".encode()).hexdigest()


def screened(program: Program, plan: Plan, running: Sequence[Candidate]) -> dict[Key, Screened]:
    """The verdicts that are missing, by source and reference."""
    with reading(program.engine) as session:
        known = verdicts.known(session, plan.id, rules=rules(plan))
    return {
        key: Screened(each.version, screen(each.call, plan.applicant))
        for each in running
        if known.get(key := (each.call.source, each.call.reference)) != each.version
    }

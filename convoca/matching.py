"""The step at the core: every running call against every item of every plan."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from convoca import funded, learning, planning, screening
from convoca.screen import bar
from convoca.wiring import Program
from db import calls, matches, runs, verdicts
from db.engine import reading, transaction
from domain.match import Match
from domain.plan import Plan
from matcher import evidence, fusion
from matcher.rank import Candidate, explained, learn_words, rank


@dataclass(frozen=True, slots=True)
class Matched:
    """What matching one plan came to."""

    plan: Plan
    matches: tuple[Match, ...]
    candidates: int
    changed: bool
    """False where nothing it depends on was different from last time."""


def match(program: Program) -> list[Matched]:
    """Match every plan, and set beside the calls what was funded before; what is as it was is left alone."""
    running = candidates(program)
    matched = [_match(program, plan, running) for plan in planning.current(program)]
    if any(each.changed for each in matched):
        funded.relate(program, running)
    return matched


def candidates(program: Program) -> list[Candidate]:
    """The calls that can still be applied to, each in its latest version, each once."""
    with reading(program.engine) as session:
        return [Candidate(each.call, each.version) for each in calls.stored(session) if each.to_match(program.now)]


def _match(program: Program, plan: Plan, running: list[Candidate]) -> Matched:
    step, fingerprint = f"match:{plan.id}", _fingerprint(program, plan, running)
    with reading(program.engine) as session:
        if runs.fingerprint(session, step) == fingerprint:
            return Matched(plan, tuple(matches.of_plan(session, plan.id)), len(running), changed=False)
    found = _rank(program, plan, running)
    screened = screening.screened(program, plan, running)
    keys = [(each.call.source, each.call.reference) for each in running]
    with transaction(program.engine) as session:
        matches.replace(session, plan.id, found, now=program.now)
        verdicts.record(session, plan.id, screened, running=keys, rules=screening.rules(plan), now=program.now)
        runs.remember(session, step, fingerprint, now=program.now)
    return Matched(plan, tuple(found), len(running), changed=True)


def _rank(program: Program, plan: Plan, running: list[Candidate]) -> list[Match]:
    """Rank, let the votes move what they teach, and say why for those that may be mailed."""
    vocabulary = learn_words(running, now=program.now)
    with bar("Reading calls") as watch:
        ranked = rank(
            plan,
            running,
            queries=program.queries,
            documents=lambda texts: program.documents(texts, progress=watch),
            now=program.now,
            vocabulary=vocabulary,
        )
    ranked = learning.moved(program, plan, ranked, running)
    limits = program.thresholds(plan.id)
    offered = [each for each in ranked if each.score >= limits.least(each.item)]
    with bar("Finding the sentences that matched") as watch:
        reasons = explained(
            offered,
            plan,
            running,
            queries=program.queries,
            documents=lambda texts: program.documents(texts, progress=watch),
            vocabulary=vocabulary,
        )
    return reasons + [each for each in ranked if each.score < limits.least(each.item)]


def _fingerprint(program: Program, plan: Plan, running: list[Candidate]) -> str:
    """What the matches of a plan depend on, in one hash."""
    return hashlib.sha256("\n".join(_inputs(program, plan, running)).encode()).hexdigest()


def _inputs(program: Program, plan: Plan, running: list[Candidate]) -> Iterator[str]:
    yield f"{program.encoder.name} {program.settings.worth_a_look} {fusion.VERSION} {evidence.VERSION}"
    yield json.dumps(program.thresholds(plan.id).of_item, sort_keys=True)
    yield from learning.inputs(program, plan)
    yield json.dumps(asdict(plan), sort_keys=True, default=str)
    yield screening.rules(plan)
    for each in running:
        yield f"{each.call.source} {each.call.reference} {each.version}"

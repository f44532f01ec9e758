"""Calls that the plan's applicant may not apply for: which, why, and an officer's word against the rules."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from convoca import planning
from convoca.wiring import Program
from db import calls, matches, verdicts, votes
from db.calls import StoredCall
from db.engine import reading, transaction
from db.verdicts import Key
from domain.call import Call
from domain.eligibility import Answer, Override, Verdict
from domain.errors import Problem
from domain.plan import Plan
from matcher.eligibility.screen import screen


class NoSuchExclusion(Problem):
    """Raised where a call is to be decided upon that cannot be found."""


@dataclass(frozen=True, slots=True)
class Excluded:
    """A call that is not offered, and the projects that it fits by its text."""

    plan: Plan
    call: Call
    verdict: Verdict
    projects: tuple[str, ...]


def excluded(program: Program) -> list[Excluded]:
    """The running calls whose verdict is no; those that fit most projects first, then by identifier."""
    found = [each for plan in planning.current(program) for each in _excluded(program, plan)]
    return sorted(found, key=lambda each: (-len(each.projects), each.call.identifier, each.call.source))


def decide(program: Program, text: str, answer: Answer, *, why: str = "") -> str:
    """Let this answer hold for the call in every plan, whatever the rules say; return what holds."""
    found = _named(program, text)
    plans = planning.current(program)
    with transaction(program.engine) as session:
        for plan in plans:
            for key in map(_key, found):
                said = Override(answer, _officer(plan), why)
                verdicts.say(session, plan.id, key, said, now=program.now)
    return f"{found[0].call.title}: {_WORDS[answer]}."


def reset(program: Program, text: str) -> str:
    """Let the rules hold for the call again, in every plan; return what holds."""
    found = _named(program, text)
    plans = planning.current(program)
    with transaction(program.engine) as session:
        done = [verdicts.take_back(session, plan.id, key) for plan in plans for key in map(_key, found)]
    if not any(done):
        raise NoSuchExclusion(f"Nobody has decided on {text}: the rules hold for it already.")
    return f"{found[0].call.title}: the rules hold again."


def _key(stored: StoredCall) -> Key:
    return stored.call.source, stored.call.reference


_WORDS = {
    Answer.YES: "brought back; it is offered like any other call from now on",
    Answer.NO: "not offered from now on",
    Answer.UNCLEAR: "unclear, and offered",
}


def sentences(found: list[Excluded]) -> Iterator[str]:
    """A paragraph a call: what it is, the rule that excludes it with the funder's words, and how to bring it back."""
    for each in found:
        yield f"{each.call.identifier}: {each.call.title}"
        yield f"    {_because(each.verdict)}"
        if each.projects:
            yield f"    It fits {', '.join(each.projects)} by its text."
    if not found:
        yield "No call is excluded."
    else:
        many = "1 call is" if len(found) == 1 else f"{len(found)} calls are"
        yield f"{many} not offered. To bring one back: convoca excluded --bring-back IDENTIFIER"


def doubted(program: Program) -> Iterator[str]:
    """What people turned down as not eligible against the rules: for the officer to decide, never by itself a no."""
    for plan in planning.current(program):
        with reading(program.engine) as session:
            screened, said = verdicts.of_plan(session, plan.id), votes.not_eligible(session, plan.id)
            known = calls.some(session, [(each.source, each.reference) for each in said])
        names = {each.id: each.name for each in plan.people}
        for vote in said:
            key = vote.source, vote.reference
            verdict = screened.get(key)
            if verdict and not verdict.said and verdict.answer is not Answer.NO:
                call, note = known[key].call.identifier, f" ({vote.note})" if vote.note else ""
                yield (
                    f"{names.get(vote.person, vote.person)} says that we may not apply for {call}{note}; the rules say "
                    f"{verdict.answer}. To agree: convoca excluded --exclude {call}"
                )


def rule_by_rule(program: Program, plan: Plan, stored: StoredCall) -> Iterator[str]:
    """Whether the applicant may apply: as a whole, then each rule with the words it rests on."""
    with reading(program.engine) as session:
        said = verdicts.overrides(session, plan.id).get(_key(stored))
    verdict = replace(screen(stored.call, plan.applicant), said=said)
    by = f"{said.by} says so" if said else "by its text; only the funder's page is binding"
    yield f"May {plan.applicant.name} apply? {verdict.answer.capitalize()}, {by}."
    if said and said.answer is not verdict.by_rules:
        yield f"  The rules alone say {verdict.by_rules}. {said.why}".rstrip()
    for each in verdict.findings:
        yield f"  {each.rule}: {each.answer}, {each.reason}"
        if each.quotation:
            yield f"        the call: {' '.join(each.quotation.text.split())}"


def _excluded(program: Program, plan: Plan) -> Iterator[Excluded]:
    limits = program.thresholds(plan.id)
    with reading(program.engine) as session:
        screened = verdicts.of_plan(session, plan.id)
        shut = {key: verdict for key, verdict in screened.items() if verdict.answer is Answer.NO}
        known = calls.some(session, shut)
        fitting: dict[Key, set[str]] = defaultdict(set)
        for each in matches.of_plan(session, plan.id):
            if each.score >= limits.least(each.item):
                fitting[each.source, each.reference].add(each.item)
    for key, verdict in shut.items():
        projects = tuple(each.id for each in plan.projects if each.key in fitting[key])
        yield Excluded(plan, known[key].call, verdict, projects)


def _because(verdict: Verdict) -> str:
    if verdict.said:
        return f"{verdict.said.by} said so. {verdict.said.why}".rstrip()
    finding = verdict.against[0]
    words = f" The call: {' '.join(finding.quotation.text.split())}" if finding.quotation else ""
    return f"No by the rule on {finding.rule}: {finding.reason}.{words}"


def _named(program: Program, text: str) -> list[StoredCall]:
    with reading(program.engine) as session:
        found = calls.find(session, text)
    if not found:
        raise NoSuchExclusion(
            f"No call has the identifier or reference {text!r}: convoca excluded lists those that are not offered."
        )
    return found


def _officer(plan: Plan) -> str:
    return plan.person(plan.officer).name if plan.officer else "the officer"

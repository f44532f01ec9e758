"""The page of a call: facts, text with the evidence in place, versions, eligibility, and why it is offered or not."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fastapi import APIRouter, Request
from sqlalchemy.orm import Session
from starlette.responses import Response

from db import calls, funded, matches, merges, people, plans, told, verdicts, votes
from db.calls import CallVersion, StoredCall
from db.engine import reading
from db.told import Telling
from domain.by_hand import SOURCE
from domain.call import Call
from domain.change import differences
from domain.eligibility import Verdict
from domain.match import Match, Thresholds
from domain.people import Role
from domain.plan import Plan, Project
from domain.vote import LONGEST_NOTE, Reason, Vote, Word, last_words
from web.application_rights import writable
from web.differences import Difference, How, readable
from web.errors import NotThere
from web.formats import Formats
from web.language import translations
from web.marked import Piece, marked
from web.notices import notice
from web.permissions import RULES
from web.project_rights import speaks_for
from web.rendering import show
from web.thresholds import thresholds
from web.visitor import Visiting, Visitor
from web.window import Here, Window

router = APIRouter()
FUNDED = 6
"""Funded projects shown beside a call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How the call stands with one project."""

    project: Project
    threshold: float
    """From which score on it is told of calls."""
    match: Match | None
    vote: Vote | None
    told: tuple[tuple[str, Telling], ...]
    """The name of who was told, and of what."""
    mine: bool
    """Whether the visitor may say something of it."""
    may_begin: bool
    """Whether the visitor may begin an application of it: a manager may, who has no word on the match."""

    @property
    def telling(self) -> bool:
        """Whether there is something to show: a match that is mailed, a word that was said, somebody who was told."""
        return bool(self.vote or self.told or (self.match and self.match.score >= self.threshold))


@dataclass(frozen=True, slots=True)
class Step:
    """A version and what it changed; nothing for the first."""

    version: CallVersion
    differences: tuple[Difference, ...]


@router.get("/calls/{source}/{reference:path}", name="call")
def call(request: Request, window: Here, visitor: Visiting, source: str, reference: str, done: str = "") -> Response:
    """Everything that is known of a call."""
    with reading(window.engine) as session:
        stored = known(session, source, reference)
        plan = plans.get(session, visitor.known.plan)
        limits = thresholds(session, window, visitor.known.plan)
        fits = [] if plan is None else list(_fits(session, window, visitor, plan, stored, limits=limits))
        verdict = (
            None
            if plan is None
            else verdicts.of_calls(session, plan.id, [(source, reference)]).get((source, reference))
        )
        steps = _steps(calls.versions(session, source, reference), visitor.language)
        others = merges.other_readings(session, stored)
        before = funded.similar(session, stored.call, limit=FUNDED)
        any_funded = bool(before) or funded.count(session) > 0
    return show(
        request,
        "call.jinja",
        stored=stored,
        call=stored.call,
        parts=_parts(stored.call, [each.match for each in fits if each.match], verdict),
        fits=[each for each in fits if each.telling],
        others_of_plan=[each for each in fits if not each.telling],
        verdict=verdict,
        steps=steps,
        hows=How,
        others=others,
        similar=window.search.similar(source, reference, now=window.clock()),
        funded=before,
        any_funded=any_funded,
        strength=limits.strength,
        by_hand=SOURCE,
        may_amend=visitor.covers(RULES["by-hand"].least or Role.OFFICER),
        words=tuple(Word),
        reasons=tuple(Reason),
        longest=LONGEST_NOTE,
        notice=notice(done),
    )


def known(session: Session, source: str, reference: str) -> StoredCall:
    stored = calls.one(session, source, reference)
    if stored is None:
        raise NotThere
    return stored


def _fits(
    session: Session, window: Window, visitor: Visitor, plan: Plan, stored: StoredCall, *, limits: Thresholds
) -> Iterator[Fit]:
    """Every project of the plan beside the call, the best match first."""
    source, reference = stored.call.source, stored.call.reference
    found = {each.item: each for each in matches.of_call(session, plan.id, source=source, reference=reference)}
    every = last_words(votes.of_plan(session, plan.id))
    said = {item: each for (item, *where), each in every.items() if where == [source, reference]}
    tellings = told.of_call(session, plan.id, source=source, reference=reference)
    names = {each.id: each.name for each in people.everyone(session)}
    theirs = speaks_for(session, plan, visitor.known, now=window.clock())
    begun = writable(session, plan, visitor.known, now=window.clock())
    for project in sorted(plan.projects, key=lambda each: -(found[each.key].score if each.key in found else 0)):
        yield Fit(
            project=project,
            threshold=limits.least(project.key),
            match=found.get(project.key),
            vote=said.get(project.key),
            told=tuple((names.get(each.person, each.person), each) for each in tellings.get(project.key, ())),
            mine=project.id in theirs,
            may_begin=project in begun,
        )


def _steps(versions: Sequence[CallVersion], language: str) -> list[Step]:
    """The versions, the newest first, each with what it changed."""
    say = translations(language)
    formats = Formats(language, say)
    changes = [(), *(differences(old.call, new.call) for old, new in pairwise(versions))]
    return [
        Step(version, tuple(readable(changed, formats, say.gettext)))
        for version, changed in zip(versions, changes, strict=True)
    ][::-1]


def _parts(call: Call, found: Iterable[Match], verdict: Verdict | None) -> list[list[tuple[Piece, ...]]]:
    """The parts of the text in paragraphs, marked where a match or a rule quotes them."""
    spans: dict[int | None, list[tuple[int, int]]] = {}
    for each in (pair for match in found for pair in match.evidence):
        if _at(call, each.part, each.start, each.call_text):
            spans.setdefault(each.part, []).append((each.start, each.start + len(each.call_text)))
    for quoted in (each.quotation for each in (verdict.findings if verdict else ()) if each.quotation):
        if quoted.part is not None and quoted.stands_in(call):
            spans.setdefault(quoted.part, []).append((quoted.start, quoted.start + len(quoted.text)))
    return [list(marked(part.text, spans.get(index, ()))) for index, part in enumerate(call.parts)]


def _at(call: Call, part: int | None, start: int, text: str) -> bool:
    """Whether a quotation still stands there: it may be of an earlier version."""
    return part is not None and part < len(call.parts) and call.parts[part].text.startswith(text, start)

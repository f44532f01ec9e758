"""What the votes of people teach: matches moved by it, why nothing is learnt, and what to look at besides."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from convoca.wiring import Program
from db import calls, matches, votes
from db.engine import reading
from domain.call import Call
from domain.match import Match
from domain.plan import Plan, PlanItem
from domain.vote import Vote
from matcher import feedback
from matcher.feedback import Label, Lesson, adjusted, call_vectors, explore, learn
from matcher.rank import Candidate


def lessons(program: Program, plan: Plan) -> dict[str, Lesson]:
    """What the votes teach, by plan item; items of which nothing is learnt are left out."""
    with reading(program.engine) as session:
        known = {item: _labels(session, own) for item, own in votes.teaching(session, plan.id).items()}
    learnt = {item: learn(labels, documents=program.documents) for item, labels in known.items()}
    return {item: lesson for item, lesson in learnt.items() if lesson}


def moved(program: Program, plan: Plan, found: Sequence[Match], running: Sequence[Candidate]) -> list[Match]:
    """The matches, moved by what the votes teach."""
    by_key = {(each.call.source, each.call.reference): each.call for each in running}
    return adjusted(found, lessons(program, plan), by_key, documents=program.documents)


def inputs(program: Program, plan: Plan) -> Iterator[str]:
    """What the ranking of a plan depends on as far as votes go, a line each."""
    yield f"votes {feedback.VERSION}"
    with reading(program.engine) as session:
        taught = votes.teaching(session, plan.id)
    for item in sorted(taught):
        yield from sorted(f"{item} {each.source} {each.reference} {each.likes}" for each in taught[item])


def why_nothing(program: Program, plan: Plan, item: PlanItem) -> str | None:
    """Why the votes for an item teach nothing, in a clause; ``None`` where they do, or where there are none."""
    with reading(program.engine) as session:
        if not votes.of_item(session, plan.id, item.key):
            return None
        labels = _labels(session, votes.teaching(session, plan.id).get(item.key, []))
    return feedback.nothing_learnt(labels)


def exploring(program: Program, plan: Plan, item: PlanItem) -> list[tuple[Match, Call]]:
    """Up to three calls just below the threshold, unlike those that were voted on: for the project's own page only."""
    threshold = program.thresholds(plan.id).least(item.key)
    with reading(program.engine) as session:
        voted = sorted({each.key[1:] for each in votes.of_item(session, plan.id, item.key)})
        found = matches.of_item(session, plan.id, item.key)
        below = [each for each in found if each.score < threshold and (each.source, each.reference) not in voted]
        near = below[: feedback.JUST_BELOW]
        keys = [(each.source, each.reference) for each in near]
        known = {key: each.call for key, each in calls.some(session, [*keys, *voted]).items()}
    vectors = call_vectors([known[each] for each in keys], documents=program.documents)
    seen = call_vectors([known[each] for each in voted], documents=program.documents)
    chosen = explore(near, dict(zip(keys, vectors, strict=True)), list(seen), threshold=threshold)
    return [(each, known[each.source, each.reference]) for each in chosen]


def _labels(session: Session, taught: Sequence[Vote]) -> list[Label]:
    known = calls.some(session, [(each.source, each.reference) for each in taught])
    found = ((each, known.get((each.source, each.reference))) for each in taught)
    return [Label(stored.call, each.likes is True) for each, stored in found if stored]

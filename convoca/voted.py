"""What was said of a call for a plan item, and what votes changed in its score, in sentences."""

from collections.abc import Iterator

from convoca import learning
from convoca.wiring import Program
from db import votes
from db.engine import reading
from domain.call import Call
from domain.match import Learnt, Match
from domain.plan import Plan, PlanItem
from domain.vote import Vote, last_words


def cast(program: Program, plan: Plan, item: PlanItem, call: Call) -> Iterator[str]:
    """A sentence for each vote on the call for the item, in the order in which they were cast."""
    with reading(program.engine) as session:
        history = [each for each in votes.of_item(session, plan.id, item.key) if _on(each, call)]
        turned_down = (item.key, call.source, call.reference) in votes.dismissed(session, plan.id)
    standing = [*last_words(history).values()]
    names = {each.id: each.name for each in plan.people}
    for each in history:
        after = (
            f" Taken back on {each.taken_back_at:%Y-%m-%d}."
            if each.taken_back_at
            else ""
            if each in standing
            else " Superseded."
        )
        note = f" “{each.note}”" if each.note else ""
        yield f"{names.get(each.person, each.person)} said on {each.at:%Y-%m-%d}: {each.said}.{note}{after}"
    if any(each.dismisses for each in standing) and not turned_down:
        yield "It is back, because its deadline has moved out since."


def is_dismissed(program: Program, plan: Plan, match: Match) -> bool:
    """Whether the match is turned down for its item."""
    with reading(program.engine) as session:
        return (match.item, match.source, match.reference) in votes.dismissed(session, plan.id)


def changed(program: Program, plan: Plan, item: PlanItem, match: Match) -> Iterator[str]:
    """What the votes for the item changed in the score, and because of which calls; or why nothing is learnt."""
    if match.learnt is not None:
        yield _moved(match.learnt, match.score)
    elif why := learning.why_nothing(program, plan, item):
        yield f"Nothing is learnt from the votes yet: {why}."


def _moved(learnt: Learnt, score: float) -> str:
    voted = " and ".join(
        f"{each.title} was voted {each.word.replace('-', ' ')} (likeness {each.alike:.2f})" for each in learnt.because
    )
    return (
        f"Your votes moved it from {learnt.before:.2f} to {score:.2f}, by which it is placed and mailed. "
        f"Nearest to it: {voted}. Forget them with convoca vote --reset."
    )


def _on(vote: Vote, call: Call) -> bool:
    return (vote.source, vote.reference) == (call.source, call.reference)

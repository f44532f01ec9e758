"""What was said of a call for a plan item, and what votes changed in its score, in sentences."""

from collections.abc import Iterator

from convoca import learning
from convoca.wiring import Program
from db.standing import Kept
from domain.match import Learnt, Match
from domain.plan import Plan, PlanItem
from domain.vote import last_words


def cast(plan: Plan, kept: Kept) -> Iterator[str]:
    """A sentence for each vote on a call for an item, in the order in which they were cast."""
    standing = [*last_words(kept.votes).values()]
    names = {each.id: each.name for each in plan.people}
    for each in kept.votes:
        after = (
            f" Taken back on {each.taken_back_at:%Y-%m-%d}."
            if each.taken_back_at
            else ""
            if each in standing
            else " Superseded."
        )
        note = f" “{each.note}”" if each.note else ""
        yield f"{names.get(each.person, each.person)} said on {each.at:%Y-%m-%d}: {each.said}.{note}{after}"
    if any(each.dismisses for each in standing) and not kept.turned_down:
        yield "It is back, because its deadline has moved out since."


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

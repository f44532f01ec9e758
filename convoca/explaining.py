"""Why a call is, or is not, offered to a project: every step of the way, in sentences."""

from collections.abc import Iterator

from convoca import excluding, learning, listing, matching, voted
from convoca.elsewhere import elsewhere
from convoca.telling import when
from convoca.wiring import Program
from db import calls, standing
from db.calls import StoredCall
from db.engine import reading
from db.standing import Kept
from domain.call import Call
from domain.errors import Problem
from domain.match import Match
from domain.plan import ItemKind, Plan, PlanItem
from followup.standing import Bar, Standing, bar_to_match
from matcher.calibration import funded_share
from matcher.challenges import challenges_of
from matcher.rank import explained, learn_words, rank


class NoSuchCall(Problem):
    """Raised where a call is asked for that is not known."""


def explain(program: Program, call: str, item: str) -> Iterator[str]:
    """Yield sentences: what the call is, where it stands, how it scored and why, and who was told of it when."""
    plan, wanted = listing.item(program, item)
    for stored in _calls(program, call):
        yield from _about(stored, program)
        yield from elsewhere(program, stored)
        with reading(program.engine) as session:
            kept = standing.of_item(session, plan.id, wanted.key, stored)
        if barred := bar_to_match(stored.call, stored.merged_into, now=program.now):
            yield f"Not offered: {_unmatched(barred, stored, program)}."
        else:
            yield from _scored(program, plan, wanted, stored, kept)
        yield from excluding.rule_by_rule(program, plan, stored)
        yield from voted.cast(plan, kept)
        yield from _told(plan, kept)


def _calls(program: Program, text: str) -> list[StoredCall]:
    with reading(program.engine) as session:
        found = calls.find(session, text)
    if not found:
        raise NoSuchCall(
            f"No call has the identifier or reference {text!r}: look it up with convoca calls, or crawl first."
        )
    return found


def _about(stored: StoredCall, program: Program) -> Iterator[str]:
    call = stored.call
    yield f"{call.title}"
    yield f"{call.identifier}, {call.programme or 'programme not known'}, read at {call.source}: {call.url}"
    word = f" (the funder says {call.word})" if call.word != call.status(program.now) else ""
    ahead = call.deadlines.next(program.now)
    yield f"Status: {call.status(program.now)}{word}. Next deadline: {when(ahead)}."
    yield f"Known since {stored.first_seen:%Y-%m-%d}, version {stored.version}, last seen {stored.last_seen:%Y-%m-%d}."


def _unmatched(barred: Bar, stored: StoredCall, program: Program) -> str:
    """Why a call is not matched at all."""
    if barred is Bar.SHUT:
        return f"a call that is {stored.call.status(program.now)} is not matched"
    if barred is Bar.STALE:
        return (
            f"it was published on {stored.call.published_on:%Y-%m-%d}, more than a year ago, and nothing says that it "
            "still runs: no status, no deadline"
        )
    if barred is Bar.NO_FUNDING:
        return f"a {stored.call.kind} is not matched, it pays for nothing a plan asks for"
    return f"{stored.merged_into} is matched in its place"


def _scored(program: Program, plan: Plan, item: PlanItem, stored: StoredCall, kept: Kept) -> Iterator[str]:
    """Rank anew, as this moment's calls and plan stand; every vector is known already."""
    match, place, of = _match(program, plan, item, stored)
    limits = program.thresholds(plan.id)
    barred = Standing(
        call=stored.call,
        merged_into=stored.merged_into,
        match=match,
        verdict=kept.verdict,
        turned_down=kept.turned_down is not None,
    ).bar(limits, now=program.now)
    why = f"{barred}, " if barred in (Bar.NOT_ELIGIBLE, Bar.TURNED_DOWN) else ""
    moved = ", to which an officer moved it" if item.key in limits.of_item else ""
    yield (
        f"{'Not offered' if barred else 'Offered'} to {item.name()}: {why}{limits.strength(match.score, item.key)}, "
        f"place {place} of {of}. Score {match.calibrated:.2f}; a call is mailed from {limits.least(item.key):.2f} "
        f"on{moved} and strong from {limits.strong:.2f} on."
    )
    yield from voted.changed(program, plan, item, match)
    yield (
        f"Words {match.words:.2f}, meaning {match.meaning:.2f}. Of calls that stand out so far, readers judged that "
        "share worth a look. Of past projects with such a score, "
        f"{_in_a_hundred(funded_share(match.calibrated))} funded under this call. It is not the chance of being funded."
    )
    if match.through:
        yield f"It scores through {match.through}, which serves this {item.kind}."
    yield from _evidence(match)
    yield from _old_evidence(match, kept.match)
    if item.kind is not ItemKind.PROJECT:
        yield f"A {item.kind} is not mailed by itself: its projects are."
    yield _serves(plan, stored.call, program)


def _in_a_hundred(share: float) -> str:
    many = round(100 * share)
    return f"{many} in 100 {'was' if many == 1 else 'were'}" if many else "fewer than 1 in 100 was"


def _serves(plan: Plan, call: Call, program: Program) -> str:
    """The plan's challenges that the call serves by itself, and whose sentences say so."""
    (served,) = challenges_of(plan, [call], queries=program.queries, documents=program.documents)
    named = [f"{each.challenge} ({each.through or 'its own sentences'})" for each in served]
    return f"By its text the call serves {', '.join(named)}." if named else "By its text it serves no challenge."


def _match(program: Program, plan: Plan, item: PlanItem, stored: StoredCall) -> tuple[Match, int, int]:
    """The match of the call as it stands, its place, and of how many."""
    running = matching.candidates(program)
    embed = {"queries": program.queries, "documents": program.documents}
    vocabulary = learn_words(running, now=program.now)
    every = rank(plan, running, **embed, now=program.now, kept=len(running), vocabulary=vocabulary)
    ranked = learning.moved(program, plan, [each for each in every if each.item == item.key], running)
    place = [(each.source, each.reference) for each in ranked].index((stored.call.source, stored.call.reference))
    (match,) = explained([ranked[place]], plan, running, **embed, vocabulary=vocabulary)
    return match, place + 1, len(ranked)


def _evidence(match: Match) -> Iterator[str]:
    for each in match.evidence:
        yield f"  {each.similarity:.2f}  the plan: {each.item_text}"
        yield f"        the call: {each.call_text}"
    for sentence in match.uncovered:
        yield f"  not covered by this call: {sentence}"
    if match.telling_words:
        yield f"  Words of the call that weighed most: {', '.join(match.telling_words)}."


def _old_evidence(match: Match, kept: Match | None) -> Iterator[str]:
    """That what is kept, and was mailed, quotes an earlier version, if so."""
    if kept and kept.version < match.version:
        yield (
            f"This is version {match.version}. The sentences kept with the match were read in version {kept.version}; "
            "the call has changed since, and the next match reads it anew."
        )


def _told(plan: Plan, kept: Kept) -> Iterator[str]:
    names = {each.id: each.name for each in plan.people}
    if kept.since:
        yield f"A match since {kept.since:%Y-%m-%d}."
    for each in kept.told:
        who = names.get(each.person, each.person)
        yield f"{who} was told on {each.told_at:%Y-%m-%d} ({each.reason}, version {each.version})."
    for person, at in kept.offered:
        yield f"{names.get(person, person)} was offered it on {at:%Y-%m-%d}, by the link to all that fit."
    if not kept.told and not kept.offered:
        yield "Nobody has been told of it yet."

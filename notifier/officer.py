"""Decides what the officer is told: every call once with the projects it fits, and how things stand."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import timedelta

from domain.application import Stage
from domain.digest import Digest, DigestEntry, Fit, Overview, Reason, SearchSection, Trouble, Undecided, officers_item
from domain.eligibility import Answer
from domain.health import State
from domain.match import Match, Strength
from domain.plan import Person
from notifier.ahead import days_left, is_shut
from notifier.compose import put_together
from notifier.entries import Teller, key_of
from notifier.known import CallKey, Memory, World

LIMIT = 8
"""New calls that one mail shows: with what has changed and how things stand, ten minutes of reading."""
UNCLAIMED = 5
"""Calls that nobody took up which one mail shows."""
UNCLAIMED_AFTER = timedelta(days=14)
"""For how long a call has been known before its silence is pointed out: two weekly digests of its leads."""
DECIDED_BEFORE = 30
"""Days before the deadline of a call by which an application needs its go or no-go."""
TROUBLE = (State.FAILING, State.SILENT)


def compose_for_officer(
    person: Person,
    *,
    world: World,
    memory: Memory,
    strength: Callable[[Match], Strength],
    searches: Sequence[SearchSection] = (),
    limit: int = LIMIT,
) -> Digest:
    """Return what the officer of the plan is to be told, instead of a lead's digest of each project."""
    item = officers_item(world.plan.id)
    fits = _fits(world, strength)

    def of_best(match: Match) -> Strength:
        some = fits.get((match.source, match.reference))
        return some[0].strength if some else Strength.WEAK

    by_call = Teller(world=_by_call(world, item, fits), memory=memory, strength=of_best)
    best = [replace(some[0].match, item=item) for some in fits.values()]
    section, excluded = by_call.section(item, best, limit=limit)
    entries = tuple(replace(each, fits=fits.get(_call_of(each), ())) for each in section.entries)
    teller = Teller(world=world, memory=memory, strength=strength)
    digest = put_together(
        person,
        teller,
        sections=[replace(section, entries=entries, steps=tuple(world.steps))],
        excluded=excluded,
        searches=searches,
        projects=world.plan.projects,
    )
    return replace(digest, overview=_overview(teller, fits, shown={_call_of(each) for each in entries}))


def _fits(world: World, strength: Callable[[Match], Strength]) -> dict[CallKey, tuple[Fit, ...]]:
    """The projects that each call fits well enough, best first; where it fits none so, the best one."""
    projects = {each.key: each for each in world.plan.projects}
    every = [match for key in projects for match in world.matches.get(key, ())]
    found: dict[CallKey, list[Fit]] = {}
    # What is below a project's own threshold comes last, whatever its score.
    for match in sorted(every, key=lambda each: (strength(each) is Strength.WEAK, -each.score, each.item)):
        if key_of(match) not in world.dismissed:
            some = found.setdefault((match.source, match.reference), [])
            if not some or strength(match) is not Strength.WEAK:
                some.append(Fit(projects[match.item], match, strength(match)))
    return {key: tuple(some) for key, some in found.items()}


def _by_call(world: World, item: str, fits: Mapping[CallKey, tuple[Fit, ...]]) -> World:
    """The same world, in which all projects together are one item: it turns down what all of them do."""
    waited_for = {each[1:] for each in world.taken_up - world.sent}
    return replace(
        world,
        taken_up={(item, source, reference) for _, source, reference in world.taken_up},
        sent={
            (item, source, reference) for _, source, reference in world.sent if (source, reference) not in waited_for
        },
        dismissed={
            (item, source, reference) for _, source, reference in world.dismissed if (source, reference) not in fits
        },
    )


def _overview(teller: Teller, fits: Mapping[CallKey, tuple[Fit, ...]], *, shown: AbstractSet[CallKey]) -> Overview:
    unclaimed = [*_unclaimed(teller, fits, shown)]
    troubled = {name: each for name, each in teller.world.health.items() if each.state in TROUBLE}
    return Overview(
        unclaimed=tuple(unclaimed[:UNCLAIMED]),
        more_unclaimed=max(0, len(unclaimed) - UNCLAIMED),
        undecided=tuple(sorted(_undecided(teller.world), key=lambda each: (each.deadline.on, each.application))),
        troubled=tuple(Trouble(name, each) for name, each in sorted(troubled.items())),
    )


def _unclaimed(
    teller: Teller, fits: Mapping[CallKey, tuple[Fit, ...]], shown: AbstractSet[CallKey]
) -> Iterator[DigestEntry]:
    """The strong matches that have been known for a while, best first; what this mail tells anyway is left out."""
    world = teller.world
    for key, some in sorted(fits.items(), key=lambda each: (-each[1][0].match.score, each[0])):
        waits = world.first_seen[key] <= world.now - UNCLAIMED_AFTER and not is_shut(world.calls[key], now=world.now)
        silent = key not in world.spoken_of and key not in shown
        entry = teller.entry(some[0].match, Reason.NEW)
        may_apply = not (entry.verdict and entry.verdict.answer is Answer.NO)
        if some[0].strength is Strength.STRONG and waits and silent and may_apply:
            yield replace(entry, fits=some)


def _undecided(world: World) -> Iterator[Undecided]:
    """The applications without a go or no-go whose call closes soon."""
    projects = {each.id: each for each in world.plan.projects}
    for id, application in world.applications.items():
        call = world.calls.get((application.source or "", application.reference or ""))
        deadline = call and call.deadlines.next(world.now)
        if (
            deadline
            and application.stage in (Stage.IDEA, Stage.GO_OR_NO_GO)
            and application.project in projects
            and days_left(deadline, world.now) <= DECIDED_BEFORE
        ):
            project = projects[application.project]
            yield Undecided(application=id, title=application.title, project=project, deadline=deadline)


def _call_of(entry: DigestEntry) -> CallKey:
    return entry.call.source, entry.call.reference

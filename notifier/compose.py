"""Decides what one person is told this time, project by project."""

from collections.abc import Callable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from domain.digest import Digest, DigestSection, Exclusion, Nearest, SearchSection
from domain.match import Match, Strength
from domain.plan import Person, Project
from notifier.ahead import deadline_soon, is_shut
from notifier.entries import Teller, key_of
from notifier.known import Memory, Reminder, World

LIMIT = 5
"""New matches of a project that one mail shows."""


def compose(
    person: Person,
    *,
    world: World,
    memory: Memory,
    projects: AbstractSet[str],
    strength: Callable[[Match], Strength],
    searches: Sequence[SearchSection] = (),
    limit: int = LIMIT,
) -> Digest:
    """Return what this person is to be told of these projects of the plan; perhaps that there is nothing new."""
    teller = Teller(world=world, memory=memory, strength=strength)
    ours = [each for each in world.plan.projects if each.id in projects]
    sections: list[DigestSection] = []
    excluded: list[Exclusion] = []
    for project in ours:
        section, barred = teller.section(project.key, world.matches.get(project.key, ()), project=project, limit=limit)
        sections.append(replace(section, steps=tuple(each for each in world.steps if each.project.id == project.id)))
        excluded += barred
    return put_together(person, teller, sections=sections, excluded=excluded, searches=searches, projects=ours)


def put_together(
    person: Person,
    teller: Teller,
    *,
    sections: Sequence[DigestSection],
    excluded: Iterable[Exclusion],
    searches: Sequence[SearchSection],
    projects: Sequence[Project],
) -> Digest:
    """Make a digest of its parts: what is empty is left out, and every item of which nothing waits is settled."""
    world = teller.world
    digest = Digest(
        person=person,
        plan=world.plan.id,
        now=world.now,
        examined=world.examined,
        sections=tuple(each for each in sections if each.entries or each.steps),
        searches=tuple(each for each in searches if each.finds),
        excluded=tuple({(each.call.source, each.call.reference): each for each in excluded}.values()),
        settled=(*(each.item for each in sections if not each.more), *(each.item for each in searches)),
        linked=(
            *(key_of(match) for section in sections for match in section.linked),
            *((each.item, *key) for each in searches for key in each.linked),
        ),
    )
    return digest if digest.has_news else replace(digest, nearest=_nearest(teller, projects))


def reminded_by(digest: Digest) -> tuple[Reminder, ...]:
    """Return the near deadlines that this digest names, whatever the reason of their entries: said once is enough."""
    return tuple(
        (*key_of(entry.match), deadline.on)
        for entry in digest.entries
        if (deadline := deadline_soon(entry.call, now=digest.now))
    )


def _nearest(teller: Teller, projects: Sequence[Project]) -> Nearest | None:
    """The best call that stays below what the person wants to be told of."""
    world = teller.world
    below = [
        (match, project)
        for project in projects
        for match in world.matches.get(project.key, ())
        if teller.strength(match) is Strength.WEAK
        and key_of(match) not in world.dismissed
        and not is_shut(world.calls[match.source, match.reference], now=world.now)
    ]
    if not below:
        return None
    best, project = max(below, key=lambda each: (each[0].score, each[0].reference))
    return Nearest(world.calls[best.source, best.reference], project)

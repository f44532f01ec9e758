"""Who might join an application: bodies that took part in what was funded before, those the plan looks to first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from domain.application import Partner
from domain.funded import BodyKind, Nearness, Participant, SimilarProject
from domain.plan import Plan, Spelling
from domain.query import words_of


class Tie(StrEnum):
    """What ties a body to the plan, the closest first."""

    PRIORITY = "priority of the plan"
    FURTHER = "named in the plan"
    NETWORK = "network of the plan"
    PUBLIC = "public body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consortium:
    """How many must apply together, and who is on board."""

    entities: int
    """Independent bodies, each of another country; 0: not known."""
    aboard: tuple[Partner, ...]
    """Ourselves first."""
    counting: Collection[str]
    """Countries that are sure to count."""

    @property
    def countries(self) -> frozenset[str]:
        """Those on board, as far as they are known."""
        return frozenset(each.country.upper() for each in self.aboard if each.country)

    @property
    def missing(self) -> int:
        """How many more countries it takes."""
        return max(0, self.entities - len(self.countries.intersection(self.counting)))

    def furthered_by(self, country: str) -> bool:
        """Whether a body of that country brings a country that is missing."""
        return self.missing > 0 and country in self.counting and country not in self.countries


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """A body that might join, and the funded projects that speak for it."""

    name: str
    city: str
    country: str
    tie: Tie
    place: str
    """The place or network as the plan has it; empty for a public body that it does not name."""
    completes: bool
    """Whether it brings a country that the consortium still lacks."""
    projects: tuple[SimilarProject, ...]
    """At least one, the nearest first."""
    coordinated: int
    """How many of these it led."""


def suggestions(
    plan: Plan,
    similar: Sequence[SimilarProject],
    participants: Iterable[Participant],
    *,
    consortium: Consortium,
) -> list[Suggestion]:
    """Bodies of the plan's places and networks, then other public ones; each with the projects it took part in.

    ``similar`` comes the nearest first, and ``participants`` are theirs. What completes the consortium comes first
    among equals, then what is nearest, then what took part most often. Who is on board is not suggested.
    """
    nearest = {each.project.id: (place, each) for place, each in enumerate(similar)}
    known = _known(plan)
    aboard = {_squeezed(each.name) for each in consortium.aboard}
    of_body: dict[str, list[Participant]] = defaultdict(list)
    for each in participants:
        if each.project in nearest and _squeezed(each.name) not in aboard:
            of_body[each.organisation].append(each)
    found = [
        _suggestion(theirs, *tied, nearest=nearest, consortium=consortium)
        for theirs in of_body.values()
        if (tied := _tie(theirs[0], known))
    ]
    ties, nears = list(Tie), list(Nearness)
    return sorted(
        found,
        key=lambda each: (
            ties.index(each.tie),
            not each.completes,
            nears.index(each.projects[0].nearness),
            -len(each.projects),
            each.name,
        ),
    )


def _suggestion(
    theirs: Sequence[Participant],
    tie: Tie,
    place: str,
    *,
    nearest: Mapping[str, tuple[int, SimilarProject]],
    consortium: Consortium,
) -> Suggestion:
    body = theirs[0]
    projects = [nearest[id] for id in {each.project for each in theirs}]
    return Suggestion(
        name=body.name,
        city=body.city,
        country=body.country,
        tie=tie,
        place=place,
        completes=consortium.furthered_by(body.country),
        projects=tuple(each for _, each in sorted(projects, key=lambda pair: pair[0])),
        coordinated=sum(each.coordinates for each in theirs),
    )


def _known(plan: Plan) -> list[tuple[Tie, Spelling]]:
    """The places and networks of the plan as registers write them, the closest tie first."""
    written = {each.of: each for each in plan.spellings}
    named = [
        *((Tie.PRIORITY, name) for area in plan.areas for name in area.priority),
        *((Tie.FURTHER, name) for area in plan.areas for name in area.further),
        *((Tie.NETWORK, name) for name in plan.networks),
    ]
    return [(tie, written.get(name) or Spelling(of=name, names=(name,))) for tie, name in named]


def _tie(body: Participant, known: Iterable[tuple[Tie, Spelling]]) -> tuple[Tie, str] | None:
    """What ties a body to the plan; ``None`` where nothing does and it is no public one either."""
    public = body.kind is BodyKind.PUBLIC
    for tie, spelling in known:
        if spelling.country not in (None, body.country):
            continue
        if tie is Tie.NETWORK and _is_named(body.name, spelling.names):
            return tie, spelling.of
        if tie is not Tie.NETWORK and public and (_is_in(body, spelling) or _is_named(body.name, spelling.names)):
            return tie, spelling.of
    return (Tie.PUBLIC, "") if public else None


def _is_in(body: Participant, spelling: Spelling) -> bool:
    return _squeezed(body.city) in {_squeezed(each) for each in spelling.names}


def _is_named(name: str, wanted: Iterable[str]) -> bool:
    """Whether a name holds the words of one of those wanted, in their order."""
    return any(f" {_squeezed(each)} " in f" {_squeezed(name)} " for each in wanted)


def _squeezed(text: str) -> str:
    return " ".join(words_of(text))

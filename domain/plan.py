"""An institution's strategic plan, as data: lines, challenges, strategic projects, and who owns them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Self
from zoneinfo import ZoneInfo

INSTITUTION_ZONE = ZoneInfo("Europe/Madrid")
"""In which the institution's weeks begin, and what happened here is told."""


def institution_day(now: datetime) -> date:
    """The day it is then where the institution is."""
    return now.astimezone(INSTITUTION_ZONE).date()


Localised = Mapping[str, str]
"""A text by language code ("ca", "es", "en")."""


def in_language(text: Localised, language: str) -> str:
    """The text in that language, else in English, else in whatever there is."""
    return text.get(language) or text.get("en") or next(iter(text.values()))


class ItemKind(StrEnum):
    """The parts of a plan that a call can match."""

    LINE = "line"
    CHALLENGE = "challenge"
    PROJECT = "project"


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who gets a digest."""

    id: str
    name: str
    email: str
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanItem:
    """A strategic line, a challenge or a strategic project: what it is called and what it says."""

    kind: ItemKind
    id: str
    """Unique within its kind."""
    title: Localised
    sentences: tuple[str, ...]
    """Its own sentences in ``language``, in order; what is matched, after the title."""
    language: str = "en"
    translations: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The same sentences in other languages, by language code."""
    established: bool = True
    """False where the source for the wording is not settled."""

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.id}"

    def name(self, language: str = "en") -> str:
        """The title, as :func:`in_language` chooses."""
        return in_language(self.title, language)

    def in_english(self) -> Self:
        """The same item with its English sentences, where it has any."""
        english = self.translations.get("en")
        return replace(self, sentences=english, language="en", translations={}) if english else self


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(PlanItem):
    """A strategic project, owned by somebody."""

    kind: ItemKind = ItemKind.PROJECT
    owner: str
    lines: tuple[str, ...] = ()
    challenges: tuple[str, ...] = ()
    illustrative: bool = False
    """Invented to show the tool, not taken from the plan; said wherever the project is shown."""


@dataclass(frozen=True, slots=True)
class Objective:
    """What the plan is for. ``established`` is false where the wording could not be checked."""

    text: str
    established: bool = True


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the world the plan looks to, with the metropolises it names there."""

    id: str
    name: str
    priority: tuple[str, ...] = ()
    further: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Spelling:
    """How European registers write a place or a network of the plan."""

    of: str
    """The name as an area or the networks have it."""
    country: str | None = None
    """Two letters; ``None`` for a network, which may be registered anywhere."""
    names: tuple[str, ...]
    """Of cities and of organisations, instead of the name in the plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Applicant:
    """The legal entity that signs."""

    name: str
    kind: str
    country: str
    nuts: tuple[str, ...]
    can_coordinate: bool
    population: int | None = None
    municipalities: int | None = None
    competences: tuple[str, ...] = ()
    beyond_competences: tuple[str, ...] = ()
    memberships: tuple[str, ...] = ()
    """Networks and labels it holds that calls ask for, by the funder's name."""
    outside: tuple[str, ...] = ()
    """Those it is known not to hold. What stands in neither list is not known."""
    own_share: float | None = None
    """The largest share of a project's costs that it has paid itself, 0 to 1; ``None``: not known."""
    project_least: int | None = None
    """EUR below which a grant is not worth the work; ``None``: none is too small."""
    project_most: int | None = None
    """EUR of the largest project it has carried; ``None``: not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """One plan of one institution for one period."""

    id: str
    title: Localised
    institution: str
    starts: date
    ends: date
    general_objective: Objective
    specific_objectives: tuple[Objective, ...]
    applicant: Applicant
    people: tuple[Person, ...]
    lines: tuple[PlanItem, ...]
    challenges: tuple[PlanItem, ...]
    projects: tuple[Project, ...]
    areas: tuple[Area, ...] = ()
    networks: tuple[str, ...] = ()
    spellings: tuple[Spelling, ...] = ()
    alliances: tuple[str, ...] = ()
    officer: str | None = None
    """The person who runs the service."""

    def name(self, language: str = "en") -> str:
        """The title, as :func:`in_language` chooses."""
        return in_language(self.title, language)

    def in_english(self) -> Self:
        """The same plan with the English sentences of every item that has any."""
        return replace(
            self,
            lines=tuple(each.in_english() for each in self.lines),
            challenges=tuple(each.in_english() for each in self.challenges),
            projects=tuple(each.in_english() for each in self.projects),
        )

    def items(self) -> Iterator[PlanItem]:
        """Everything that can be matched: projects, then challenges, then lines."""
        yield from self.projects
        yield from self.challenges
        yield from self.lines

    def person(self, id: str) -> Person:
        return next(each for each in self.people if each.id == id)

    def projects_of(self, item: PlanItem) -> tuple[Project, ...]:
        """The projects that serve a line or a challenge; a project serves itself."""
        match item.kind:
            case ItemKind.LINE:
                return tuple(each for each in self.projects if item.id in each.lines)
            case ItemKind.CHALLENGE:
                return tuple(each for each in self.projects if item.id in each.challenges)
            case _:
                return tuple(each for each in self.projects if each.id == item.id)


@dataclass(frozen=True, slots=True)
class PlanVersion:
    """A plan as it stood after an import."""

    plan: Plan
    number: int
    changed: bool = field(default=True)
    """Whether this import made a new version."""

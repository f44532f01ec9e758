"""What was funded before: projects, who took part in them, and how near one is to a call."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

CORDIS = "https://cordis.europa.eu/project/id/"
"""Where the European Union shows what it funds in research, by the number of the grant."""


class Nearness(StrEnum):
    """Why a funded project is shown beside a call, the nearest first."""

    TOPIC = "same topic"
    GROUP = "same call group"
    TEXT = "similar text"


class BodyKind(StrEnum):
    """What CORDIS calls the type of activity of an organisation."""

    PUBLIC = "PUB"
    EDUCATION = "HES"
    RESEARCH = "REC"
    COMPANY = "PRC"
    OTHER = "OTH"


@dataclass(frozen=True, slots=True, kw_only=True)
class FundedProject:
    """A project that got a grant."""

    id: str
    """The number of the grant."""
    acronym: str
    title: str
    programme: str
    topic: str
    """In upper case; empty where it is not said."""
    group: str
    """The call group, in upper case; empty where it is not said."""
    starts_on: date | None = None
    ends_on: date | None = None
    objective: str = ""

    @property
    def url(self) -> str:
        return CORDIS + self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """An organisation in a funded project."""

    project: str
    organisation: str
    """The number by which the Commission knows it."""
    name: str
    kind: BodyKind
    city: str
    country: str
    """Two letters, as ISO 3166 has them."""
    coordinates: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarProject:
    """A funded project beside a call."""

    project: FundedProject
    nearness: Nearness
    alike: float | None = None
    """Cosine of the two texts, -1 to 1, where these made it similar."""
    participants: int

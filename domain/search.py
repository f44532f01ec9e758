"""A search as it was asked, and what was found: rows, counts, what was understood and what would widen it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from domain.call import Call, Status
from domain.query import Query

PAGE = 20
"""Calls on a page."""


class Sort(StrEnum):
    """The order of what was found."""

    RELEVANCE = "relevance"
    """Identifiers first, then words and meaning together; without a text, the score."""
    SCORE = "score"
    """How well a call fits the chosen projects, or any."""
    DEADLINE = "deadline"
    """The next deadline first; calls without one follow."""
    NEWEST = "newest"
    """Those first that have been known for the shortest time."""


class Facet(StrEnum):
    """A question whose answers narrow a search. The word is the name in an address."""

    PROJECT = "project"
    LINE = "line"
    CHALLENGE = "challenge"
    STATUS = "status"
    WINDOW = "deadline"
    VERDICT = "verdict"
    PROGRAMME = "programme"
    SOURCE = "source"
    KIND = "kind"
    ACTION = "action"
    BUDGET = "budget"


class Window(StrEnum):
    """When the next deadline is. The first four hold one another; the last three hold what none of them does."""

    WEEK = "week"
    TWO_WEEKS = "two-weeks"
    MONTH = "month"
    THREE_MONTHS = "three-months"
    LATER = "later"
    UNKNOWN = "none-known"
    PASSED = "passed"


DAYS = {Window.WEEK: 7, Window.TWO_WEEKS: 14, Window.MONTH: 30, Window.THREE_MONTHS: 91}
"""How many days ahead a window reaches."""


class Band(StrEnum):
    """What one project can get, in euros; a limit belongs to the band above it."""

    SMALL = "under-100k"
    MODEST = "100k-500k"
    MIDDLE = "500k-2m"
    LARGE = "2m-5m"
    VAST = "5m-and-more"
    FOREIGN = "other-currency"
    UNSTATED = "not-stated"


BANDS = ((100_000, Band.SMALL), (500_000, Band.MODEST), (2_000_000, Band.MIDDLE), (5_000_000, Band.LARGE))
"""Below which amount a budget is in which band."""

RUNNING = (Status.OPEN, Status.FORTHCOMING, Status.UNKNOWN)
"""What can still be applied to, as far as is known."""

Filters = Mapping[Facet, frozenset[str]]
"""The chosen values of each facet; several of one facet widen it, several facets narrow."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One search."""

    text: str = ""
    filters: Filters = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    page: int = 1
    size: int = PAGE

    def without(self, facet: Facet) -> "Asked":
        """The same search without the choice in one facet, from its first page."""
        return replace(self, filters={each: said for each, said in self.filters.items() if each != facet}, page=1)

    def at(self, page: int) -> "Asked":
        """The same search, another page."""
        return replace(self, page=page)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A sentence of a call, verbatim: ``text`` stands at ``start`` of the part with that index (``None``: title)."""

    part: int | None
    start: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCall:
    """A call that was found, and why."""

    call: Call
    version: int
    first_seen: datetime
    score: float | None = None
    """Of its best match among the chosen projects, or among all; ``None`` where it matches none."""
    item: str | None = None
    """The key of the plan item that score is of."""
    verdict: str | None = None
    """On its eligibility, where it was looked into."""
    has_words: bool = False
    """Whether it holds the words, rather than being near in meaning alone."""
    similarity: float | None = None
    """Cosine of its best passage with the query, -1 to 1."""
    quotation: Quotation | None = None
    """The sentence that shows best why it is here."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many calls one value of a facet would leave, whatever else of this facet is chosen."""

    value: str
    count: int
    chosen: bool = False


class Meaning(StrEnum):
    """What part meaning had in a search."""

    USED = "used"
    NOT_ASKED = "not asked"
    """There was no text."""
    NOT_THERE = "not there"
    """No call has been embedded yet: words alone were searched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What a text was taken for."""

    query: Query = Query()
    any_of: tuple[str, ...] = ()
    """Set where no call has every word, or the text is long: then one of these rarest words is enough."""
    meaning: Meaning = Meaning.NOT_ASKED
    english: str | None = None
    """The English that was searched beside a text in another language."""
    identified: int = 0
    """Calls whose identifier is, or begins with, the text."""
    by_words: int = 0
    """Calls among the total that hold the words."""


@dataclass(frozen=True, slots=True)
class Widening:
    """A choice that could be dropped, and how many calls there would be then."""

    facet: Facet
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a search came to."""

    asked: Asked
    rows: tuple[FoundCall, ...] = ()
    """Those of the page asked for."""
    total: int = 0
    searched: int = 0
    """How many calls were searched in all."""
    facets: Mapping[Facet, tuple[Count, ...]] = field(default_factory=dict)
    """Most frequent value first; windows and bands in their own order."""
    understood: Understood = field(default_factory=Understood)
    widen: tuple[Widening, ...] = ()
    """What would find more, the most first."""

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.asked.size))

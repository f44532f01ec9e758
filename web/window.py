"""What the window needs from outside, handed to it once; a page asks for it as ``Here``."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Protocol, cast
from urllib.parse import urlsplit

from fastapi import Depends, Request
from sqlalchemy import Engine

from domain.call import Call
from domain.change import FieldChange
from domain.match import Match
from domain.plan import Plan, PlanItem, institution_day
from domain.search import Asked, Found, FoundCall

LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Search(Protocol):
    """Finds calls, and calls like one."""

    def search(self, asked: Asked, *, now: datetime) -> Found: ...

    def similar(self, source: str, reference: str, *, now: datetime) -> list[FoundCall]: ...


class Explore(Protocol):
    """A few calls just below the threshold of a plan item, unlike those that were voted on."""

    def __call__(self, plan: Plan, item: PlanItem, /) -> list[tuple[Match, Call]]: ...


class Material(Protocol):
    """What of a call has changed so that whoever knows ``told`` must hear of it."""

    def __call__(self, told: Call, call: Call, *, now: datetime) -> tuple[FieldChange, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadSource:
    """Where calls are read, as its form says."""

    name: str
    funder: str
    home: str
    licence: str
    cadence: str
    """How often: a key of :data:`domain.health.PATIENCE`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """The language model that reads plans and calls."""

    model: str
    weights: str
    """What tells its weights from all others: the beginning of their hash, where they have one."""
    run_by: str
    english_only: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Provider:
    """An OpenID Connect provider that signs people in."""

    issuer: str
    client_id: str
    client_secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Everything the pages work with; nothing of it changes while the window is open."""

    engine: Engine
    clock: Callable[[], datetime]
    """The aware instant of now."""
    public_url: str
    """Where people find the window, without a slash at the end: what links in mails begin with."""
    deliver: Callable[[], None]
    """Sends the sign-in links that wait in the outbox."""
    search: Search
    threshold: float
    """From this score on a match is told of."""
    strong: float
    """From this score on a match is called strong."""
    contact: str
    """Who runs the service: an address or a page."""
    explore: Explore
    merge: Callable[[], object]
    """Decides anew which calls stand for which: after one was added by hand."""
    material: Material
    sources: Callable[[], Sequence[ReadSource]]
    reader: Reader
    choose_people: bool = False
    """Whether whoever comes may choose who they are: the demo's people, on this machine only."""
    provider: Provider | None = None

    def today(self) -> date:
        """The day it is where the institution is."""
        return institution_day(self.clock())

    @property
    def secure(self) -> bool:
        """Whether people come by https, so that cookies may insist on it."""
        return self.public_url.startswith("https://")

    @property
    def hosts(self) -> list[str]:
        """The names by which the window answers."""
        host = urlsplit(self.public_url).hostname or LOOPBACK[0]
        # A proxy on this machine, or its check whether we live, may come by the loopback's name.
        return [*dict.fromkeys((host, *LOOPBACK, "[::1]"))]


def window_of(request: Request) -> Window:
    """The window that answers a request."""
    return cast("Window", request.app.state.window)


Here = Annotated[Window, Depends(window_of)]

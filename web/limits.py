"""How often somebody may ask for the same: counted in memory, because one process serves the window."""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from threading import Lock
from typing import cast

from fastapi import Request

from web.errors import TooMany
from web.visitor import visitor_of
from web.window import window_of

MOST_KEYS = 10_000
"""Where more than so many ask, the oldest are forgotten: memory stays small whatever comes."""


class Limit:
    """At most so many within some time, for each who asks."""

    def __init__(self, most: int, within: timedelta) -> None:
        self.most, self.within = most, within
        self._taken: dict[str, deque[datetime]] = {}
        self._lock = Lock()

    def take(self, who: str, *, now: datetime) -> None:
        """Count one; raise :class:`TooMany` where it is one too many."""
        with self._lock:
            taken = self._taken.pop(who, None) or deque(maxlen=self.most)
            self._taken[who] = taken
            while len(self._taken) > MOST_KEYS:
                del self._taken[next(iter(self._taken))]
            if len(taken) == self.most and now - taken[0] < self.within:
                raise TooMany(self.within - (now - taken[0]))
            taken.append(now)


class Limits:
    """The limits of one window."""

    def __init__(self) -> None:
        self.links_to_an_address = Limit(5, timedelta(minutes=15))
        self.sign_ins_of_a_client = Limit(30, timedelta(minutes=15))
        self.searches = Limit(60, timedelta(minutes=1))
        self.links_that_act = Limit(60, timedelta(minutes=1))
        self.requests_of_the_api = Limit(300, timedelta(minutes=1))
        self.readings_of_a_feed = Limit(20, timedelta(minutes=1))


def limits_of(request: Request) -> Limits:
    return cast("Limits", request.app.state.limits)


def client(request: Request) -> str:
    """Whoever sends the requests: the person, else the address of their machine."""
    member = visitor_of(request).member
    return member.id if member else request.client.host if request.client else "unknown"


def limited(which: Callable[[Limits], Limit]) -> Callable[[Request], None]:
    """A dependency that counts each request of a client: ``Depends(limited(lambda limits: limits.searches))``."""

    def take(request: Request) -> None:
        which(limits_of(request)).take(client(request), now=window_of(request).clock())

    return take

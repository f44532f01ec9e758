"""Calls for programs: the search, one call with its text, and what changed since a moment."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from starlette.responses import Response

from db import calls
from db.call_changes import CallChange
from db.call_record import Outcome
from db.engine import reading
from domain.access import Scope
from domain.call import Call, Kind, Part, Status
from domain.deadlines import Deadline
from domain.eligibility import Answer
from domain.money import Budget
from domain.search import PAGE, Asked, Band, Facet, Sort
from domain.search import Window as Ahead
from domain.search_address import FAR
from web.api.answers import answered
from web.errors import Forbidden
from web.pages.calls import known
from web.visitor import Visiting
from web.window import Here

router = APIRouter(tags=["calls"])
OF_MATCHES = (Facet.PROJECT, Facet.LINE, Facet.CHALLENGE, Facet.VERDICT)
"""Facets that tell of the plan, and so need the scope that reads matches."""
AT_ONCE = 500
"""Changes in one answer, and as many more as were recorded at the same moment as the last of them."""


class CallHead(BaseModel):
    """A call without its text."""

    source: str
    reference: str
    identifier: str
    kind: Kind
    title: str
    url: str
    status: Status
    """At this moment."""
    programme: str | None
    opens_on: date | None
    published_on: date | None
    deadlines: tuple[Deadline, ...]
    rolling: bool
    """Whether it is open all the time."""
    budget: Budget
    language: str
    version: int
    first_seen: datetime


class Edition(BaseModel):
    """A version of a call."""

    number: int
    recorded_at: datetime


class WholeCall(CallHead):
    """A call with its text."""

    group: str | None
    group_title: str | None
    type_of_action: str | None
    keywords: tuple[str, ...]
    parts: tuple[Part, ...]
    last_seen: datetime
    merged_into: str | None
    """Source and reference of the call that stands for it, where another source publishes the same one."""
    versions: list[Edition]


class CallPage(BaseModel):
    """The calls that a search found, one page of them."""

    items: list[CallHead]
    page: int
    pages: int
    total: int


class Asking(BaseModel):
    """A search, by the names that the address of the search page has."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field("", max_length=2000)
    project: list[str] = []
    line: list[str] = []
    challenge: list[str] = []
    status: list[Status] = []
    deadline: list[Ahead] = []
    verdict: list[Answer] = []
    programme: list[str] = []
    source: list[str] = []
    kind: list[Kind] = []
    action: list[str] = []
    budget: list[Band] = []
    sort: Sort = Sort.RELEVANCE
    page: int = Field(1, ge=1, le=FAR)
    size: int = Field(PAGE, ge=1, le=100)

    def asked(self) -> Asked:
        chosen = {facet: frozenset(map(str, said)) for facet in Facet if (said := getattr(self, facet.value))}
        return Asked(text=self.q, filters=chosen, sort=self.sort, page=self.page, size=self.size)


class Change(BaseModel):
    """One field of a call, as it was and as it is."""

    model_config = ConfigDict(from_attributes=True)

    field: str
    old: Any
    new: Any


class ChangedCall(BaseModel):
    """A version of a call, and what it changed."""

    model_config = ConfigDict(from_attributes=True)

    at: datetime
    source: str
    reference: str
    identifier: str
    title: str
    version: int
    kind: Outcome
    changes: tuple[Change, ...]


class Changes(BaseModel):
    """What was recorded since a moment."""

    items: list[ChangedCall]
    next: datetime
    """What to ask for next."""
    more: bool
    """Whether there is more already."""


def head(call: Call, *, version: int, first_seen: datetime, now: datetime) -> dict[str, Any]:
    """The fields of :class:`CallHead`."""
    said = {name: getattr(call, name) for name in CallHead.model_fields if hasattr(call, name)}
    seen = {"version": version, "first_seen": first_seen}
    return (
        said
        | seen
        | {
            "status": call.status(now),
            "deadlines": call.deadlines.dates,
            "rolling": call.deadlines.rolling,
        }
    )


@router.get("/calls", name="api.calls", summary="Search calls", response_model=CallPage)
def search(request: Request, window: Here, visitor: Visiting, asking: Annotated[Asking, Query()]) -> Response:
    """Calls by words, identifiers, meaning and filters; those of the plan need the scope `read:matches`."""
    asked, now = asking.asked(), window.clock()
    of_the_plan = any(each in asked.filters for each in OF_MATCHES) or asked.sort is Sort.SCORE
    if of_the_plan and visitor.holder and Scope.READ_MATCHES not in visitor.holder.token.scopes:
        raise Forbidden
    found = window.search.search(asked, now=now)
    items = [
        CallHead(**head(each.call, version=each.version, first_seen=each.first_seen, now=now)) for each in found.rows
    ]
    return answered(request, CallPage(items=items, page=asked.page, pages=found.pages, total=found.total))


@router.get("/calls/{source}/{reference:path}", name="api.call", summary="One call", response_model=WholeCall)
def call(request: Request, window: Here, source: str, reference: str) -> Response:
    """One call with its text and the list of its versions."""
    now = window.clock()
    with reading(window.engine) as session:
        stored = known(session, source, reference)
        editions = calls.versions(session, source, reference)
    one = stored.call
    text = {name: getattr(one, name) for name in ("group", "group_title", "type_of_action", "keywords", "parts")}
    found = WholeCall(
        **head(one, version=stored.version, first_seen=stored.first_seen, now=now),
        **text,
        last_seen=stored.last_seen,
        merged_into=stored.merged_into,
        versions=[Edition(number=each.number, recorded_at=each.recorded_at) for each in editions],
    )
    return answered(request, found)


@router.get("/changes", name="api.changes", summary="What changed", response_model=Changes)
def changes(request: Request, window: Here, since: Annotated[AwareDatetime, Query()]) -> Response:
    """What was new and what changed after a moment, in order. Ask again with `next` until there is no `more`."""
    with reading(window.engine) as session:
        some = list(_first(calls.changes(session, since=since)))
    more = bool(some) and some[-1] is None
    items = [ChangedCall.model_validate(each) for each in some if each is not None]
    return answered(request, Changes(items=items, next=items[-1].at if items else since, more=more))


def _first(found: Iterable[CallChange]) -> Iterator[CallChange | None]:
    """The first :data:`AT_ONCE`, moments whole, since the next are asked for by the moment; then ``None`` for more."""
    count = 0
    for _, of_a_moment in groupby(found, key=lambda each: each.at):
        if count >= AT_ONCE:
            yield None
            return
        for each in of_a_moment:
            count += 1
            yield each

"""The calls by the CommonGrants protocol, for programs that read several funders' or services' the same way."""

from collections.abc import Mapping
from threading import Lock
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session
from starlette.responses import Response

from db import calls, newest_calls, search_index
from db.engine import reading
from domain.call import FUNDING, Status
from domain.search import Asked, Facet, Sort
from web.api.answers import answered
from web.api.opportunity import CUSTOM, STATUS, id_of, opportunity
from web.errors import NotThere
from web.window import Here

router = APIRouter(tags=["CommonGrants"])
SORTS: Mapping[str, Sort] = {"lastModifiedAt": Sort.NEWEST, "keyDates.closeDate": Sort.DEADLINE}
"""What a search can be sorted by; relevance where nothing is said."""
UNREAD = "this filter is not supported and was left out"


class PageInfo(BaseModel):
    """Which page this is of how many."""

    page: int
    pageSize: int  # noqa: N815 - the protocol's names
    totalItems: int  # noqa: N815
    totalPages: int  # noqa: N815


class Opportunities(BaseModel):
    """A page of opportunities."""

    status: int = 200
    message: str = "Success"
    items: list[dict[str, Any]]
    """Each an ``OpportunityBase``."""
    paginationInfo: PageInfo  # noqa: N815


class Opportunity(BaseModel):
    """One opportunity."""

    status: int = 200
    message: str = "Success"
    data: dict[str, Any]


class SortInfo(BaseModel):
    """How a search was sorted, and what of the wish could not be met."""

    sortBy: str  # noqa: N815
    sortOrder: Literal["asc", "desc"]  # noqa: N815
    errors: list[str] = []


class FilterInfo(BaseModel):
    """By what a search was filtered, and what of the wish could not be met."""

    filters: dict[str, Any]
    errors: list[str] = []


class Searched(Opportunities):
    """What a search found."""

    sortInfo: SortInfo  # noqa: N815
    filterInfo: FilterInfo  # noqa: N815


class StatusFilter(BaseModel):
    """Which statuses."""

    operator: Literal["in", "notIn"]
    value: list[Literal["forecasted", "open", "closed", "custom"]]


class Filters(BaseModel):
    """What is to be found; what we do not know is left out, and said in the answer."""

    model_config = {"extra": "allow"}

    status: StatusFilter | None = None


class Sorting(BaseModel):
    """In which order."""

    sortBy: str = "lastModifiedAt"  # noqa: N815


class Pagination(BaseModel):
    """Which page."""

    page: Annotated[int, Field(ge=1, le=9999)] = 1
    pageSize: Annotated[int, Field(ge=1, le=100)] = 20  # noqa: N815


class Wanted(BaseModel):
    """A search."""

    search: str = Field("", max_length=2000, pattern=r"^[^\x00]*$")
    filters: Filters = Filters()
    sorting: Sorting | None = None
    pagination: Pagination = Pagination()


class Ids:
    """Which call an id is of. Made of all calls when it is first needed, and anew when there are others."""

    def __init__(self) -> None:
        self._of: dict[str, tuple[str, str]] = {}
        self._state: Mapping[str, int] | None = None
        self._lock = Lock()

    def find(self, session: Session, id: str) -> tuple[str, str] | None:
        """Source and reference of a call, if there is one of this id."""
        with self._lock:
            if id not in self._of and (state := search_index.changes(session)) != self._state:
                self._of = {id_of(*key): key for key in newest_calls.keys(session)}
                self._state = state
            return self._of.get(id)


@router.get(
    "/opportunities", name="common-grants.opportunities", summary="List opportunities", response_model=Opportunities
)
def opportunities(
    request: Request,
    window: Here,
    page: Annotated[int, Query(ge=1, le=99_999)] = 1,
    size: Annotated[int, Query(alias="pageSize", ge=1, le=100)] = 100,
) -> Response:
    """Every funding call, those that changed last first."""
    now = window.clock()
    with reading(window.engine) as session:
        found, total = newest_calls.newest(session, page=page, size=size)
    items = [opportunity(each.call, first_seen=each.first_seen, changed_at=each.changed_at, now=now) for each in found]
    return answered(request, Opportunities(items=items, paginationInfo=_pages(page, size, total)))


@router.get(
    "/opportunities/{opportunity_id}",
    name="common-grants.opportunity",
    summary="One opportunity",
    response_model=Opportunity,
)
def one(request: Request, window: Here, opportunity_id: UUID) -> Response:
    """One funding call."""
    ids: Ids = request.app.state.opportunity_ids
    with reading(window.engine) as session:
        key = ids.find(session, str(opportunity_id))
        stored = calls.one(session, *key) if key else None
        if key is None or stored is None or stored.call.kind not in FUNDING:
            raise NotThere
        changed_at = newest_calls.changed(session, [key])[key]
    data = opportunity(stored.call, first_seen=stored.first_seen, changed_at=changed_at, now=window.clock())
    return answered(request, Opportunity(data=data))


@router.post(
    "/opportunities/search", name="common-grants.search", summary="Search opportunities", response_model=Searched
)
def search(request: Request, window: Here, wanted: Wanted) -> Response:
    """Funding calls by words and meaning; filters and orders that we do not know are named in the answer."""
    now, sort = window.clock(), wanted.sorting.sortBy if wanted.sorting else None
    asked = Asked(
        text=wanted.search,
        filters={Facet.KIND: frozenset(FUNDING)} | _statuses(wanted.filters.status),
        sort=SORTS.get(sort or "", Sort.RELEVANCE if wanted.search else Sort.NEWEST),
        page=wanted.pagination.page,
        size=wanted.pagination.pageSize,
    )
    found = window.search.search(asked, now=now)
    with reading(window.engine) as session:
        at = newest_calls.changed(session, [(each.call.source, each.call.reference) for each in found.rows])
    items = [
        opportunity(
            each.call, first_seen=each.first_seen, changed_at=at[each.call.source, each.call.reference], now=now
        )
        for each in found.rows
    ]
    return answered(
        request,
        Searched(
            items=items,
            paginationInfo=_pages(asked.page, asked.size, found.total),
            sortInfo=_sorted(sort, asked.sort),
            filterInfo=_filtered(wanted.filters),
        ),
    )


def _statuses(chosen: StatusFilter | None) -> dict[Facet, frozenset[str]]:
    if chosen is None:
        return {}
    named = {each for each in Status if ("custom" if each in CUSTOM else STATUS[each]) in chosen.value}
    return {Facet.STATUS: frozenset(named if chosen.operator == "in" else set(Status) - named)}


def _sorted(wished: str | None, used: Sort) -> SortInfo:
    errors = [f"{wished} cannot be sorted by"] if wished is not None and wished not in SORTS else []
    name = next((name for name, sort in SORTS.items() if sort is used), "relevance")
    return SortInfo(sortBy=name, sortOrder="asc" if used is Sort.DEADLINE else "desc", errors=errors)


def _filtered(filters: Filters) -> FilterInfo:
    read = filters.model_dump(include={"status"}, exclude_none=True)
    return FilterInfo(filters=read, errors=[f"{name}: {UNREAD}" for name in sorted(filters.model_extra or {})])


def _pages(page: int, size: int, total: int) -> PageInfo:
    return PageInfo(page=page, pageSize=size, totalItems=total, totalPages=max(1, -(-total // size)))

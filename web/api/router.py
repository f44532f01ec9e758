"""The addresses of the API, and their description as OpenAPI."""

from typing import Any

from fastapi import APIRouter, Depends, Request, Security
from fastapi.openapi.utils import get_openapi
from fastapi.security import HTTPBearer

from web.api import applications, calls, common_grants, matches
from web.api.problems import COMMON_GRANTS, PREFIX
from web.limits import limited

ABOUT = (
    "The calls, matches and applications of this service. Every request carries a token that a person makes under "
    "“Access”: `Authorization: Bearer …`. Errors are `application/problem+json`. Answers have an `ETag`."
)
scheme = HTTPBearer(auto_error=False, description="A token made under “Access”.")
"""For the description alone: :mod:`web.guard` checks the token."""
programs = APIRouter(
    generate_unique_id_function=lambda route: route.name,
    dependencies=[Security(scheme), Depends(limited(lambda limits: limits.requests_of_the_api))],
)
programs.include_router(calls.router, prefix=PREFIX)
programs.include_router(matches.router, prefix=PREFIX)
programs.include_router(applications.router, prefix=PREFIX)
programs.include_router(common_grants.router, prefix=COMMON_GRANTS)

router = APIRouter()
router.include_router(programs)


@router.get(f"{PREFIX}/openapi.json", name="api.openapi", include_in_schema=False)
def description(request: Request) -> dict[str, Any]:
    """What can be asked for, and how, for people's tools."""
    server = {"url": str(request.base_url).rstrip("/")}
    return get_openapi(title="convoca", version="1", description=ABOUT, routes=programs.routes, servers=[server])

"""Errors of the API as data: RFC 9457, and as CommonGrants has them under its own address."""

from collections.abc import Sequence
from typing import Any

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from starlette.responses import JSONResponse

from web.language import N_, translations
from web.visitor import visitor_of

PREFIX = "/api/v1"
COMMON_GRANTS = "/common-grants"
SAID = {
    401: (
        N_("A token is needed"),
        N_("Send the header “Authorization: Bearer …” with a token of yours that has not been revoked."),
    ),
    403: (
        N_("This token does not allow it"),
        N_("The token lacks what this needs, or the person it belongs to may not do this."),
    ),
    404: (N_("There is nothing here"), N_("The address may be mistyped, or what was here is gone.")),
    409: (N_("It cannot be done as things stand"), ""),
    412: (N_("It was changed meanwhile"), ""),
    422: (N_("This could not be understood"), N_("A part of the request is missing or not as it should be.")),
    428: (N_("Say which state you mean to change"), ""),
}
"""What is said otherwise than to people who look at pages: a title, and what it means where nothing closer is known."""


def is_api(request: Request) -> bool:
    """Whether a program asks, which is answered with data."""
    return request.url.path.startswith((f"{PREFIX}/", f"{COMMON_GRANTS}/"))


def problem(
    request: Request, status: int, *, title: str, sentence: str, errors: Sequence[dict[str, str]] = ()
) -> JSONResponse:
    """The answer to a request that failed, in the language that it asked for; ``errors`` name the parts at fault."""
    speaks = visitor_of(request).language
    say = translations(speaks).gettext
    told, meant = say(title), say(sentence) if sentence else ""
    headers = {"Content-Language": speaks} | ({"WWW-Authenticate": "Bearer"} if status == 401 else {})
    content: dict[str, Any]
    if request.url.path.startswith(f"{COMMON_GRANTS}/"):
        content = {"status": status, "message": f"{told}. {meant}".strip(), "errors": list(errors)}
        return JSONResponse(content, status, headers)
    content = {"type": "about:blank", "title": told, "status": status, "detail": meant}
    if errors:
        content["errors"] = list(errors)
    return JSONResponse(content, status, headers, media_type="application/problem+json")


def parts_at_fault(error: Exception) -> list[dict[str, str]]:
    """What the check of a request found, each with its place."""
    if not isinstance(error, RequestValidationError):
        return []
    return [{"field": ".".join(map(str, each["loc"])), "message": str(each["msg"])} for each in error.errors()]

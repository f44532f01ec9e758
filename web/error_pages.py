"""Every error as a page that says what happened and what to do; a defect shows nothing of itself."""

import logging
from collections.abc import Mapping

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from db.errors import DatabaseError, NotStored, Unstorable
from web.api.problems import SAID as TO_PROGRAMS
from web.api.problems import is_api, parts_at_fault, problem
from web.errors import (
    BadToken,
    Forbidden,
    LinkRefused,
    NotSignedIn,
    NotThere,
    NotUnderstood,
    ProviderTrouble,
    Refused,
    StaleForm,
    TooMany,
    WebError,
)
from web.headers import ALWAYS
from web.language import N_
from web.rendering import show
from web.visitor import nobody

log = logging.getLogger(__name__)

SAID: Mapping[int, tuple[str, str]] = {
    400: (
        N_("This form is no longer good"),
        N_("You signed in or out since you opened it, or it was open for long. Go back, reload the page, try again."),
    ),
    403: (
        N_("You may not do this"),
        N_("Your role does not allow it, or it belongs to somebody else. Ask whoever runs the service if you need it."),
    ),
    404: (
        N_("There is no such page"),
        N_("The address may be mistyped, or what was here is gone. Start from the first page, or search."),
    ),
    405: (N_("There is no such page"), N_("This address takes no such request. Start from the first page.")),
    410: (N_("This link does nothing"), N_("Open it from the mail again, or sign in and do the same in the window.")),
    413: (N_("That is too much"), N_("What you sent is too large. Send less at once.")),
    422: (
        N_("This could not be understood"),
        N_("Something in the form or the address is missing or not as expected. Go back and check what you filled in."),
    ),
    429: (N_("That was too often"), N_("To keep the service safe for everyone, wait a little and try again.")),
    500: (
        N_("Something went wrong here"),
        N_(
            "It is our defect, not yours, and it has been noted. Try again; if it stays, tell whoever runs the service."
        ),
    ),
    502: (
        N_("Your organisation’s sign-in did not work"),
        N_("It did not answer, or not as it should. Try again, or ask for a link to your e-mail address instead."),
    ),
    503: (
        N_("The database does not answer"),
        N_("It may be busy for a moment. Nothing you sent was kept; try again in a minute."),
    ),
}


def register(app: FastAPI) -> None:
    """Let the application answer errors with pages."""
    for kind, handler in {
        WebError: _of_ours,
        HTTPException: _of_http,
        RequestValidationError: _of_a_form,
        NotStored: _not_stored,
        Unstorable: _of_a_form,
        DatabaseError: _of_the_database,
        Exception: _of_a_defect,
    }.items():
        app.add_exception_handler(kind, handler)


def page(request: Request, status: int, *, detail: str = "", error: Exception | None = None) -> Response:
    """The page of an error; ``detail`` is a sentence of the catalogues that says more than the usual one.

    A program gets the same as data, with the parts of its request that ``error`` finds at fault.
    """
    title, sentence = SAID.get(status, SAID[500] if status >= 500 else SAID[404])
    if is_api(request):
        title, sentence = TO_PROGRAMS.get(status, (title, sentence))
        errors = parts_at_fault(error) if error else ()
        return problem(request, status, title=title, sentence=detail or sentence, errors=errors)
    return show(request, "error.jinja", status=status, title=title, sentence=detail or sentence)


def _of_ours(request: Request, error: Exception) -> Response:
    match error:
        case NotSignedIn(wanted=wanted):
            return RedirectResponse(f"/sign-in?wanted={wanted}" if wanted else "/sign-in", status_code=303)
        case TooMany(wait=wait):
            answer = page(request, 429)
            answer.headers["Retry-After"] = str(int(wait.total_seconds()) + 1)
            return answer
        case NotUnderstood() | LinkRefused() | NotThere() | Refused():
            return page(request, error.status, detail=str(error))
        case ProviderTrouble():
            log.warning("sign-in by the provider failed", extra={"said": str(error)})
            return page(request, error.status)
        case Forbidden() | StaleForm() | BadToken():
            return page(request, error.status)
        case _:
            raise error


def _of_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - what it is registered for
    answer = page(request, error.status_code)
    answer.headers.update(error.headers or {})
    return answer


def _of_a_form(request: Request, error: Exception) -> Response:
    return page(request, 422, error=error)


def _not_stored(request: Request, _error: Exception) -> Response:
    return page(request, 404)


def _of_the_database(request: Request, error: Exception) -> Response:
    request.state.visitor = nobody(request)
    log.error("database trouble", exc_info=error)
    return page(request, 503)


def _of_a_defect(request: Request, _error: Exception) -> Response:
    # The server notes the traceback. Outside of all else that adds headers, so they are added here.
    request.state.visitor = nobody(request)
    answer = page(request, 500)
    answer.headers.update(ALWAYS | {"Cache-Control": "no-store"})
    return answer

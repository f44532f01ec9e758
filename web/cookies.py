"""The cookies: the session; of who is not signed in the form token, the language, and the way to the provider."""

from datetime import timedelta

from fastapi import Request
from starlette.responses import Response

from web.window import window_of

SESSION, FORM, LANGUAGE, PROVIDER = "session", "form", "language", "provider"


def read(request: Request, name: str) -> str | None:
    """The cookie of that name, if it came."""
    return request.cookies.get(_called(request, name))


def keep(request: Request, response: Response, *, name: str, value: str, lasts: timedelta | None = None) -> None:
    """Let the browser keep a cookie: ours alone, unseen by scripts, not sent with another site's forms."""
    response.set_cookie(
        _called(request, name),
        value,
        max_age=int(lasts.total_seconds()) if lasts else None,
        path="/",
        secure=window_of(request).secure,
        httponly=True,
        samesite="lax",
    )


def drop(request: Request, response: Response, name: str) -> None:
    """Let the browser forget a cookie."""
    secure = window_of(request).secure
    response.delete_cookie(_called(request, name), path="/", secure=secure, httponly=True, samesite="lax")


def _called(request: Request, name: str) -> str:
    # The prefix makes browsers refuse the cookie from any other host, and without https.
    return f"{'__Host-' if window_of(request).secure else ''}convoca-{name}"

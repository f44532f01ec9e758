"""Puts the window together: pages, door, errors, headers."""

from importlib import import_module
from pkgutil import iter_modules

from fastapi import Depends, FastAPI
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from web import error_pages, pages, static_files
from web.api import router as api
from web.api.common_grants import Ids
from web.guard import guard
from web.headers import Headers
from web.limits import Limits
from web.window import Window

MOST_BYTES = 4_000_000
"""Of a request: forms, a list of people, a sheet of some thousand applications."""


def create_app(window: Window) -> FastAPI:
    """The window as an ASGI application. Every module in :mod:`web.pages` is found by being there."""
    app = FastAPI(
        title="convoca",
        dependencies=[Depends(guard)],
        # Its pages would fetch their script from elsewhere.
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
    )
    app.state.window, app.state.limits, app.state.opportunity_ids = window, Limits(), Ids()
    app.include_router(static_files.router)
    for name in sorted(each.name for each in iter_modules(pages.__path__)):
        app.include_router(import_module(f"web.pages.{name}").router)
    app.include_router(api.router)
    error_pages.register(app)
    # The last that is added is the first that is asked.
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=MOST_BYTES)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=window.hosts, www_redirect=False)
    app.add_middleware(Headers, secure=window.secure)
    return app

"""Templates to pages: in the visitor's language, with everything escaped that comes from outside."""

from functools import cache
from urllib.parse import urlencode

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse

from web import language, navigation, static_files
from web.cookies import FORM, keep, read
from web.formats import Formats
from web.permissions import RULES
from web.visitor import visitor_of
from web.window import window_of
from web.words import word


def show(request: Request, template: str, *, status: int = 200, **facts: object) -> HTMLResponse:
    """A page of ours; besides ``facts`` a template knows ``visitor``, ``now``, ``today``, ``path``, ``query``."""
    visitor = visitor_of(request)
    made = environment(visitor.language).get_template(template)
    page = made.render(
        {
            "visitor": visitor,
            "now": window_of(request).clock(),
            "today": window_of(request).today(),
            "contact": window_of(request).contact,
            "navigation": tuple(navigation.links(request, visitor)),
            "here": _here(request),
            "path": request.app.url_path_for,
            **facts,
        }
    )
    response = HTMLResponse(page, status_code=status, headers={"Content-Language": visitor.language})
    if visitor.session is None and read(request, FORM) != visitor.form_token:
        keep(request, response, name=FORM, value=visitor.form_token)
    return response


def go(request: Request, name: str, *, done: str = "", **parameters: object) -> RedirectResponse:
    """To another page after a form was taken; ``done`` names the sentence in :mod:`web.notices` that it shows."""
    address = str(request.app.url_path_for(name, **parameters))
    return RedirectResponse(f"{address}?{urlencode({'done': done})}" if done else address, status_code=303)


def _here(request: Request) -> str:
    """The address of this page, to come back to; that of the start where it is no page of its own."""
    if request.method != "GET":
        return "/"
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


@cache
def environment(speaks: str) -> Environment:
    """The templates in one language."""
    said = language.translations(speaks)
    made = Environment(
        loader=PackageLoader("web"),
        autoescape=True,
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.install_gettext_callables(said.gettext, said.ngettext, newstyle=True)  # type: ignore[attr-defined]
    made.filters |= {**Formats(speaks, said).filters(), "word": lambda value: said.gettext(word(value))}
    made.globals |= {"asset": static_files.address, "languages": language.NAMES, "query": urlencode, "rules": RULES}
    return made

"""The one door of every route: looks into the table of permissions, and checks the token of every form."""

from collections.abc import Iterable, Mapping
from typing import Annotated
from urllib.parse import quote

from fastapi import Depends, Request

from db.engine import reading
from web.errors import BadToken, Forbidden, NotSignedIn, NotUnderstood, StaleForm
from web.permissions import RULES, Rule
from web.visitor import Visitor, bearing, visitor_of
from web.window import Window, window_of

SAFE = ("GET", "HEAD", "OPTIONS")
TOKEN = "form_token"  # noqa: S105 - the name of a field
MOST_FIELDS = 200


async def sent_form(request: Request) -> Mapping[str, object]:
    """The fields that came with a form; none where it was no form."""
    if request.method in SAFE:
        return {}
    form = await request.form(max_files=1, max_fields=MOST_FIELDS)
    _refuse_nul(value for value in form.values() if isinstance(value, str))
    return form


def _refuse_nul(texts: Iterable[str]) -> None:
    """Raise :class:`NotUnderstood` for the one character that not every database takes, even in a question."""
    if any("\0" in each for each in texts):
        raise NotUnderstood


def guard(request: Request, form: Annotated[Mapping[str, object], Depends(sent_form)]) -> None:
    """Let a request pass, or raise one of :mod:`web.errors`."""
    _refuse_nul((request.scope["path"], *request.query_params.values()))
    rule = RULES.get(request.scope["route"].name)
    if rule is None:
        raise Forbidden
    if rule.least is None and request.method in SAFE:
        return
    if rule.scope is not None:
        _guard_api(request, rule)
        return
    visitor = visitor_of(request)
    if rule.least is not None and visitor.member is None:
        raise NotSignedIn(_wanted(request))
    if not allows(rule, visitor, request.path_params, window=window_of(request)):
        raise Forbidden
    token = form.get(TOKEN)
    if request.method not in SAFE and rule.form_token and not (isinstance(token, str) and visitor.sent(token)):
        raise StaleForm


def _guard_api(request: Request, rule: Rule) -> None:
    visitor = bearing(request)
    if visitor.holder is None:
        raise BadToken
    allowed = rule.scope in visitor.holder.token.scopes
    if not allowed or not allows(rule, visitor, request.path_params, window=window_of(request)):
        raise Forbidden


def allows(rule: Rule, visitor: Visitor, path: Mapping[str, object], *, window: Window) -> bool:
    """Whether a rule lets somebody use the route whose path has these parameters."""
    if rule.least is None:
        return True
    if visitor.member is None or not visitor.covers(rule.least):
        return False
    if rule.owner is None or (rule.over is not None and visitor.covers(rule.over)):
        return True
    named = {name: str(value) for name, value in path.items()}
    with reading(window.engine) as session:
        return rule.owner(session, visitor.member, named, window.clock())


def _wanted(request: Request) -> str:
    """Where to go after the sign-in: back to a page, never into the middle of a form."""
    if request.method not in SAFE or request.url.path == "/":
        return ""
    return quote(request.url.path + (f"?{request.url.query}" if request.url.query else ""), safe="")

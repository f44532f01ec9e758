"""Answers that tell whether anything is different: an entity tag of the content, and 304 for who has it already."""

from collections.abc import Mapping
from hashlib import sha256

from fastapi import Request
from pydantic import BaseModel
from starlette.responses import Response

from web.errors import Refused
from web.language import N_


def tag(content: bytes) -> str:
    """The entity tag of some content, with its quotation marks."""
    return f'"{sha256(content).hexdigest()[:32]}"'


def answered(request: Request, found: BaseModel, *, status: int = 200, headers: Mapping[str, str] = {}) -> Response:
    """What was found as JSON; empty with 304 where the one who asks has it already."""
    return conditional(request, as_json(found), kind="application/json", status=status, headers=headers)


def as_json(found: BaseModel) -> bytes:
    """An answer as it is sent."""
    return found.model_dump_json().encode()


def conditional(
    request: Request,
    content: bytes,
    *,
    kind: str,
    status: int = 200,
    headers: Mapping[str, str] = {},
) -> Response:
    """Some content with its entity tag, or 304."""
    own = tag(content)
    kept = {"ETag": own, "Cache-Control": "private, no-cache", **headers}
    if request.method in ("GET", "HEAD") and names(request.headers.get("if-none-match", ""), own):
        return Response(status_code=304, headers=kept)
    return Response(content, status_code=status, media_type=kind, headers=kept)


def names(header: str, tag: str) -> bool:
    """Whether If-Match or If-None-Match names this tag."""
    said = {each.strip().removeprefix("W/") for each in header.split(",")}
    return tag in said or "*" in said


def refuse_unseen(request: Request, current: BaseModel) -> None:
    """Raise :class:`Refused` unless the request names the state it means to change, and that is the current one."""
    header = request.headers.get("if-match")
    if header is None:
        raise Refused(428, N_("Send the ETag that you read in the header If-Match, so that nobody’s change is lost."))
    if not names(header, tag(as_json(current))):
        raise Refused(412, N_("Somebody changed it after you read it. Read it again, then change it."))

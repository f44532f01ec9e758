"""Our own style, script and pictures: read once, named by their content, kept by browsers for good."""

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path

from fastapi import APIRouter
from starlette.responses import Response

from web.errors import NotThere

FOLDER = Path(__file__).parent / "static"
router = APIRouter()


@dataclass(frozen=True, slots=True)
class Asset:
    """A file and the name that changes with its content."""

    content: bytes
    digest: str
    type: str


@cache
def asset(name: str) -> Asset | None:
    """The file of that name, if we have it."""
    known = {each.name: each for each in FOLDER.iterdir() if each.is_file()}
    if name not in known:
        return None
    content = known[name].read_bytes()
    return Asset(content, sha256(content).hexdigest()[:16], guess_type(name)[0] or "application/octet-stream")


def address(name: str) -> str:
    """Where a browser finds a file of ours; raise :class:`LookupError` where there is none."""
    found = asset(name)
    if found is None:
        raise LookupError(f"web/static has no {name}")
    return f"/static/{found.digest}/{name}"


@router.get("/static/{digest}/{name}", name="static", include_in_schema=False)
def static(digest: str, name: str) -> Response:
    """A file by its name and the digest of its content."""
    found = asset(name) if len(name) < 100 else None
    if found is None or found.digest != digest:
        raise NotThere
    kept = {"Cache-Control": "public, max-age=31536000, immutable"}
    return Response(found.content, media_type=found.type, headers=kept)

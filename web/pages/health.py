"""Whether the window lives (/healthz) and can do its work (/readyz): for whatever watches it."""

from fastapi import APIRouter
from sqlalchemy import text
from starlette.responses import PlainTextResponse

from db.engine import reading
from db.errors import DatabaseError
from web.window import Here

router = APIRouter()


@router.get("/healthz", name="healthz")
def healthz() -> PlainTextResponse:
    """The process answers."""
    return PlainTextResponse("ok\n")


@router.get("/readyz", name="readyz")
def readyz(window: Here) -> PlainTextResponse:
    """The database answers too."""
    try:
        with reading(window.engine) as session:
            session.execute(text("SELECT 1"))
    except DatabaseError:
        return PlainTextResponse("the database does not answer\n", status_code=503)
    return PlainTextResponse("ok\n")

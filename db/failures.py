"""The drivers' errors, said in our words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, OperationalError

from db.errors import Busy, CannotOpen, CannotWrite, Damaged, DatabaseError, DiskFull

PATIENCE = 30
"""Seconds to wait for another process that is writing."""

SQLITE: dict[int, type[DatabaseError]] = {
    sqlite3.SQLITE_FULL: DiskFull,
    sqlite3.SQLITE_READONLY: CannotWrite,
    sqlite3.SQLITE_PERM: CannotWrite,
    sqlite3.SQLITE_IOERR: CannotWrite,
    sqlite3.SQLITE_BUSY: Busy,
    sqlite3.SQLITE_LOCKED: Busy,
    sqlite3.SQLITE_CANTOPEN: CannotOpen,
    sqlite3.SQLITE_NOTADB: CannotOpen,
    sqlite3.SQLITE_CORRUPT: Damaged,
}
"""By primary result code, https://www.sqlite.org/rescode.html"""

POSTGRESQL: dict[str, type[DatabaseError]] = {
    "53100": DiskFull,
    "25006": CannotWrite,
    "42501": CannotWrite,
    "58030": CannotWrite,
    "55P03": Busy,
    "40P01": Busy,
    "40001": Busy,
    "53300": CannotOpen,
    "08": CannotOpen,
    "28": CannotOpen,
    "3D": CannotOpen,
    "57": CannotOpen,
    "XX": Damaged,
}
"""By SQLSTATE or its class, https://www.postgresql.org/docs/current/errcodes-appendix.html"""

SENTENCES: dict[type[DatabaseError], str] = {
    CannotOpen: "cannot open the database {database} ({reason}): check CONVOCA_DATABASE_URL, "
    "and that the file or server it names is there and may be used",
    DiskFull: "the disk of the database {database} is full ({reason}): "
    "make room and try again; nothing was half written",
    CannotWrite: "cannot write to the database {database} ({reason}): "
    "give convoca the right to write there and try again; nothing was half written",
    Busy: "another process has held the database {database} for too long ({reason}): "
    "wait until it has finished and try again",
    Damaged: "the database {database} is damaged ({reason}): restore it from its last copy",
}


def shown(url: URL) -> str:
    """The address as it may be shown: without password, and without options, where one could hide."""
    return url.set(query={}).render_as_string(hide_password=True)


@contextmanager
def translated(url: URL) -> Iterator[None]:
    """Raise ours for what the driver raises; errors that only a mistake in db/ can cause pass unchanged."""
    try:
        yield
    except DBAPIError as error:
        kind = _kind(error)
        if kind is None:
            raise
        raise kind(SENTENCES[kind].format(database=shown(url), reason=_reason(error, url))) from error


def _kind(error: DBAPIError) -> type[DatabaseError] | None:
    code = getattr(error.orig, "sqlite_errorcode", None)
    if code is not None:
        return SQLITE.get(code & 0xFF)
    state = getattr(error.orig, "sqlstate", None)
    if state is not None:
        return POSTGRESQL.get(state) or POSTGRESQL.get(state[:2])
    # psycopg gives no SQLSTATE where it got no answer from a server.
    return CannotOpen if isinstance(error, OperationalError) else None


def _reason(error: DBAPIError, url: URL) -> str:
    lines = str(error.orig).strip().splitlines() or [type(error.orig).__name__]
    return lines[0].replace(url.password, "***") if url.password else lines[0]

"""The way to the database: open it, read it as it stands, change it as a whole or not at all."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session

from db.errors import CannotOpen
from db.failures import PATIENCE, shown, translated
from db.schema import HEAD, migrate, revision

DRIVERS = {"sqlite": "sqlite+pysqlite", "postgresql": "postgresql+psycopg"}

ONLY_READS = "convoca_only_reads"
"""The execution option of a connection that only reads."""


def connect(url: str) -> Engine:
    """Open the database, make it where it is an absent SQLite file, and bring its tables up to date.

    Raises :class:`CannotOpen`, :class:`NewerDatabase`, or another :class:`DatabaseError`.
    """
    engine = engine_for(url)
    try:
        with translated(engine.url):
            with _for_reading(engine).connect() as connection:
                current = revision(connection) == HEAD
            if not current:
                migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextmanager
def transaction(engine: Engine) -> Iterator[Session]:
    """Yield a session whose changes are kept together when the block ends, and not at all when it raises.

    On SQLite no other may write from its first statement on: keep it short, and use :func:`reading` to read.
    """
    with translated(engine.url), Session(engine) as session, session.begin():
        yield session


@contextmanager
def reading(engine: Engine) -> Iterator[Session]:
    """Yield a session that sees the database as it stands now, keeps nobody waiting, and cannot write."""
    with translated(engine.url), Session(_for_reading(engine)) as session:
        yield session


def engine_for(url: str) -> Engine:
    """The engine for an address, before anything is known of what is behind it."""
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    return _postgresql(address)


def _address(url: str) -> URL:
    forms = "write sqlite:///folder/file.db or postgresql://user:password@host/database into CONVOCA_DATABASE_URL"
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        # What cannot be read may hold a password anywhere, so neither it nor the error is shown.
        raise CannotOpen(f"the address of the database cannot be understood: {forms}") from None
    driver = DRIVERS.get(address.get_backend_name())
    if driver is None or address.drivername not in (address.get_backend_name(), driver):
        raise CannotOpen(f"convoca cannot use the database {shown(address)}: {forms}")
    return address.set(drivername=driver)


def _sqlite(url: URL) -> Engine:
    if url.database and url.database != ":memory:":
        _make_folder(Path(url.database).parent, url)
    try:
        engine = create_engine(url, connect_args={"isolation_level": None, "timeout": PATIENCE})
    except (ArgumentError, TypeError, ValueError):
        raise CannotOpen(f"the address {shown(url)} names no file: write sqlite:///folder/file.db") from None
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_folder(folder: Path, url: URL) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotOpen(
            f"cannot make the folder of the database {shown(url)} ({error.strerror}): "
            "name another one in CONVOCA_DATABASE_URL"
        ) from error


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    for _ in range(PATIENCE * 20):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            # SQLite does not wait by itself for another process that makes the same switch.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                raise
            time.sleep(0.05)
        else:
            return
    connection.execute("PRAGMA journal_mode = WAL")


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get(ONLY_READS):
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.exec_driver_sql("BEGIN")
    else:
        connection.exec_driver_sql("PRAGMA query_only = OFF")
        # A transaction that reads first and writes later would fail at once, without waiting, if another wrote between.
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _postgresql(url: URL) -> Engine:
    try:
        engine = create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 10, "client_encoding": "utf8"})
    except ModuleNotFoundError as error:
        raise CannotOpen(
            f"the driver for {shown(url)} is not installed: install convoca with its extra `postgresql`"
        ) from error
    event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _prepare_postgresql(connection: DBAPIConnection, _record: object) -> None:
    connection.cursor().execute(f"SET lock_timeout = '{PATIENCE}s'")
    connection.commit()


def _for_reading(engine: Engine) -> Engine:
    if engine.dialect.name == "sqlite":
        return engine.execution_options(**{ONLY_READS: True})
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

"""The whole database as one file that either database is restored from: a zip of JSON Lines, a table each.

What the program works out again is left out: the words and facts of the search.
"""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from itertools import islice
from typing import IO, Any
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, Table, TypeDecorator
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from db import search_index, search_words
from db.columns import TEXT, Instant
from db.engine import reading
from db.errors import BadBackup, NotEmpty
from db.failures import shown, translated
from db.lock import one_at_a_time
from db.schema import HEAD, revision, revisions, upgrade
from db.tables import METADATA

FORMAT = "convoca backup 1"
MANIFEST = "manifest.json"
DERIVED = ("search_facts", "search_changes")
"""Tables that are made anew of the others."""
AT_ONCE = 1000
"""Rows in memory."""

KINDS: Mapping[str, TypeEngine[Any]] = {
    "moment": Instant(),
    "day": sa.Date(),
    "time": sa.Time(),
    "bytes": sa.LargeBinary(),
    "json": sa.JSON(none_as_null=True),
    "truth": sa.Boolean(),
    "integer": sa.BigInteger(),
    "float": sa.Double(),
    "text": TEXT,
}
"""What stands in a column, by the word for it in a backup: a backup is read without the tables it was made of."""
DECODED: Mapping[str, Callable[[Any], Any]] = {
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "time": time.fromisoformat,
    "bytes": b64decode,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Dumped:
    """What a backup says of one table."""

    name: str
    columns: Mapping[str, str]
    """The kind of each column, one of :data:`KINDS`, in the order in which a line holds them."""
    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What a backup holds."""

    revision: str
    made_at: datetime
    tables: tuple[Dumped, ...]

    @property
    def rows(self) -> int:
        return sum(each.rows for each in self.tables)


def write(engine: Engine, file: IO[bytes], *, now: datetime) -> Manifest:
    """Write the database as it stands at this moment; others go on reading and writing meanwhile."""
    with reading(engine) as session, ZipFile(file, "w", ZIP_DEFLATED, compresslevel=3) as archive:
        tables = tuple(_dump(session, each, archive) for each in METADATA.sorted_tables if each.name not in DERIVED)
        manifest = Manifest(revision=HEAD, made_at=now, tables=tables)
        # Last of all: a backup that was cut off has none.
        archive.writestr(MANIFEST, json.dumps(_said(manifest), indent=2))
    return manifest


def check(file: IO[bytes], *, name: str) -> Manifest:
    """Read the whole file and return what it holds; raise :class:`BadBackup` where it cannot be restored from."""
    try:
        with ZipFile(file) as archive:
            damaged = archive.testzip()
            said = json.loads(archive.read(MANIFEST))
    except (BadZipFile, zlib.error, EOFError, KeyError, ValueError, RuntimeError) as error:
        # RuntimeError is what the library says of a password, and of a packing that it does not know.
        raise BadBackup(f"{name} is no whole backup of convoca ({error}): take another copy of it") from error
    if damaged is not None:
        raise BadBackup(f"{name} is damaged in {damaged}: take another copy of it")
    manifest = _manifest(said)
    if manifest is None:
        raise BadBackup(f"{name} is no backup that this version of convoca reads")
    if manifest.revision not in revisions():
        raise BadBackup(
            f"{name} was made by a newer version of convoca (revision {manifest.revision}): install that version first"
        )
    return manifest


def _manifest(said: Any) -> Manifest | None:  # noqa: ANN401 - whatever JSON holds
    """What a backup says of itself; ``None`` where that is nothing we wrote."""
    try:
        tables = tuple(Dumped(**each) for each in said["tables"])
        made_at = datetime.fromisoformat(said["made_at"])
        return Manifest(revision=said["revision"], made_at=made_at, tables=tables) if said["format"] == FORMAT else None
    except (KeyError, TypeError, ValueError):
        return None


def restore(engine: Engine, file: IO[bytes], manifest: Manifest, *, name: str, replace: bool) -> None:
    """Let the database hold what the backup does, and nothing else: as a whole, or not at all.

    A backup of an earlier version is brought up to date. Raises :class:`NotEmpty` unless the database is empty or may
    be replaced.
    """
    with translated(engine.url), engine.begin() as connection, ZipFile(file) as archive:
        one_at_a_time(connection, "migrate")
        if not replace and _holds_something(connection):
            raise NotEmpty(
                f"the database {shown(engine.url)} is not empty: restore into an empty one, or say --force to replace "
                "everything it holds"
            )
        _clear(connection)
        upgrade(connection, to=manifest.revision)
        for each in manifest.tables:
            _load(connection, each, archive, name=name)
        if manifest.revision != HEAD:
            upgrade(connection)
        _go_on_counting(connection)
        with Session(connection) as session:
            search_index.catch_up(session)
            session.flush()


def _said(manifest: Manifest) -> dict[str, Any]:
    tables = [{"name": each.name, "columns": dict(each.columns), "rows": each.rows} for each in manifest.tables]
    made = {"revision": manifest.revision, "made_at": manifest.made_at.isoformat()}
    return {"format": FORMAT, **made, "tables": tables}


def _dump(session: Session, table: Table, archive: ZipFile) -> Dumped:
    query = sa.select(*table.columns).order_by(*table.primary_key.columns)
    rows = 0
    with archive.open(_entry(table.name), "w", force_zip64=True) as lines:
        for row in session.execute(query, execution_options={"yield_per": AT_ONCE}):
            lines.write(json.dumps([_plain(each) for each in row], ensure_ascii=False).encode() + b"\n")
            rows += 1
    return Dumped(name=table.name, columns={each.name: _kind(each.type) for each in table.columns}, rows=rows)


def _entry(table: str) -> str:
    return f"tables/{table}.jsonl"


def _plain(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case datetime() | date() | time():
            return value.isoformat()
        case Decimal():
            return str(value)
        case bytes() | memoryview():
            return b64encode(value).decode()
        case _:
            return value


def _kind(kept: TypeEngine[Any]) -> str:
    """The word for a column's type; what is text in the database is text here."""
    if isinstance(kept, Instant):
        return "moment"
    plain = kept.impl_instance if isinstance(kept, TypeDecorator) else kept
    for kind, type_ in (
        ("json", sa.JSON),
        ("moment", sa.DateTime),
        ("day", sa.Date),
        ("time", sa.Time),
        ("bytes", sa.LargeBinary),
        ("truth", sa.Boolean),
        ("integer", sa.Integer),
        ("float", sa.Float),
        ("text", sa.String),
    ):
        if isinstance(plain, type_):
            return kind
    raise TypeError(f"a backup has no word for columns of the type {kept!r}")


def _holds_something(connection: Connection) -> bool:
    there = set(sa.inspect(connection).get_table_names())
    return any(
        connection.scalar(sa.select(sa.literal(1)).select_from(each).limit(1)) is not None
        for each in METADATA.sorted_tables
        if each.name in there
    )


def _clear(connection: Connection) -> None:
    """Take all tables away: those of another version have other columns."""
    found = revision(connection)
    if found is not None and found not in revisions():
        raise NotEmpty(
            f"the database {shown(connection.engine.url)} is of a newer version of convoca (revision {found}): it is "
            "not replaced; name another one in CONVOCA_DATABASE_URL"
        )
    connection.exec_driver_sql(f"DROP TABLE IF EXISTS {search_words.TABLE}")
    METADATA.drop_all(connection)
    connection.exec_driver_sql("DROP TABLE IF EXISTS alembic_version")


def _load(connection: Connection, dumped: Dumped, archive: ZipFile, *, name: str) -> None:
    columns = [sa.column(each, KINDS[kind]) for each, kind in dumped.columns.items()]
    into = sa.insert(sa.table(dumped.name, *columns))
    rows = _rows(dumped, archive)
    count = 0
    while some := list(islice(rows, AT_ONCE)):
        connection.execute(into, some)
        count += len(some)
    if count != dumped.rows:
        raise BadBackup(f"{name} holds {count} rows of {dumped.name} and says {dumped.rows}: take another copy of it")


def _rows(dumped: Dumped, archive: ZipFile) -> Iterator[dict[str, Any]]:
    with archive.open(_entry(dumped.name)) as lines:
        for line in lines:
            values = zip(dumped.columns.items(), json.loads(line), strict=True)
            yield {each: _decoded(kind, value) for (each, kind), value in values}


def _decoded(kind: str, value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    return DECODED[kind](value) if value is not None and kind in DECODED else value


def _go_on_counting(connection: Connection) -> None:
    """Let PostgreSQL number new rows after those that were loaded; SQLite does so by itself."""
    if connection.dialect.name != "postgresql":
        return
    for table in METADATA.sorted_tables:
        column = table.autoincrement_column
        if column is None:
            continue
        counter = connection.scalar(sa.select(sa.func.pg_get_serial_sequence(table.name, column.name)))
        last = connection.scalar(sa.select(sa.func.max(column)))
        if counter is not None and last is not None:
            connection.execute(sa.select(sa.func.setval(counter, last)))

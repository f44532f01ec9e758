"""Alembic's way to the database: the connection ``db.schema`` hands over, or the one CONVOCA_DATABASE_URL names."""

import os
from typing import Any

from alembic import context
from alembic.util import CommandError
from sqlalchemy import Connection, TypeDecorator
from sqlalchemy.orm import Session

from db import search_words
from db.engine import engine_for
from db.schema import HEAD, revision
from db.search_index import catch_up
from db.tables import METADATA


def plain_types(kind: str, item: Any, _context: object) -> Any:  # noqa: ANN401
    """Write a column's type into a new migration as SQLAlchemy's own: a migration must not change when db/ does."""
    return f"sa.{item.impl_instance!r}" if kind == "type" and isinstance(item, TypeDecorator) else False


def compared(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out what is no table like the others: the full text has a form of its own on each database."""
    return kind != "table" or not (name or "").startswith(search_words.TABLE)


def run(connection: Connection) -> None:
    # SQLite cannot alter much of a table in place: Alembic then writes migrations that copy it.
    context.configure(
        connection=connection,
        target_metadata=METADATA,
        include_name=compared,
        render_item=plain_types,
        render_as_batch=True,
    )
    with context.begin_transaction():
        context.run_migrations()
        if revision(connection) == HEAD:
            catch_up(Session(connection))


if context.is_offline_mode():
    raise CommandError("convoca migrates a database, it does not write SQL scripts: leave out --sql")

given = context.config.attributes.get("connection")
if given is not None:
    run(given)
elif url := os.environ.get("CONVOCA_DATABASE_URL"):
    with engine_for(url).begin() as connection:
        run(connection)
else:
    raise CommandError("set CONVOCA_DATABASE_URL to the address of the database")

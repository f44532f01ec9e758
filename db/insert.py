"""Inserting a row that may be there already: the one statement both databases have in their own dialect."""

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from db.rows import Row

Insert = sqlite.Insert | postgresql.Insert


def insert(session: Session, row_class: type[Row]) -> Insert:
    """An INSERT that can say what to do on a conflict."""
    if session.connection().dialect.name == "sqlite":
        return sqlite.insert(row_class)
    return postgresql.insert(row_class)

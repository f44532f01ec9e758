"""What two processes must not do at the same time."""

from sqlalchemy import Connection, func, select


def one_at_a_time(connection: Connection, what: str) -> None:
    """Wait until no other transaction does ``what``, and keep the others waiting until this one has ended.

    On SQLite a transaction that may write is alone from its beginning, so there is nothing to do.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(what, 0))))

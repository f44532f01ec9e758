"""All tables together, for the migrations to compare the database with."""

# ruff: noqa: F401  # a table is known once its module has been imported

from sqlalchemy import MetaData

from db import (
    applications,
    audit,
    call_rows,
    claims,
    crawls,
    doors,
    matches,
    merges,
    outbox,
    ownership,
    pages,
    people,
    plans,
    runs,
    saved_searches,
    search_rows,
    settings,
    suppressed,
    told,
    vectors,
    verdicts,
    votes,
)
from db.rows import Row

METADATA: MetaData = Row.metadata

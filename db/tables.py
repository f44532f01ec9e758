"""All tables together, for the migrations to compare the database with."""

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

NOUNS = (
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
"""A table is known once its module has been imported."""

METADATA: MetaData = Row.metadata

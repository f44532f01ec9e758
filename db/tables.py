"""All tables together, for the migrations to compare the database with."""

# ruff: noqa: F401  # a table is known once its module has been imported

from sqlalchemy import MetaData

from db import (
    application_rows,
    applications,
    audit,
    call_rows,
    checklist,
    claims,
    crawls,
    doors,
    funded,
    import_files,
    imported,
    internal_deadlines,
    matches,
    merges,
    offered,
    outbox,
    ownership,
    pages,
    people,
    plans,
    prompts,
    runs,
    saved_searches,
    search_rows,
    settings,
    suppressed,
    thresholds,
    tokens,
    told,
    vectors,
    verdicts,
    votes,
)
from db.rows import Row

METADATA: MetaData = Row.metadata

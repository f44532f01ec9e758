"""All tables together, for the migrations to compare the database with."""

from sqlalchemy import MetaData

from db import call_rows, crawls, matches, merges, outbox, pages, plans, runs, settings, told, vectors
from db.rows import Row

NOUNS = (call_rows, crawls, matches, merges, outbox, pages, plans, runs, settings, told, vectors)
"""A table is known once its module has been imported."""

METADATA: MetaData = Row.metadata

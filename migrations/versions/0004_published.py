"""The day a call was published, where a source says it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

NOTICES = ("ted", "worldbank")
"""Sources whose day of publication was kept as the day of opening until now."""


def upgrade() -> None:
    op.add_column("call_versions", sa.Column("published_on", sa.Date()))
    calls = sa.table("calls", sa.column("id"), sa.column("source"))
    versions = sa.table("call_versions", sa.column("call_id"), sa.column("opens_on"), sa.column("published_on"))
    notices = sa.select(calls.c.id).where(calls.c.source.in_(NOTICES))
    moved = {"published_on": versions.c.opens_on, "opens_on": sa.null()}
    op.execute(sa.update(versions).where(versions.c.call_id.in_(notices)).values(moved))

"""What a digest offers, and what waits behind a link."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "offered",
        sa.Column("plan", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("item", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("reference", TEXT, nullable=False),
        sa.Column("offered_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("plan", "person", "item", "source", "reference", name="pk_offered"),
    )
    op.create_table(
        "weighed",
        sa.Column("plan", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("item", TEXT, nullable=False),
        sa.Column("until", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("plan", "person", "item", name="pk_weighed"),
    )
    # Whoever was told of an item before is not told of it as if for the first time.
    op.execute(
        "INSERT INTO weighed (plan, person, item, until) "
        "SELECT plan, person, item, max(told_at) FROM told GROUP BY plan, person, item"
    )

"""A project's own threshold; and addresses at which feed readers find what a saved search finds."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "thresholds",
        sa.Column("plan", TEXT, nullable=False),
        sa.Column("item", TEXT, nullable=False),
        sa.Column("threshold", sa.Double(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("plan", "item", name="pk_thresholds"),
    )
    op.add_column("tokens", sa.Column("search", sa.Integer()))
    # What was told of a search, and the feed of it, must never be taken for those of a later one.
    with op.batch_alter_table("saved_searches", table_kwargs={"sqlite_autoincrement": True}) as kept:
        kept.alter_column("notify", existing_type=sa.Boolean(), existing_nullable=False)

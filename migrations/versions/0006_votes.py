"""What people said of matches, and what a match says of itself besides its evidence."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    # Empty for the matches that are there; the next run of the step makes them anew.
    op.add_column("matches", sa.Column("uncovered", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("matches", sa.Column("telling_words", sa.JSON(), nullable=False, server_default="[]"))
    op.add_column("matches", sa.Column("learnt", sa.JSON()))
    op.create_table(
        "votes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", TEXT, nullable=False),
        sa.Column("item", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("reference", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("note", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("taken_back_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["source", "reference"], ["calls.source", "calls.reference"], name="fk_votes_source_reference_calls"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_votes"),
    )
    op.create_index("ix_votes_plan_item", "votes", ["plan", "item"])
    op.create_table(
        "vote_resets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", TEXT, nullable=False),
        sa.Column("item", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_vote_resets"),
    )

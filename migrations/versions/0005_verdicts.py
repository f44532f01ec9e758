"""What the eligibility rules say of a call for an applicant, and what an officer said instead."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    for name, columns in (
        (
            "verdicts",
            (
                sa.Column("version", sa.Integer(), nullable=False),
                sa.Column("answer", sa.Text(), nullable=False),
                sa.Column("rules", TEXT, nullable=False),
                sa.Column("findings", sa.JSON(), nullable=False),
                sa.Column("screened_at", sa.DateTime(timezone=True), nullable=False),
            ),
        ),
        (
            "overrides",
            (
                sa.Column("answer", sa.Text(), nullable=False),
                sa.Column("by", TEXT, nullable=False),
                sa.Column("why", TEXT, nullable=False),
                sa.Column("said_at", sa.DateTime(timezone=True), nullable=False),
            ),
        ),
    ):
        op.create_table(
            name,
            sa.Column("plan", TEXT, nullable=False),
            sa.Column("source", TEXT, nullable=False),
            sa.Column("reference", TEXT, nullable=False),
            *columns,
            sa.ForeignKeyConstraint(
                ["source", "reference"], ["calls.source", "calls.reference"], name=f"fk_{name}_source_reference_calls"
            ),
            sa.PrimaryKeyConstraint("plan", "source", "reference", name=f"pk_{name}"),
        )
    op.create_index("ix_verdicts_plan_answer", "verdicts", ["plan", "answer"])

"""Applications, from idea to outcome."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "applications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", TEXT, nullable=False),
        sa.Column("project", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("programme", TEXT),
        sa.Column("source", TEXT),
        sa.Column("reference", TEXT),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("requested_amount", sa.Text()),
        sa.Column("requested_currency", TEXT),
        sa.Column("granted_amount", sa.Text()),
        sa.Column("granted_currency", TEXT),
        sa.Column("total_amount", sa.Text()),
        sa.Column("total_currency", TEXT),
        sa.Column("submitted_on", sa.Date()),
        sa.Column("decided_on", sa.Date()),
        sa.Column("starts_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("notes", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["source", "reference"], ["calls.source", "calls.reference"], name="fk_applications_source_reference_calls"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_applications"),
    )
    op.create_index("ix_applications_plan", "applications", ["plan"])
    op.create_table(
        "application_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("field", TEXT, nullable=False),
        sa.Column("old", TEXT),
        sa.Column("new", TEXT),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name="fk_application_events_application_id_applications"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_application_events"),
    )
    op.create_index("ix_application_events_application_id", "application_events", ["application_id"])

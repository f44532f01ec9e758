"""Funded projects, who took part in them, and which of them are like a call."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "funded_projects",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("acronym", TEXT, nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("programme", TEXT, nullable=False),
        sa.Column("topic", TEXT, nullable=False),
        sa.Column("group", TEXT, nullable=False),
        sa.Column("starts_on", sa.Date()),
        sa.Column("ends_on", sa.Date()),
        sa.Column("objective", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_funded_projects"),
    )
    op.create_index("ix_funded_projects_topic", "funded_projects", ["topic"])
    op.create_index("ix_funded_projects_group", "funded_projects", ["group"])
    op.create_table(
        "participants",
        sa.Column("project", TEXT, nullable=False),
        sa.Column("organisation", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("city", TEXT, nullable=False),
        sa.Column("country", TEXT, nullable=False),
        sa.Column("coordinates", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("project", "organisation", name="pk_participants"),
        sa.ForeignKeyConstraint(["project"], ["funded_projects.id"], name="fk_participants_project_funded_projects"),
    )
    op.create_table(
        "similar_projects",
        sa.Column("source", TEXT, nullable=False),
        sa.Column("reference", TEXT, nullable=False),
        sa.Column("project", TEXT, nullable=False),
        sa.Column("alike", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("source", "reference", "project", name="pk_similar_projects"),
        sa.ForeignKeyConstraint(
            ["source", "reference"],
            ["calls.source", "calls.reference"],
            name="fk_similar_projects_source_reference_calls",
        ),
        sa.ForeignKeyConstraint(
            ["project"], ["funded_projects.id"], name="fk_similar_projects_project_funded_projects"
        ),
    )

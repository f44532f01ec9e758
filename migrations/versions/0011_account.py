"""What an application is followed up with: reasons, internal deadlines, checklist, people, links."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)
NONE = "[]"  # as text: for an expression SQLite would copy the table, which the history refers to


def upgrade() -> None:
    with op.batch_alter_table("applications") as applications:
        applications.add_column(sa.Column("area", TEXT))
        applications.add_column(sa.Column("municipalities", sa.JSON(), nullable=False, server_default=NONE))
        applications.add_column(sa.Column("partners", sa.JSON(), nullable=False, server_default=NONE))
        applications.add_column(sa.Column("rate", sa.Text()))
        applications.add_column(sa.Column("score", sa.Text()))
        applications.add_column(sa.Column("score_threshold", sa.Text()))
        applications.add_column(sa.Column("left_because", sa.Text()))
        applications.add_column(sa.Column("links", sa.JSON(), nullable=False, server_default=NONE))
        applications.add_column(sa.Column("call_version", sa.Integer()))
        applications.create_index("ix_applications_plan_stage", ["plan", "stage"])
    op.execute(
        "UPDATE applications SET call_version = (SELECT version FROM calls"
        " WHERE calls.source = applications.source AND calls.reference = applications.reference)"
    )
    op.create_table(
        "application_assignees",
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name="fk_application_assignees_application_id_applications"
        ),
        sa.PrimaryKeyConstraint("application_id", "person", name="pk_application_assignees"),
    )
    op.create_index("ix_application_assignees_person", "application_assignees", ["person"])
    op.create_table(
        "internal_deadlines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("label", TEXT, nullable=False),
        sa.Column("done_on", sa.Date()),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name="fk_internal_deadlines_application_id_applications"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_internal_deadlines"),
    )
    op.create_index(
        "ix_internal_deadlines_application_id_done_on_on", "internal_deadlines", ["application_id", "done_on", "on"]
    )
    op.create_table(
        "checklist",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("task", sa.Text(), nullable=False),
        sa.Column("label", TEXT, nullable=False),
        sa.Column("done_by", TEXT),
        sa.Column("done_at", MOMENT),
        sa.ForeignKeyConstraint(
            ["application_id"], ["applications.id"], name="fk_checklist_application_id_applications"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_checklist"),
    )
    op.create_index("ix_checklist_application_id", "checklist", ["application_id"])

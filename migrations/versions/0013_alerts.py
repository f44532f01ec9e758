"""How somebody is told between digests, and what messages prompted them to do about applications."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("people", sa.Column("alerts", sa.Text(), nullable=False, server_default="daily"))
    op.create_table(
        "prompts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("application_id", sa.Integer(), nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("about", TEXT, nullable=False),
        sa.Column("outbox_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("unknown_at", MOMENT),
        sa.ForeignKeyConstraint(["application_id"], ["applications.id"], name="fk_prompts_application_id_applications"),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name="fk_prompts_outbox_id_outbox"),
        sa.PrimaryKeyConstraint("id", name="pk_prompts"),
    )
    op.create_index("ix_prompts_application_id", "prompts", ["application_id"])

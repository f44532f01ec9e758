"""Leases on messages, addresses that were refused, and the clock's due times."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("outbox") as outbox:
        outbox.add_column(sa.Column("claimed_by", TEXT))
        outbox.add_column(sa.Column("claimed_until", MOMENT))
        outbox.add_column(sa.Column("next_attempt_at", MOMENT))
    op.create_table(
        "suppressed",
        sa.Column("address", TEXT, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("address", name="pk_suppressed"),
    )
    op.create_table(
        "claims",
        sa.Column("job", TEXT, nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("alive_until", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("status", sa.Integer()),
        sa.Column("said", TEXT),
        sa.PrimaryKeyConstraint("job", "due", name="pk_claims"),
    )

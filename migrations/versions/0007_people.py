"""Who may come in: people, sign-in links, sessions, and the log of what they changed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("email", TEXT, nullable=False),
        sa.Column("folded_email", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("plan", TEXT, nullable=False),
        sa.Column("by_hand", sa.Boolean(), nullable=False),
        sa.Column("offboarded_at", MOMENT),
        sa.Column("frequency", sa.Text(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("threshold", sa.Double()),
        sa.PrimaryKeyConstraint("id", name="pk_people"),
        sa.UniqueConstraint("folded_email", name="uq_people_folded_email"),
    )
    _projects()
    _doors()
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("who", TEXT, nullable=False),
        sa.Column("what", TEXT, nullable=False),
        sa.Column("object", TEXT, nullable=False),
        sa.Column("old", sa.JSON()),
        sa.Column("new", sa.JSON()),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_index("ix_audit_object", "audit", ["object"])


def _projects() -> None:
    op.create_table(
        "hand_overs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", TEXT, nullable=False),
        sa.Column("project", TEXT, nullable=False),
        sa.Column("to", TEXT, nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["to"], ["people.id"], name="fk_hand_overs_to_people"),
        sa.PrimaryKeyConstraint("id", name="pk_hand_overs"),
    )
    op.create_table(
        "follows",
        sa.Column("person", TEXT, nullable=False),
        sa.Column("plan", TEXT, nullable=False),
        sa.Column("project", TEXT, nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_follows_person_people"),
        sa.PrimaryKeyConstraint("person", "plan", "project", name="pk_follows"),
    )
    op.create_table(
        "stand_ins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("by", TEXT, nullable=False),
        sa.Column("first", sa.Date(), nullable=False),
        sa.Column("last", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_stand_ins_person_people"),
        sa.ForeignKeyConstraint(["by"], ["people.id"], name="fk_stand_ins_by_people"),
        sa.PrimaryKeyConstraint("id", name="pk_stand_ins"),
    )


def _doors() -> None:
    op.create_table(
        "sign_in_links",
        sa.Column("token_hash", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_sign_in_links_person_people"),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sign_in_links"),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("token_hash", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_seen", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT),
        sa.Column("csrf", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["person"], ["people.id"], name="fk_sessions_person_people"),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("token_hash", name="uq_sessions_token_hash"),
    )
    op.create_index("ix_sessions_person", "sessions", ["person"])

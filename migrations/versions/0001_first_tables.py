"""The first tables: calls with every version, plans, vectors, matches, crawls, runs, and what people were told."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _calls()
    _crawls()
    _matching()
    _messages()


def _calls() -> None:
    op.create_table(
        "calls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("reference", TEXT, nullable=False),
        sa.Column("folded_reference", TEXT, nullable=False),
        sa.Column("folded_identifier", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("fingerprint", TEXT, nullable=False),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("last_seen", MOMENT, nullable=False),
        sa.Column("merged_into", TEXT),
        sa.PrimaryKeyConstraint("id", name="pk_calls"),
        sa.UniqueConstraint("source", "reference", name="uq_calls_source_reference"),
    )
    op.create_index("ix_calls_folded_identifier", "calls", ["folded_identifier"])
    op.create_index("ix_calls_folded_reference", "calls", ["folded_reference"])
    op.create_table(
        "call_versions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("call_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("identifier", TEXT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("url", TEXT, nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("opens_on", sa.Date()),
        sa.Column("rolling", sa.Boolean(), nullable=False),
        sa.Column("programme", TEXT),
        sa.Column("group", TEXT),
        sa.Column("group_title", TEXT),
        sa.Column("type_of_action", TEXT),
        sa.Column("total_amount", sa.Text()),
        sa.Column("total_currency", TEXT),
        sa.Column("envelope", TEXT),
        sa.Column("shared_by", sa.Integer(), nullable=False),
        sa.Column("grant_min_amount", sa.Text()),
        sa.Column("grant_min_currency", TEXT),
        sa.Column("grant_max_amount", sa.Text()),
        sa.Column("grant_max_currency", TEXT),
        sa.Column("expected_grants", sa.Integer()),
        sa.Column("keywords", sa.JSON(), nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("portal_type", TEXT),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_call_versions_call_id_calls"),
        sa.PrimaryKeyConstraint("id", name="pk_call_versions"),
        sa.UniqueConstraint("call_id", "number", name="uq_call_versions_call_id_number"),
    )
    op.create_index("ix_call_versions_recorded_at", "call_versions", ["recorded_at"])
    op.create_table(
        "call_deadlines",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.Time()),
        sa.Column("zone", TEXT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["version_id"], ["call_versions.id"], name="fk_call_deadlines_version_id_call_versions"
        ),
        sa.PrimaryKeyConstraint("version_id", "position", name="pk_call_deadlines"),
    )
    op.create_table(
        "call_parts",
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("heading", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["version_id"], ["call_versions.id"], name="fk_call_parts_version_id_call_versions"),
        sa.PrimaryKeyConstraint("version_id", "position", name="pk_call_parts"),
    )


def _crawls() -> None:
    op.create_table(
        "crawls",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("unreadable", sa.JSON(), nullable=False),
        sa.Column("failure", TEXT),
        sa.Column("requests", sa.Integer(), nullable=False),
        sa.Column("bytes", sa.BigInteger(), nullable=False),
        sa.Column("seconds", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_crawls"),
    )
    op.create_index("ix_crawls_source_at", "crawls", ["source", "at"])
    op.create_table(
        "runs",
        sa.Column("step", TEXT, nullable=False),
        sa.Column("fingerprint", TEXT, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("step", name="pk_runs"),
    )
    op.create_table(
        "settings",
        sa.Column("key", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_settings"),
    )


def _matching() -> None:
    op.create_table(
        "plans",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("imported_at", MOMENT, nullable=False),
        sa.Column("fingerprint", TEXT, nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", "number", name="pk_plans"),
    )
    op.create_table(
        "vectors",
        sa.Column("model", TEXT, nullable=False),
        sa.Column("text_hash", TEXT, nullable=False),
        sa.Column("dimension", sa.Integer(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("model", "text_hash", name="pk_vectors"),
    )
    op.create_table(
        "matches",
        sa.Column("plan", TEXT, nullable=False),
        sa.Column("item", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("reference", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("words", sa.Double(), nullable=False),
        sa.Column("meaning", sa.Double(), nullable=False),
        sa.Column("through", TEXT),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("since", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["source", "reference"], ["calls.source", "calls.reference"], name="fk_matches_source_reference_calls"
        ),
        sa.PrimaryKeyConstraint("plan", "item", "source", "reference", name="pk_matches"),
    )


def _messages() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("plan", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("period", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("html", TEXT, nullable=False),
        sa.Column("message_id", TEXT, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("composed_at", MOMENT, nullable=False),
        sa.Column("sent_at", MOMENT),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", TEXT),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("plan", "person", "kind", "period", name="uq_outbox_plan_person_kind_period"),
    )
    op.create_index("ix_outbox_state", "outbox", ["state"])
    op.create_table(
        "told",
        sa.Column("outbox_id", sa.Integer(), nullable=False),
        sa.Column("item", TEXT, nullable=False),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("reference", TEXT, nullable=False),
        sa.Column("plan", TEXT, nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["outbox_id"], ["outbox.id"], name="fk_told_outbox_id_outbox"),
        sa.ForeignKeyConstraint(
            ["source", "reference"], ["calls.source", "calls.reference"], name="fk_told_source_reference_calls"
        ),
        sa.PrimaryKeyConstraint("outbox_id", "item", "source", "reference", name="pk_told"),
    )
    op.create_index("ix_told_plan_person", "told", ["plan", "person"])

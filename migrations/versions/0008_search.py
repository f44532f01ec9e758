"""What is searched: the words of calls, what they are filtered by, and searches that people keep.

The tables are made empty. What they hold of the calls that are there already follows in the same transaction, by the
code that keeps them from then on (see ``env.py``).
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "search_facts",
        sa.Column("call_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("squashed_reference", TEXT, nullable=False),
        sa.Column("squashed_identifier", TEXT, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("rolling", sa.Boolean(), nullable=False),
        sa.Column("deadlines", sa.JSON(), nullable=False),
        sa.Column("programme", TEXT),
        sa.Column("type_of_action", TEXT),
        sa.Column("project_amount", sa.Double()),
        sa.Column("project_currency", TEXT),
        sa.ForeignKeyConstraint(["call_id"], ["calls.id"], name="fk_search_facts_call_id_calls"),
        sa.PrimaryKeyConstraint("call_id", name="pk_search_facts"),
    )
    op.create_index("ix_search_facts_squashed_identifier", "search_facts", ["squashed_identifier"])
    op.create_index("ix_search_facts_squashed_reference", "search_facts", ["squashed_reference"])
    op.create_table(
        "search_changes",
        sa.Column("source", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source", name="pk_search_changes"),
    )
    _words()
    _saved()


def _words() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE search_words USING fts5 (title, names, text, rest, content='', "
            "tokenize='porter unicode61 remove_diacritics 2')"
        )
        return
    op.execute(
        "CREATE TABLE search_words (call_id integer CONSTRAINT pk_search_words PRIMARY KEY "
        "CONSTRAINT fk_search_words_call_id_calls REFERENCES calls (id), words tsvector NOT NULL)"
    )
    op.execute("CREATE INDEX search_words_words ON search_words USING gin (words)")


def _saved() -> None:
    op.create_table(
        "saved_searches",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("address", TEXT, nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("notify", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_saved_searches"),
        sa.UniqueConstraint("person", "name", name="uq_saved_searches_person_name"),
    )

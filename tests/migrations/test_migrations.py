"""The migrations make the tables that db/ works with."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, inspect, text

from db import search, search_facts, search_words
from db.columns import TEXT
from db.engine import connect, engine_for, reading, transaction
from db.schema import CONFIGURATION, HEAD
from db.tables import METADATA
from domain.query import understand

CHECKOUT = Path(__file__).parents[2]


def alembic(*arguments: str, url: str | None) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if name != "CONVOCA_DATABASE_URL"}
    if url is not None:
        environment["CONVOCA_DATABASE_URL"] = url
    command_line = [sys.executable, "-m", "alembic", *arguments]
    return subprocess.run(
        command_line, cwd=CHECKOUT, env=environment, text=True, capture_output=True, timeout=120, check=False
    )


def test_the_migrations_lead_to_the_revision_db_expects_by_one_line() -> None:
    assert ScriptDirectory.from_config(Config(toml_file=CONFIGURATION)).get_heads() == [HEAD]


def test_the_tables_are_those_that_db_declares(engine: Engine) -> None:
    own = {each for each in inspect(engine).get_table_names() if not each.startswith(search_words.TABLE)}

    assert own == {*METADATA.tables, "alembic_version"}

    config = Config(toml_file=CONFIGURATION)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.check(config)


def test_calls_recorded_before_there_was_a_search_are_found(url: str) -> None:
    assert alembic("upgrade", "0007", url=url).returncode == 0
    engine = engine_for(url)
    with engine.begin() as connection:
        connection.execute(text(OLD_CALL))
        connection.execute(text(OLD_VERSION))
        connection.execute(text(OLD_PART))
    engine.dispose()

    engine = connect(url)

    with reading(engine) as session:
        found = search.all_of(session, understand("aigua regenerada")).tolist()
        assert search_facts.keys(session, found) == [("s", "r")]
    engine.dispose()


OLD_CALL = """
INSERT INTO calls
(id, source, reference, folded_reference, folded_identifier, version, fingerprint, first_seen, last_seen)
VALUES (1, 's', 'r', 'r', 'i', 2, '', '2026-01-01 00:00:00', '2026-01-01 00:00:00')
"""
OLD_VERSION = """
INSERT INTO call_versions
(id, call_id, number, recorded_at, identifier, kind, title, url, word, rolling, shared_by, keywords, language)
VALUES (1, 1, 2, '2026-01-01 00:00:00', 'I', 'call', 'Water', 'https://example.org', 'open', false, 1, '[]', 'ca')
"""
OLD_PART = "INSERT INTO call_parts VALUES (1, 0, 'scope', '', 'L’aigua regenerada')"


def test_a_migration_that_fails_leaves_an_empty_database(url: str) -> None:
    engine = engine_for(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE told (in_the_way INTEGER)"))

    with pytest.raises(Exception, match="told"):
        connect(url)
    assert inspect(engine).get_table_names() == ["told"]
    engine.dispose()


def test_alembic_itself_finds_everything_from_the_checkout(url: str) -> None:
    upgraded = alembic("upgrade", "head", url=url)
    checked = alembic("check", url=url)

    assert upgraded.returncode == 0, upgraded.stderr
    assert checked.returncode == 0, checked.stderr
    engine = connect(url)
    with transaction(engine) as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == HEAD
    engine.dispose()


def test_alembic_without_a_database_says_what_to_set() -> None:
    assert "set CONVOCA_DATABASE_URL" in alembic("check", url=None).stdout


def test_text_is_in_the_order_of_its_code_points_on_a_server(engine: Engine) -> None:
    if engine.dialect.name == "sqlite":
        pytest.skip("SQLite knows no other order")
    ordered = text(
        "SELECT table_name, column_name FROM information_schema.columns "
        "WHERE table_schema = current_schema AND collation_name = 'C'"
    )
    with transaction(engine) as session:
        found = {(table, column) for table, column in session.execute(ordered)}

    assert found == {
        (each.table.name, each.name) for table in METADATA.sorted_tables for each in table.c if each.type is TEXT
    }

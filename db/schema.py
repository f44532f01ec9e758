"""Which tables the database has, and how it gets the ones it lacks."""

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from db.errors import NewerDatabase
from db.failures import shown
from db.lock import one_at_a_time

HEAD = "0017"
"""The newest revision in ``migrations/versions``; known here so that nothing has to be read to see that all is well."""

CONFIGURATION = Path(__file__).parents[1] / "pyproject.toml"


def revision(connection: Connection) -> str | None:
    """The revision the database stands at; ``None`` for an empty one."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def migrate(engine: Engine) -> None:
    """Bring the database to :data:`HEAD` in one transaction; processes that start together do it one after the other.

    Raises :class:`NewerDatabase` for a revision that this version does not know.
    """
    with engine.begin() as connection:
        one_at_a_time(connection, "migrate")
        found = revision(connection)
        if found != HEAD:
            _upgrade(connection, found)


def _upgrade(connection: Connection, found: str | None) -> None:
    # Alembic takes longer to import than the rest of a start, and is needed once per version.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config(toml_file=CONFIGURATION)
    known = {each.revision for each in ScriptDirectory.from_config(config).walk_revisions()}
    if found is not None and found not in known:
        raise NewerDatabase(shown(connection.engine.url), found)
    config.attributes["connection"] = connection
    command.upgrade(config, HEAD)

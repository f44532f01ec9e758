"""Which tables the database has, and how it gets the ones it lacks."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, inspect, text

from db.errors import NewerDatabase
from db.failures import shown
from db.lock import one_at_a_time

if TYPE_CHECKING:
    from alembic.config import Config

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
        if found is not None and found not in revisions():
            raise NewerDatabase(shown(engine.url), found)
        if found != HEAD:
            upgrade(connection)


def revisions() -> frozenset[str]:
    """The revisions that this version knows."""
    from alembic.script import ScriptDirectory

    return frozenset(each.revision for each in ScriptDirectory.from_config(_config()).walk_revisions())


def upgrade(connection: Connection, *, to: str = HEAD) -> None:
    """Bring the tables up to a revision in the transaction that is open."""
    # Alembic takes longer to import than the rest of a start, and is needed once per version.
    from alembic import command

    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


def _config() -> "Config":
    from alembic.config import Config

    return Config(toml_file=CONFIGURATION)

"""What a database says of itself."""

from sqlalchemy import Engine

from db import settings
from db.engine import transaction


def test_a_database_knows_which_world_it_holds(engine: Engine) -> None:
    with transaction(engine) as session:
        assert settings.get(session, "world") is None

        settings.set(session, "world", "demo")
        settings.set(session, "world", "real")

    with transaction(engine) as session:
        assert settings.get(session, "world") == "real"

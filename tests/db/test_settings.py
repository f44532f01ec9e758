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


def test_the_key_that_signs_is_made_once(engine: Engine) -> None:
    with transaction(engine) as session:
        first = settings.signing_key(session)
    with transaction(engine) as session:
        assert settings.signing_key(session) == first

    assert len(first) == 32


def test_a_fact_can_be_forgotten(engine: Engine) -> None:
    with transaction(engine) as session:
        settings.set(session, settings.MODEL, "some/model")
        settings.forget(session, settings.MODEL)
        settings.forget(session, "never known")

        assert settings.get(session, settings.MODEL) is None

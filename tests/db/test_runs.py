"""What a step remembers."""

import pytest
from sqlalchemy import Engine

from db import runs
from db.engine import transaction
from tests.db.samples import LATER, NOW


def test_a_step_knows_what_it_last_worked_on(engine: Engine) -> None:
    with transaction(engine) as session:
        assert runs.fingerprint(session, "match amb") is None

        runs.remember(session, "match amb", "first", now=NOW)
        runs.remember(session, "match other", "its own", now=NOW)
        runs.remember(session, "match amb", "second", now=LATER)
    with transaction(engine) as session:
        assert runs.fingerprint(session, "match amb") == "second"
        assert runs.fingerprint(session, "match other") == "its own"


def test_a_step_that_did_not_go_through_has_not_run(engine: Engine) -> None:
    def fail() -> None:
        with transaction(engine) as session:
            runs.remember(session, "match", "half", now=NOW)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()

    with transaction(engine) as session:
        assert runs.fingerprint(session, "match") is None

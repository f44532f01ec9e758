"""An address that a server refused is left in peace until a person says otherwise."""

import pytest
from sqlalchemy import Engine

from db.engine import transaction
from db.errors import NotStored
from db.suppressed import Suppressed, lift, suppress, suppressed
from tests.db.samples import LATER, NOW


def test_an_address_is_held_back_whatever_its_case_and_for_its_first_reason(engine: Engine) -> None:
    with transaction(engine) as session:
        suppress(session, "Ana@Example.org", reason="550 no such user", now=NOW)
        suppress(session, "ana@example.org", reason="550 still none", now=LATER)

        assert suppressed(session) == {"ana@example.org": Suppressed("ana@example.org", NOW, "550 no such user")}
        lift(session, "ANA@example.org")
        assert suppressed(session) == {}


def test_an_address_that_is_not_held_back_cannot_be_lifted(engine: Engine) -> None:
    with transaction(engine) as session, pytest.raises(NotStored, match=r"joan@example\.org is not held back"):
        lift(session, "joan@example.org")

"""A window over a small database, and browsers of several people that look through it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db.engine import connect
from tests.web.opened import Opened, fill, open_window


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    engine = connect(f"sqlite:///{tmp_path}/convoca.db")
    fill(engine)
    yield engine
    engine.dispose()


@pytest.fixture
def opened(engine: Engine) -> Opened:
    """The window as it stands on a machine of its own."""
    return open_window(engine)

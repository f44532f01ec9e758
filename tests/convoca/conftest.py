"""The program to run, and the worlds it reads."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from convoca.world import serve
from tests.convoca.program import DEMO, Program
from tests.crawler.recorded import FOLDER, Recorded


@pytest.fixture
def convoca(tmp_path: Path) -> Program:
    """The program in an empty folder, with no setting but its data folder."""
    return Program(tmp_path)


@pytest.fixture(scope="session")
def small_world() -> Iterator[str]:
    """The origin of the demo's world as it stands on Monday 16 March 2026."""
    with serve(DEMO, day=date(2026, 3, 16)) as origin:
        yield origin


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorded]:
    if not FOLDER.is_dir():
        pytest.skip(f"the recorded world is not beside the checkout, in {FOLDER.parts[-2]}/{FOLDER.name}")
    it = Recorded(tmp_path_factory.mktemp("recorded"))
    yield it
    it.stop()

"""What the tests of the way in share."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.recorded import FOLDER, Recorded
from tests.crawler.small_portal import Portal


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write down what the golden pages are read as")


@pytest.fixture
def now() -> datetime:
    return datetime(2026, 6, 1, 6, tzinfo=UTC)


@pytest.fixture
def portal() -> Iterator[Portal]:
    """A portal of our own with as many rows as a healthy one lists."""
    with Portal() as it:
        yield it


@pytest.fixture
def recorded(tmp_path: Path) -> Iterator[Recorded]:
    if not FOLDER.is_dir():
        pytest.skip(f"the recorded world is not beside the checkout, in {FOLDER}")
    it = Recorded(tmp_path)
    yield it
    it.stop()


@pytest.fixture
def topic() -> dict[str, Any]:
    """The fields of a topic in the wire format; a test changes what it is about."""
    return {
        "type": ["1"],
        "status": ["31094502"],
        "identifier": ["SYN-2026-AIR-01-02"],
        "title": ["Clean air in dense cities"],
        "deadlineDate": ["2026-09-15T00:00:00.000+0000"],
        "deadlineModel": ["single-stage"],
    }

"""The page of sources says what the forms declare."""

from pathlib import Path

from crawler.catalogue import table

PAGE = Path(__file__).parents[2] / "docs" / "sources.md"


def test_the_documented_sources_are_those_there_are() -> None:
    assert table() in PAGE.read_text(), "write it anew: .venv/bin/python -m crawler.catalogue"

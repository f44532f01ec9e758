"""One test for all sources: each declares itself, and reads its golden page as it did when a person looked at it."""

import json
from dataclasses import asdict
from datetime import datetime
from importlib import import_module
from pathlib import Path

import pytest

from crawler.errors import UnknownSource
from crawler.registry import names, spider
from domain.call import Call
from domain.health import PATIENCE

GOLDENS = Path(__file__).parents[1] / "goldens"


@pytest.mark.parametrize("source", names())
def test_a_source_declares_itself(source: str) -> None:
    form = spider(source)
    module = import_module(form.__module__)

    assert form.name == source, "a source is found by its file name"
    assert module.__doc__, "say in one line what is published there"
    assert form.funder
    assert form.home.startswith("https://")
    assert form.licence
    assert len(form.language) == 2
    assert form.kind
    assert form.at_least > 0
    assert form.cadence in PATIENCE
    assert form.golden in ("captured", "synthetic")
    assert module.__file__
    assert len(Path(module.__file__).read_text().splitlines()) <= 80, "what needs more belongs beside the form"


@pytest.mark.parametrize("source", names())
def test_a_golden_page_is_read_as_a_person_found_right(
    source: str, now: datetime, request: pytest.FixtureRequest
) -> None:
    pages, expected = list((GOLDENS / source).glob("page.*")), GOLDENS / source / "expected.json"
    assert len(pages) == 1, f"record a page of the source in {GOLDENS / source}, as page.json, page.html or page.xml"

    found = spider(source)(now=now).parse_page(pages[0].read_text())
    told = [{"call" if isinstance(each, Call) else "unreadable": asdict(each)} for each in found]
    written = json.dumps(told, default=str, ensure_ascii=False, indent=1) + "\n"
    if request.config.getoption("--update-goldens", default=False):
        expected.write_text(written)

    assert any(isinstance(each, Call) for each in found)
    assert written == expected.read_text()


def test_a_name_without_a_file_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(UnknownSource, match=r"'nobody'.*eu_portal"):
        spider("nobody")

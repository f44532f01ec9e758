"""Rows and their number lie where the form says, at any depth."""

import pytest

from crawler.patterns.json_pages import at


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("total", "7"),
        ("results.0.hits", [1]),
        ("results.1.hits", None),
        ("results.first", None),
        ("total.deeper", None),
        ("absent", None),
    ],
)
def test_a_path_leads_to_what_lies_there_or_nowhere(path: str, found: object) -> None:
    assert at({"total": "7", "results": [{"hits": [1]}]}, path) == found

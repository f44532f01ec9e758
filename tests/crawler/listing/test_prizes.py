"""A title says whether what is on offer is a prize."""

import pytest

from crawler.listing.prizes import offered
from domain.call import Kind


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("New European Bauhaus Prizes 2026", Kind.PRIZE),
        ("An award for towns", Kind.PRIZE),
        ("Grants awarded to enterprising towns", Kind.CALL),
    ],
)
def test_a_prize_is_named_as_a_word(title: str, kind: Kind) -> None:
    assert offered(title, Kind.CALL) is kind

"""A day in prose is a deadline only where the words before it say so."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.parse.nearby import NEAR, deadlines_near

DAY = date(2026, 11, 17)


@pytest.mark.parametrize(
    "text",
    [
        "Deadline: 17 November 2026",
        "Deadline for submission\n17th November 2026",
        "Applications are open until 17 Nov. 2026, 17:00",
        "Closing date: November 17, 2026 [Close of Business, East African Time]",
        "Deadline 17.11.2026 14:00",
        "Submit your proposal before 17/11/2026",
        "The cut-off is 2026-11-17.",
        "Plazo de presentación: hasta el 17 de noviembre de 2026",
        "Date limite de dépôt : 17 novembre 2026",
        "El termini acaba el 17 de novembre de 2026",
    ],
)
def test_a_day_that_follows_a_word_for_a_deadline_is_one(text: str) -> None:
    assert deadlines_near(text) == [DAY]


@pytest.mark.parametrize(
    "text",
    [
        "The call was published on 17 November 2026",
        "Opens 17 November 2026, deadline to be announced",
        "The deadline is not yet known; the call opens on 17 November 2026",
        "There is no deadline. On 17 November 2026 we meet in Lyon.",
        "Deadline\nto be announced\n17 November 2026",
        "The deadline has passed, results follow on 17 November 2026",
        "Deadline 17 November 26",
        "Deadline 0099-12-31",
        "Deadline 31/02/2026",
        "Deadline 17.11.2026.3",
        "Reference of the deadline: 117/11/2026",
    ],
)
def test_every_other_day_is_not_known_to_be_a_deadline(text: str) -> None:
    assert deadlines_near(text) == []


def test_all_deadlines_are_kept_in_order() -> None:
    text = "Deadline for full proposals: 15 April 2027. Deadline for outlines: 17 November 2026."

    assert deadlines_near(text) == [DAY, date(2027, 4, 15)]


@given(st.integers(min_value=1, max_value=2 * NEAR))
def test_a_word_reaches_as_far_as_it_is_said_to(distance: int) -> None:
    found = deadlines_near(f"deadline{' ' * distance}17 November 2026")

    assert found == ([DAY] if distance <= NEAR else [])


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2099, 12, 31)))
def test_every_day_is_read_in_every_way_it_is_printed(day: date) -> None:
    for printed in (day.isoformat(), day.strftime("%d.%m.%Y"), day.strftime("%d/%m/%Y")):
        assert deadlines_near(f"Deadline: {printed}") == [day]

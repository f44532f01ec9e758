"""The Commission's sites: what a call's own page states becomes its facts, and nothing is guessed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from crawler.patterns.ecl import EclSpider, announces
from crawler.registry import spider
from domain.call import Call, Kind, Part, PartKind, Status
from domain.deadlines import BRUSSELS, Deadline, DeadlineKind
from tests.crawler.patterns.small_site import html

GOLDEN = Path(__file__).parents[2] / "goldens" / "covenant_of_mayors"

Facts = Sequence[tuple[str, str]]


@pytest.fixture
def form(now: datetime) -> EclSpider:
    it = spider("covenant_of_mayors")(now=now)
    assert isinstance(it, EclSpider)
    return it


@pytest.fixture
def card(form: EclSpider) -> Call:
    """What the first card of the listing says."""
    found = form.parse_page((GOLDEN / "page.html").read_text())[0]
    assert isinstance(found, Call)
    return found


def page(facts: Facts, *body: str) -> str:
    pairs = (
        f"<dt class='ecl-description-list__term'>{label}</dt><dd class='ecl-description-list__definition'>{value}</dd>"
        for label, value in facts
    )
    return html("<h1 class='ecl-page-header__title'>A call</h1><dl>", *pairs, "</dl><div class='ecl'>", *body, "</div>")


def test_the_own_page_of_a_call_is_read_as_a_person_found_right(form: EclSpider, card: Call) -> None:
    call = form.parse_own_page(card, (GOLDEN / "own.html").read_text())

    assert call == replace(
        card,
        identifier="LIFE-2026-CET-EMPOWER",
        word=Status.OPEN,
        opens_on=date(2026, 4, 21),
        published_on=date(2026, 4, 21),
        deadlines=replace(card.deadlines, dates=(Deadline(date(2026, 9, 16), time(17), BRUSSELS),)),
        parts=(
            Part(
                PartKind.DESCRIPTION,
                "",
                "Local authorities may ask for money to spread what has worked elsewhere.\n"
                "Renovation of homes\nHeating without gas",
            ),
            Part(PartKind.CONDITIONS, "Publication date", "21 April 2026"),
            Part(PartKind.CONDITIONS, "Funding programme", "LIFE"),
        ),
    )


@pytest.mark.parametrize(
    ("model", "dates", "kinds"),
    [
        ("Single-stage", ["16 September 2026"], [DeadlineKind.DEADLINE]),
        ("Two-stage", ["16 September 2026", "2 February 2027"], [DeadlineKind.STAGE_1, DeadlineKind.STAGE_2]),
        ("Multiple cut-off", ["2 February 2027", "16 September 2026"], [DeadlineKind.CUT_OFF, DeadlineKind.CUT_OFF]),
    ],
)
def test_every_date_counts_as_the_deadline_model_says(
    form: EclSpider, card: Call, model: str, dates: list[str], kinds: list[DeadlineKind]
) -> None:
    several = [("Deadline model", model), *(("Deadline date", each) for each in dates)]
    in_one = [("Deadline model", model), ("Deadline date", "<br>".join(dates))]

    for facts in (several, in_one):
        call = form.parse_own_page(card, page(facts))
        assert [each.kind for each in call.deadlines] == kinds
        assert [str(each.on) for each in call.deadlines] == ["2026-09-16", "2027-02-02"][: len(dates)]


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ([("Status", "Adjourned")], "status 'Adjourned' is not understood"),
        ([("Deadline model", "Lottery"), ("Deadline date", "16 September 2026")], "deadline model 'Lottery'"),
        ([("Deadline model", "Two-stage"), ("Deadline date", "1 May 2026<br>2 May 2026<br>3 May 2026")], "3 dates"),
        ([("Deadline date", "in autumn")], "'in autumn' is not a date"),
        ([("Opening date", "16 September 0099")], "no year that can be meant"),
        ([("Opening date", "1 May 2026"), ("Opening date", "2 May 2026")], "'Opening date' has 2 values"),
        ([("Opening date", "17 September 2026"), ("Deadline date", "16 September 2026")], "before its opening"),
        ([], "neither facts nor text"),
    ],
)
def test_what_is_not_understood_makes_the_call_unreadable(
    form: EclSpider, card: Call, facts: Facts, reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        form.parse_own_page(card, page(facts))


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ([("Opening date", "2 June 2026")], Status.FORTHCOMING),
        ([("Opening date", "1 June 2026")], Status.OPEN),
        ([("Opening date", "1 June 2026"), ("Status", "Closed")], Status.CLOSED),
        ([("Deadline date", "16 September 2026")], Status.UNKNOWN),
    ],
)
def test_the_status_is_the_word_printed_or_told_by_the_day_of_opening_and_else_not_known(
    form: EclSpider, card: Call, facts: Facts, word: Status
) -> None:
    assert form.parse_own_page(card, page(facts)).word is word


def test_a_date_that_is_not_stated_is_not_known(form: EclSpider, card: Call) -> None:
    call = form.parse_own_page(card, page([("Deadline date", "not stated"), ("Opening date", "-")], "<p>Soon.</p>"))

    assert (call.opens_on, len(call.deadlines)) == (None, 0)


def test_a_deadline_that_only_the_text_names_counts_where_no_fact_does(form: EclSpider, card: Call) -> None:
    text = "<p>Apply before the deadline of 16 September 2026.</p>"

    told = form.parse_own_page(card, page([], text))
    stated = form.parse_own_page(card, page([("Deadline date", "1 October 2026")], text))

    assert [str(each.on) for each in told.deadlines] == ["2026-09-16"]
    assert [str(each.on) for each in stated.deadlines] == ["2026-10-01"]


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("EPAH launches a new call for technical assistance", True),
        ("Applications open for the expert missions", True),
        ("European City Facility announces its eighth call", True),
        ("Awards for energy agencies", True),
        ("From diagnosis to implementation: EPAH Technical Assistance (3rd Call) – Insights from a Lunch Talk", False),
        ("Results of the third call", False),
        ("Cities recall a hard winter", False),
        ("Energy agencies meet in Vienna", False),
    ],
)
def test_a_title_in_a_newsroom_announces_a_call_or_does_not(title: str, said: bool) -> None:
    assert announces(title) is said


def test_mere_news_is_kept_by_epah_as_what_it_is_and_left_out_by_managenergy() -> None:
    now = datetime(2026, 6, 1, 6, tzinfo=UTC)
    news = html(
        *(
            f"<article class='ecl-content-item'><div class='ecl-content-block__title'><a href='/{place}'>{title}</a>"
            "</div></article>"
            for place, title in enumerate(("Open call for advice", "A meeting", "Award: apply by a call for towns"))
        )
    )

    kept = [each.kind for each in spider("epah")(now=now).parse_page(news) if isinstance(each, Call)]
    chosen = [each.kind for each in spider("managenergy")(now=now).parse_page(news) if isinstance(each, Call)]

    assert kept == [Kind.TECHNICAL_ASSISTANCE, Kind.PIPELINE, Kind.PRIZE]
    assert chosen == [Kind.CALL, Kind.PRIZE]

"""What was measured is shown with its limits, and the algorithm sheet is open to everybody."""

from sqlalchemy import Engine

from matcher.reference_model import DEFAULT_MODEL
from matcher.shipped_figures import figures
from tests.web.opened import SOURCES, Opened, open_window
from web.pages.quality import SYSTEMS, compared
from web.window import Reader


def test_the_service_stands_beside_every_baseline(opened: Opened) -> None:
    page = opened.as_("viewer").get("/quality").text

    assert all(name in page for name in SYSTEMS.values())
    best = compared(figures().plan)[0]
    assert f"{best.full.ndcg_at_10:.2f}" in page
    assert "What these figures do not say" in page


def test_every_system_that_was_measured_has_a_name() -> None:
    known = figures()
    measured = {each.system for each in (*known.plan, *known.funded)} | {each.system for each in known.backtest}

    assert measured == set(SYSTEMS)


def test_the_thresholds_in_use_are_marked_where_they_were_measured(engine: Engine) -> None:
    usual = open_window(engine).as_("viewer").get("/quality").text
    unusual = open_window(engine, threshold=0.13, strong=0.55).as_("viewer").get("/quality").text

    assert [usual.count(f">{each}</span>") for each in ("mailed", "strong")] == [1, 1]
    assert [unusual.count(f">{each}</span>") for each in ("mailed", "strong")] == [0, 0]


def test_figures_of_another_model_are_said_to_be_so(engine: Engine) -> None:
    usual = Reader(model=DEFAULT_MODEL, weights="53aa51172d14", run_by="torch, float32", english_only=True)

    for path in ("/quality", "/algorithm"):
        assert "Another one runs now." in open_window(engine).as_("viewer").get(path).text
        assert "Another one runs now." not in open_window(engine, reader=usual).as_("viewer").get(path).text


def test_anybody_may_read_how_matches_are_made(opened: Opened) -> None:
    page = opened.browser().get("/algorithm").text

    for said in (
        "a-model",
        "53aa51172d14",
        "torch, float32",
        "English only.",
        "from 0.12 on a call is mailed, from 0.5 on it is called strong",
        "2 sources",
        "2 calls are known.",
        "https://example.org/contact",
        *(each.licence for each in SOURCES),
    ):
        assert said in page


def test_the_sheet_says_what_runs_now(engine: Engine) -> None:
    reader = Reader(model="<another>", weights="abc", run_by="openvino", english_only=False)
    page = open_window(engine, reader=reader, threshold=0.3).browser().get("/algorithm").text

    assert "&lt;another&gt;" in page
    assert "English only." not in page
    assert "from 0.3 on a call is mailed" in page
    assert "mailed from score 0.33 on" in page, "the nearest threshold that was measured"

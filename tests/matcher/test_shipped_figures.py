"""The quality that is shipped is that of the score that runs, and whole."""

from matcher import fusion
from matcher.shipped_figures import MEASURED_WITH, figures


def test_the_figures_are_of_the_score_that_runs() -> None:
    assert MEASURED_WITH == fusion.VERSION, "measure anew: matcher/shipped_figures.py says how"


def test_every_system_was_asked_by_whole_descriptions_and_by_titles() -> None:
    for measured in (figures().plan, figures().funded):
        systems = {each.system for each in measured}
        assert {(each.system, each.query) for each in measured} == {
            (system, length) for system in systems for length in ("full", "title")
        }
        assert "convoca" in systems


def test_a_higher_threshold_sends_less() -> None:
    sent = [each.sent for each in figures().thresholds if each.query == "full"]

    assert len(sent) > 5
    assert sent == sorted(sent, reverse=True)


def test_the_back_test_has_chance_beside_the_service() -> None:
    by_system = {each.system: each.hit_at_5 for each in figures().backtest}

    assert by_system["chance"] < by_system["convoca"]

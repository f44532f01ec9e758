"""Of all that keeps a call from being offered, the first that holds is said."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from domain.call import Call, Kind, Status
from domain.deadlines import Deadlines
from domain.eligibility import Answer, Finding, Rule, Verdict
from domain.match import Match, Thresholds
from followup.standing import Bar, Standing

NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
CALL = Call(source="s", reference="r", identifier="i", kind=Kind.CALL, title="t", url="", word=Status.OPEN)
MATCH = Match(item="project:a", source="s", reference="r", version=1, score=0.3, words=0, meaning=0)
OFFERED = Standing(call=CALL, merged_into=None, match=MATCH, verdict=None, turned_down=False)
NO = Verdict((Finding(Rule.COUNTRY, Answer.NO, "other countries only"),))
USUAL = Thresholds(worth_a_look=0.12, strong=0.5)
SILENT = replace(CALL, word=Status.UNKNOWN, deadlines=Deadlines(), published_on=date(2025, 1, 1))


@pytest.mark.parametrize(
    ("standing", "bar"),
    [
        (OFFERED, None),
        (replace(OFFERED, call=replace(CALL, word=Status.WITHDRAWN), turned_down=True), Bar.SHUT),
        (replace(OFFERED, call=SILENT), Bar.STALE),
        (replace(OFFERED, call=replace(CALL, kind=Kind.TENDER)), Bar.NO_FUNDING),
        (replace(OFFERED, merged_into="s/other", match=None), Bar.MERGED),
        (replace(OFFERED, turned_down=True, verdict=NO), Bar.TURNED_DOWN),
        (replace(OFFERED, match=None), Bar.UNMATCHED),
        (replace(OFFERED, match=replace(MATCH, score=0.1), verdict=NO), Bar.WEAK),
        (replace(OFFERED, verdict=NO), Bar.NOT_ELIGIBLE),
    ],
)
def test_the_first_bar_is_said(standing: Standing, bar: Bar | None) -> None:
    assert standing.bar(USUAL, now=NOW) is bar


def test_the_threshold_of_the_project_goes_before_the_usual_one() -> None:
    raised = replace(USUAL, of_item={"project:a": 0.4})

    assert OFFERED.bar(raised, now=NOW) is Bar.WEAK
    assert OFFERED.bar(replace(USUAL, of_item={"project:b": 0.4}), now=NOW) is None

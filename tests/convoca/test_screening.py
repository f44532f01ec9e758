"""The rules against a person's answers on real calls: "no" is right, and what is left open is little."""

import csv
from collections.abc import Iterator

import pytest

from config.plan_file import load
from db import calls
from db.engine import connect, reading
from domain.call import Call
from domain.eligibility import Answer, Rule, Verdict
from matcher.eligibility.measure import Measured, measured
from matcher.eligibility.screen import screen
from tests.convoca.program import PLAN, ROOT, Program
from tests.crawler.recorded import Recorded

pytestmark = pytest.mark.slow

LABELS = ROOT / "tests" / "matcher" / "eligibility_labels.csv"
DAY = "2026-07-20"
Key = tuple[str, str]


@pytest.fixture(scope="module")
def verdicts(recorded: Recorded, tmp_path_factory: pytest.TempPathFactory) -> dict[Key, tuple[Call, Verdict]]:
    """Every call of one recorded day, screened for the reference plan's applicant."""
    folder = tmp_path_factory.mktemp("screening")
    convoca = Program(folder, {"CONVOCA_REPLAY_ORIGIN": recorded.serve(DAY), "CONVOCA_NOW": f"{DAY}T06:00:00+00:00"})
    for source in ("eu_portal", "euroaccess", "interreg", "dut"):
        assert (done := convoca("crawl", source)).returncode == 0, done.stderr
    applicant = load(PLAN).applicant
    with reading(connect(convoca.database)) as session:
        found = [each.call for each in calls.stored(session)]
    return {(each.source, each.reference): (each, screen(each, applicant)) for each in found}


def labels() -> list[dict[str, str]]:
    with LABELS.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def pairs(verdicts: dict[Key, tuple[Call, Verdict]], rule: Rule | None = None) -> Iterator[tuple[Answer, Answer]]:
    """A person's answer and that of the rules, of one rule or of all."""
    for row in labels():
        known = verdicts.get((row["source"], row["reference"]))
        if known and rule in (None, row["rule"]):
            (finding,) = (each for each in known[1].findings if each.rule == row["rule"])
            yield Answer(row["answer"]), finding.answer


def test_each_rule_has_sixty_answers_of_a_person() -> None:
    counted = [row["rule"] for row in labels()]

    assert {each: counted.count(each) >= 60 for each in Rule} == dict.fromkeys(Rule, True)


def test_the_labelled_calls_are_on_record(verdicts: dict[Key, tuple[Call, Verdict]]) -> None:
    assert {(row["source"], row["reference"]) for row in labels()} <= set(verdicts)


def test_a_no_is_right_and_little_is_left_open(verdicts: dict[Key, tuple[Call, Verdict]]) -> None:
    whole: Measured = measured(pairs(verdicts))

    assert whole.said_no >= 10
    assert whole.precision is not None
    assert whole.precision >= 0.98
    assert whole.unclear <= 0.35
    assert whole.right >= 0.90


@pytest.mark.parametrize("rule", Rule)
def test_no_rule_is_often_wrong(verdicts: dict[Key, tuple[Call, Verdict]], rule: Rule) -> None:
    assert measured(pairs(verdicts, rule)).right >= 0.90


def test_every_quotation_is_found_in_the_stored_text(verdicts: dict[Key, tuple[Call, Verdict]]) -> None:
    said = [(call, each) for call, verdict in verdicts.values() for each in verdict.findings if each.quotation]

    assert len(said) > 1_000
    assert [each for call, each in said if each.quotation and not each.quotation.stands_in(call)] == []

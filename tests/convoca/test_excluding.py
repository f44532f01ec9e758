"""What is excluded is listed with the reason, an officer can bring it back, and relevance never changes by it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from config.settings import Settings
from convoca import excluding, listing, screening
from convoca.excluding import NoSuchExclusion
from convoca.wiring import Program
from db import matches, verdicts, votes
from db.engine import connect, reading, transaction
from domain.call import Call, Part, PartKind
from domain.eligibility import Answer, Rule
from domain.plan import Plan
from domain.vote import Reason, Vote, Word
from matcher.rank import Candidate
from tests.convoca import samples
from tests.convoca.samples import NOW

SMES = "Participation is limited to SMEs."
SHUT = samples.call("FOR-ADA", parts=(Part(PartKind.CONDITIONS, "", SMES),), type_of_action="SMP Project Grants")
OPEN = samples.call("FOR-BERTA", samples.TEXTS["berta"], type_of_action="LIFE Project Grants")
PLAN = samples.plan(officer="carla")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    it = connect(f"sqlite:///{tmp_path / 'convoca.db'}")
    yield it
    it.dispose()


@pytest.fixture
def program(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.chdir(tmp_path)
    it = Program(Settings.read(), NOW, engine)
    samples.store(engine, of=PLAN, known=[SHUT, OPEN], found=samples.MATCHES[:2])
    screen(it, PLAN, SHUT, OPEN)
    return it


def screen(program: Program, plan: Plan, *running: Call, version: int = 1) -> int:
    """Screen as the match step does; return how many calls were read."""
    found = screening.screened(program, plan, [Candidate(each, version) for each in running])
    with transaction(program.engine) as session:
        keys = [(each.source, each.reference) for each in running]
        verdicts.record(session, plan.id, found, running=keys, rules=screening.rules(plan), now=NOW)
    return len(found)


def test_an_excluded_call_is_listed_with_the_rule_the_words_and_the_projects_it_fits(program: Program) -> None:
    said = "\n".join(excluding.sentences(excluding.excluded(program)))

    assert "FOR-ADA: The title of FOR-ADA" in said
    assert f"No by the rule on applicant type: only others may apply. The call: {SMES}" in said
    assert "It fits of-ada by its text." in said
    assert "FOR-BERTA" not in said


def test_a_call_that_is_brought_back_is_excluded_no_more_until_that_is_taken_back(program: Program) -> None:
    assert "brought back" in excluding.decide(program, "FOR-ADA", Answer.YES, why="With a company.")
    assert excluding.excluded(program) == []

    assert "the rules hold again" in excluding.reset(program, "FOR-ADA")
    assert [each.call for each in excluding.excluded(program)] == [SHUT]


def test_an_officer_can_exclude_what_the_rules_let_pass_and_it_says_who(program: Program) -> None:
    excluding.decide(program, "FOR-BERTA", Answer.NO, why="No staff.")

    assert "Carla said so. No staff." in "\n".join(excluding.sentences(excluding.excluded(program)))


def test_a_call_that_nobody_knows_or_decided_on_is_named(program: Program) -> None:
    with pytest.raises(NoSuchExclusion, match="No call has the identifier or reference 'NOPE'"):
        excluding.decide(program, "NOPE", Answer.YES)
    with pytest.raises(NoSuchExclusion, match="Nobody has decided on FOR-ADA"):
        excluding.reset(program, "FOR-ADA")


def test_a_person_who_says_not_eligible_against_the_rules_is_put_before_the_officer(program: Program) -> None:
    vote = Vote(
        person="berta",
        item="project:of-berta",
        source=OPEN.source,
        reference=OPEN.reference,
        version=1,
        word=Word.NOT_FOR_US,
        reason=Reason.NOT_ELIGIBLE,
        note="Only regions.",
        at=NOW,
    )
    with transaction(program.engine) as session:
        votes.cast(session, PLAN.id, vote)

    (said,) = excluding.doubted(program)
    assert said.startswith("Berta says that we may not apply for FOR-BERTA (Only regions.); the rules say unclear.")
    excluding.decide(program, "FOR-BERTA", Answer.NO)
    assert list(excluding.doubted(program)) == []


def test_the_score_is_the_same_whatever_the_verdict(program: Program) -> None:
    with reading(program.engine) as session:
        before = matches.of_plan(session, PLAN.id)
    excluding.decide(program, "FOR-BERTA", Answer.NO)

    with reading(program.engine) as session:
        assert matches.of_plan(session, PLAN.id) == before


def test_a_call_is_screened_again_only_when_it_or_the_applicant_changed(program: Program) -> None:
    assert screen(program, PLAN, SHUT, OPEN) == 0
    assert screen(program, PLAN, SHUT, OPEN, version=2) == 2
    assert (
        screen(program, samples.plan(applicant=replace(PLAN.applicant, kind="a small company")), SHUT, OPEN, version=2)
        == 2
    )


def test_every_match_says_whether_one_may_apply(program: Program) -> None:
    said = {each["reference"]: each["eligibility"]["answer"] for each in listing.matches(program)}

    assert said == {"FOR-ADA": "no", "FOR-BERTA": "unclear"}


def test_an_explanation_goes_rule_by_rule_with_the_words(program: Program) -> None:
    (stored,) = (each for each in listing.running(program) if each.call.reference == "FOR-ADA")
    said = list(excluding.rule_by_rule(program, PLAN, stored))

    assert said[0] == "May A metropolis apply? No, by its text; only the funder's page is binding."
    assert [each.split(":")[0].strip() for each in said[1:] if not each.startswith("        ")] == list(Rule)
    assert f"        the call: {SMES}" in said

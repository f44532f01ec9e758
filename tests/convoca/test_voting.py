"""What people say of calls is kept, moves the ranking within bounds, and leaves the digest to those who want it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from config.settings import Settings
from convoca import learning, listing
from convoca.digesting import digest
from convoca.explaining import explain
from convoca.matching import match
from convoca.voting import NotOneCall, WhoVotes, reset, take_back, vote
from db import calls, matches, merges, told, votes
from db.engine import connect, reading, transaction
from db.errors import NotStored
from domain.call import Call
from domain.match import Match
from domain.vote import BadVote, Reason, Word
from tests.convoca import samples
from tests.convoca.samples import NOW, TEXTS
from tests.convoca.test_matching import BagOfWords, Program

PROJECT = "project:of-ada"
BUSES = samples.call("BUSES", "Buses without fumes and quiet buses at every stop.")
TRAMS = samples.call("TRAMS", "Clean air in every street where quiet buses pass.")
SEA = samples.call("SEA", "Fishers land their catch while trawlers sleep offshore.")
SHIP = samples.call("SHIP", "Trawlers land their catch offshore while fishers sleep.")
LIKE_SEA = samples.call("LIKE-SEA", "Fishers sleep while trawlers land their catch offshore, clean.")
KNOWN = (*samples.CALLS, BUSES, TRAMS, SEA, SHIP, LIKE_SEA)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    it = connect(f"sqlite:///{tmp_path / 'convoca.db'}")
    samples.store(it, known=KNOWN, found=())
    yield it
    it.dispose()


@pytest.fixture
def program(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.chdir(tmp_path)
    settings = Settings.read().model_copy(update={"data_dir": tmp_path})
    return Program(settings, NOW, engine, model=BagOfWords())


def say(program: Program, call: str, word: Word = Word.NOT_FOR_US, **different: Any) -> str:
    return vote(program, call, "of-ada", word=word, **different)


def teach(program: Program) -> None:
    say(program, "BUSES", Word.RELEVANT)
    say(program, "SEA")
    say(program, "SHIP", reason=Reason.COMPETENCE)


def kept(program: Program) -> dict[str, Match]:
    """The matches of Ada's project by reference."""
    with reading(program.engine) as session:
        return {each.reference: each for each in matches.of_plan(session, "tiny") if each.item == PROJECT}


def shown(program: Program, *, dismissed: bool = False) -> set[str]:
    return {row["reference"] for row in listing.matches(program, "of-ada", dismissed=dismissed)}


def record(program: Program, call: Call) -> None:
    with transaction(program.engine) as session:
        calls.record(session, call, now=NOW)


def test_three_votes_of_both_signs_move_the_project_and_no_other(program: Program) -> None:
    match(program)
    before = kept(program)
    teach(program)

    (again,) = match(program)
    after = kept(program)

    assert again.changed
    assert after["TRAMS"].score > before["TRAMS"].score == after["TRAMS"].calibrated
    assert after["LIKE-SEA"].score < before["LIKE-SEA"].score == after["LIKE-SEA"].calibrated
    assert all(each.learnt is None for each in again.matches if each.item != PROJECT)


def test_votes_that_say_nothing_of_the_subject_match_nothing_anew(program: Program) -> None:
    match(program)
    say(program, "SEA", reason=Reason.NOT_ELIGIBLE)
    say(program, "SHIP", reason=Reason.CAPACITY)
    say(program, "BUSES", Word.LATER)

    assert not match(program)[0].changed


def test_a_reset_brings_the_ranking_back_and_leaves_dismissed_what_was_dismissed(program: Program) -> None:
    match(program)
    before = kept(program)
    teach(program)
    match(program)

    said = reset(program, "of-ada")
    match(program)

    assert "nothing is learnt any more" in said
    assert kept(program) == before
    assert shown(program, dismissed=True) == {"SEA", "SHIP"}


def test_a_dismissed_call_leaves_the_matches_and_is_shown_with_its_reason_on_request(program: Program) -> None:
    match(program)
    said = say(program, "FOR-ADA", reason=Reason.TOO_SMALL, note="Ten buses are none.")
    (row,) = listing.matches(program, "of-ada", dismissed=True)

    assert said == (
        "The title of FOR-ADA: not for us (too small) for The project of ada, says ada. It leaves the project's "
        "matches and digest. It says nothing of the subject."
    )
    assert "FOR-ADA" not in shown(program)
    assert (row["reference"], row["dismissed"]["reason"], row["dismissed"]["note"]) == (
        "FOR-ADA",
        "too-small",
        "Ten buses are none.",
    )
    assert "FOR-ADA" in {each["reference"] for each in listing.matches(program, "of-berta")}


def test_a_vote_that_is_taken_back_brings_the_call_back(program: Program) -> None:
    match(program)
    say(program, "FOR-ADA")
    take_back(program, "FOR-ADA", "of-ada")

    assert "FOR-ADA" in shown(program)
    with pytest.raises(NotStored, match="FOR-ADA"):
        take_back(program, "FOR-ADA", "of-ada")


def test_a_dismissed_call_is_not_mailed_to_the_owner_of_that_project(program: Program) -> None:
    match(program)
    assert kept(program)["FOR-ADA"].score >= program.settings.worth_a_look
    say(program, "FOR-ADA")
    digest(program)

    with reading(program.engine) as session:
        of_ada, of_berta = (told.told(session, "tiny", each) for each in ("ada", "berta"))
    assert (PROJECT, "eu_portal", "FOR-ADA") not in of_ada
    assert ("project:of-berta", "eu_portal", "FOR-BERTA") in of_berta


def test_a_call_dismissed_for_lack_of_time_is_a_match_again_when_the_deadline_moves_out(program: Program) -> None:
    match(program)
    say(program, "FOR-ADA", reason=Reason.DEADLINE)
    assert "FOR-ADA" not in shown(program)

    record(program, samples.without_hour(samples.CALLS[0], date(2027, 9, 1)))
    match(program)

    assert "FOR-ADA" in shown(program)
    assert "It is back, because its deadline has moved out since." in list(explain(program, "FOR-ADA", "of-ada"))


def test_an_explanation_says_what_was_voted_what_it_moved_and_because_of_what(program: Program) -> None:
    teach(program)
    say(program, "TRAMS", reason=Reason.CAPACITY, note="Next year.")
    said = list(explain(program, "TRAMS", "of-ada"))

    (moved,) = (each for each in said if each.startswith("Your votes moved it from "))
    assert "The title of BUSES was voted relevant" in moved
    assert "Ada said on 2026-09-07: not for us (no capacity). “Next year.”" in said
    assert any(each.startswith("Not offered to The project of ada: turned down, ") for each in said)


def test_an_explanation_says_why_nothing_is_learnt(program: Program) -> None:
    assert not [each for each in explain(program, "TRAMS", "of-ada") if "learnt" in each]
    say(program, "BUSES", Word.RELEVANT)

    assert "Nothing is learnt from the votes yet: 1 of at least 3 votes on the subject." in list(
        explain(program, "TRAMS", "of-ada")
    )


def test_a_superseded_vote_and_one_taken_back_are_said_to_be(program: Program) -> None:
    say(program, "TRAMS")
    say(replace(program, now=NOW + timedelta(days=1)), "TRAMS", Word.RELEVANT)
    take_back(replace(program, now=NOW + timedelta(days=2)), "TRAMS", "of-ada")
    said = list(explain(program, "TRAMS", "of-ada"))

    assert "Ada said on 2026-09-07: not for us. Superseded." in said
    assert "Ada said on 2026-09-08: relevant. Taken back on 2026-09-09." in said


def test_old_evidence_names_its_version_when_the_call_has_changed(program: Program) -> None:
    match(program)
    record(program, samples.call("FOR-ADA", "Quiet trams bring clean air to every suburb."))

    assert [row["changed_since"] for row in listing.matches(program, "of-ada") if row["reference"] == "FOR-ADA"] == [
        True
    ]
    assert (
        "This is version 2. The sentences kept with the match were read in version 1; the call has changed since, and "
        "the next match reads it anew."
    ) in list(explain(program, "FOR-ADA", "of-ada"))


def test_what_is_not_covered_and_the_words_that_weighed_are_told(program: Program) -> None:
    samples.store(
        program.engine,
        of=samples.plan(
            projects=(samples.project("of-ada", "ada", TEXTS["ada"], "Grandparents knit woollen jumpers."),)
        ),
        known=(),
        found=(),
    )
    match(program)
    said = list(explain(program, "FOR-ADA", "of-ada"))

    assert "  not covered by this call: Grandparents knit woollen jumpers." in said
    (words,) = (each for each in said if each.startswith("  Words of the call that weighed most: "))
    assert "fumes" in words
    (row,) = (each for each in listing.matches(program, "of-ada") if each["reference"] == "FOR-ADA")
    assert row["uncovered"] == ["Grandparents knit woollen jumpers."]
    assert words.endswith(f": {', '.join(row['telling_words'])}.")


def test_a_merged_call_is_voted_on_in_the_one_that_stands_for_it(program: Program) -> None:
    record(program, replace(BUSES, source="euroaccess", reference="EA-7"))
    with transaction(program.engine) as session:
        merges.replace(session, {("euroaccess", "EA-7"): ("eu_portal", "BUSES")})
    say(program, "EA-7", Word.RELEVANT)
    say(program, "BUSES", Word.RELEVANT)

    with reading(program.engine) as session:
        assert {each.key for each in votes.of_plan(session, "tiny")} == {(PROJECT, "eu_portal", "BUSES")}


def test_a_vote_is_the_owners_unless_somebody_else_is_named(program: Program) -> None:
    say(program, "BUSES", Word.RELEVANT)
    say(program, "BUSES", Word.RELEVANT, person="carla")

    with reading(program.engine) as session:
        assert [each.person for each in votes.of_plan(session, "tiny")] == ["ada", "carla"]


@pytest.mark.parametrize(
    ("call", "project", "said", "failure", "names"),
    [
        ("NOWHERE", "of-ada", {}, NotOneCall, "'NOWHERE'"),
        ("BUSES", "nothing", {}, listing.NoSuchItem, "'nothing'"),
        ("BUSES", "of-ada", {"person": "nobody"}, WhoVotes, "'nobody'"),
        ("BUSES", "of-ada", {"word": Word.RELEVANT, "reason": Reason.OTHER}, BadVote, "other"),
        ("BUSES", "of-ada", {"note": "x" * 501}, BadVote, "501"),
    ],
)
def test_a_vote_that_is_not_clear_is_refused_with_the_mend(
    program: Program, call: str, project: str, said: dict[str, Any], failure: type[Exception], names: str
) -> None:
    with pytest.raises(failure, match=names):
        vote(program, call, project, **{"word": Word.NOT_FOR_US} | said)


def test_a_name_that_two_calls_have_asks_for_the_reference(program: Program) -> None:
    record(program, replace(BUSES, source="cinea", reference="C-1"))

    with pytest.raises(NotOneCall, match="C-1 at cinea"):
        say(program, "BUSES")


def test_what_is_explored_was_neither_voted_on_nor_is_it_mailed(program: Program) -> None:
    settings = program.settings.model_copy(update={"worth_a_look": 0.99, "strong": 0.99})
    strict = replace(program, settings=settings)
    match(strict)
    say(strict, "BUSES", Word.RELEVANT)
    table = listing.tables(strict, "of-ada")[0]
    found = learning.exploring(strict, table.plan, table.item)

    assert len(found) == 3
    assert "BUSES" not in {each.reference for each, _ in found}
    assert all(each.score < 0.99 for each, _ in found)
    assert all(each.said.startswith("Nothing new (") for each in digest(strict))

"""A plan is matched when something it depends on has changed, and left alone otherwise."""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from pathlib import Path

import numpy as np
import pytest
from sqlalchemy import Engine

from config.settings import Settings
from convoca import wiring
from convoca.matching import Matched, match
from convoca.planning import NoPlan
from db import calls, matches, plans
from db.engine import connect, reading, transaction
from domain.call import Call, Status
from domain.match import Match
from domain.plan import Plan
from matcher.encoder import TransformerEncoder, Vectors
from tests.convoca import samples
from tests.convoca.samples import NOW, TEXTS

SIZE = 96
LATER = NOW + timedelta(days=1)
OWN = {owner: (f"project:of-{owner}", f"FOR-{owner.upper()}") for owner in TEXTS}
"""The project of each owner and the call that was made for it."""


class BagOfWords(TransformerEncoder):
    """Stands in for the model: each word is hashed to one dimension. Keeps what it was asked."""

    def __init__(self, model: str = "bag-of-words", *, breaks: bool = False) -> None:
        super().__init__(model)
        self.asked: list[str] = []
        self.breaks = breaks

    def encode_query(self, inputs: Sequence[str]) -> Vectors:
        return self._encode(inputs)

    def encode_document(self, inputs: Sequence[str]) -> Vectors:
        if self.breaks:
            raise MemoryError
        return self._encode(inputs)

    def _encode(self, inputs: Sequence[str]) -> Vectors:
        self.asked += inputs
        rows = np.zeros((len(inputs), SIZE), np.float32)
        for row, text in zip(rows, inputs, strict=True):
            for word in re.findall(r"\w+", text.lower()) or [""]:
                row[int.from_bytes(hashlib.sha256(word.encode()).digest()[:4]) % SIZE] += 1
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


@dataclass(frozen=True)
class Program(wiring.Program):
    """The program with an encoder that is quick."""

    model: BagOfWords | None = None

    @cached_property
    def encoder(self) -> TransformerEncoder:
        return self.model or BagOfWords()


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    it = connect(f"sqlite:///{tmp_path / 'convoca.db'}")
    samples.store(it, found=())
    yield it
    it.dispose()


@pytest.fixture
def program(engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    monkeypatch.chdir(tmp_path)
    return Program(Settings.read(), NOW, engine)


def later(program: Program, now: datetime = LATER, **settings: float) -> tuple[Matched, BagOfWords]:
    """Match once more, in a process that has loaded nothing yet; return what came of it and what was encoded."""
    encoder = BagOfWords()
    changed = program.settings.model_copy(update=settings)
    (matched,) = match(replace(program, now=now, model=encoder, settings=changed))
    return matched, encoder


def save(program: Program, plan: Plan) -> None:
    with transaction(program.engine) as session:
        plans.save(session, plan, now=LATER)


def record(program: Program, call: Call) -> None:
    with transaction(program.engine) as session:
        calls.record(session, call, now=LATER)


def kept(program: Program) -> list[Match]:
    with reading(program.engine) as session:
        return matches.of_plan(session, "tiny")


def test_every_running_call_is_matched_with_every_project_and_says_why(program: Program) -> None:
    (matched,) = match(program)

    assert (matched.changed, matched.candidates, len(matched.matches)) == (True, 3, 3 * 3)
    assert sorted(kept(program), key=str) == sorted(matched.matches, key=str)
    for owner, said in TEXTS.items():
        (found,) = (each for each in kept(program) if (each.item, each.reference) == OWN[owner])
        assert found.score >= program.settings.worth_a_look
        assert (found.evidence[0].item_text, found.evidence[0].call_text) == (said, said)


def test_nothing_new_is_left_alone(program: Program) -> None:
    match(program)
    before = kept(program)

    again, encoder = later(program)

    assert not again.changed
    assert list(again.matches) == before == kept(program)
    assert encoder.asked == []


def test_an_import_of_the_same_plan_and_a_crawl_of_the_same_calls_are_nothing_new(program: Program) -> None:
    match(program)
    save(program, samples.plan())
    for each in samples.CALLS:
        record(program, each)

    again, _ = later(program)

    assert not again.changed


def test_a_changed_call_is_matched_again_and_only_its_new_text_is_read(program: Program) -> None:
    match(program)
    record(program, samples.call("FOR-ADA", "Quiet trams in every suburb."))

    again, encoder = later(program)

    assert again.changed
    assert {each.version for each in kept(program) if each.reference == "FOR-ADA"} == {2}
    assert all("trams" in each for each in encoder.asked)
    assert encoder.asked


def test_a_new_call_is_matched(program: Program) -> None:
    match(program)
    record(program, samples.call("NEWCOMER", TEXTS["berta"]))

    again, _ = later(program)

    assert again.changed
    assert {each.item for each in kept(program) if each.reference == "NEWCOMER"} == {
        f"project:of-{each}" for each in TEXTS
    }


def test_a_changed_plan_is_matched_again(program: Program) -> None:
    match(program)
    people = [samples.person("berta")]
    save(program, samples.plan(*people))

    again, _ = later(program)

    assert again.changed
    assert {each.item for each in kept(program)} == {"project:of-berta"}


def test_another_threshold_is_matched_again_because_the_evidence_hangs_on_it(program: Program) -> None:
    match(program)

    again, _ = later(program, worth_a_look=0.0)

    assert again.changed
    assert all(each.evidence for each in kept(program) if each.meaning > 0)


def test_the_name_of_a_score_changes_no_match(program: Program) -> None:
    match(program)

    again, _ = later(program, strong=0.9)

    assert not again.changed


def test_another_model_is_matched_again(program: Program) -> None:
    match(program)
    other = BagOfWords("another-bag")

    (again,) = match(replace(program, model=other))

    assert again.changed
    assert other.asked


def test_a_call_whose_last_deadline_has_passed_is_matched_no_more(program: Program) -> None:
    record(program, samples.without_hour(samples.CALLS[0], date(2026, 9, 10)))
    match(program)
    assert "FOR-ADA" in {each.reference for each in kept(program)}

    on_the_day, _ = later(program, NOW + timedelta(days=3))
    day_after, encoder = later(program, NOW + timedelta(days=4))

    assert (on_the_day.changed, day_after.changed) == (False, True)
    assert "FOR-ADA" not in {each.reference for each in kept(program)}
    assert encoder.asked == []


def test_a_withdrawn_call_is_matched_no_more(program: Program) -> None:
    match(program)
    record(program, replace(samples.CALLS[0], word=Status.WITHDRAWN))

    again, _ = later(program)

    assert again.changed
    assert "FOR-ADA" not in {each.reference for each in kept(program)}


def test_since_when_a_call_matches_is_remembered(program: Program) -> None:
    match(program)
    record(program, samples.call("NEWCOMER", TEXTS["berta"]))
    later(program)

    with reading(program.engine) as session:
        since = matches.since(session, "tiny")
    assert since["project:of-ada", "eu_portal", "FOR-ADA"] == NOW
    assert since["project:of-ada", "eu_portal", "NEWCOMER"] == LATER


def test_a_run_that_breaks_leaves_the_matches_as_they_were_and_the_next_one_goes_on(program: Program) -> None:
    match(program)
    before = kept(program)
    record(program, samples.call("NEWCOMER", "Words that no call had before."))

    with pytest.raises(MemoryError):
        match(replace(program, model=BagOfWords(breaks=True)))
    assert kept(program) == before
    again, _ = later(program)
    assert again.changed
    assert "NEWCOMER" in {each.reference for each in kept(program)}


def test_no_call_at_all_is_no_error(tmp_path: Path, program: Program) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'empty.db'}")
    samples.store(engine, known=(), found=())

    (matched,) = match(replace(program, engine=engine))

    assert (matched.candidates, matched.matches) == (0, ())
    engine.dispose()


def test_without_a_plan_there_is_nothing_to_match(tmp_path: Path, program: Program) -> None:
    engine = connect(f"sqlite:///{tmp_path / 'no-plan.db'}")

    with pytest.raises(NoPlan, match="convoca plan import"):
        match(replace(program, engine=engine))
    engine.dispose()


def test_two_plans_are_matched_side_by_side(program: Program) -> None:
    match(program)
    save(program, samples.plan(samples.person("carla"), id="second"))

    first, second = match(replace(program, now=LATER))

    assert (first.plan.id, first.changed) == ("second", True)
    assert (second.plan.id, second.changed) == ("tiny", False)

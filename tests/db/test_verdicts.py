"""A verdict is kept for the version it was made from; an officer's word holds over it until it is taken back."""

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db import calls, verdicts
from db.engine import reading, transaction
from db.verdicts import Screened
from domain.eligibility import Answer, Finding, Override, Quotation, Rule, Verdict
from tests.db.samples import CLEAN_AIR, LATER, NOW, call

KEY = (CLEAN_AIR.source, CLEAN_AIR.reference)
OTHER = ("eu_portal", "2")
WORDS = Quotation("Cities measure", 0, 0)
EXCLUDED = Verdict((Finding(Rule.COUNTRY, Answer.NO, "not in the list", WORDS),))
OPEN = Verdict((Finding(Rule.COUNTRY, Answer.UNCLEAR, "not said"),))


def screen(session: Session, *found: tuple[verdicts.Key, int, Verdict], running: list[verdicts.Key]) -> None:
    screened = {key: Screened(version, verdict) for key, version, verdict in found}
    verdicts.record(session, "amb", screened, running=running, rules="r1", now=NOW)


def known(engine: Engine) -> None:
    with transaction(engine) as session:
        calls.record_all(session, [CLEAN_AIR, call(reference="2")], now=NOW)
        screen(session, (KEY, 1, EXCLUDED), (OTHER, 1, OPEN), running=[KEY, OTHER])


def test_a_verdict_comes_back_as_it_was_with_every_quotation(engine: Engine) -> None:
    known(engine)

    with reading(engine) as session:
        assert verdicts.of_plan(session, "amb") == {KEY: EXCLUDED, OTHER: OPEN}
        assert verdicts.of_plan(session, "another") == {}


def test_a_call_that_runs_no_more_is_forgotten_and_one_that_was_not_read_anew_is_kept(engine: Engine) -> None:
    known(engine)
    with transaction(engine) as session:
        screen(session, running=[OTHER])

    with reading(engine) as session:
        assert verdicts.of_plan(session, "amb") == {OTHER: OPEN}


def test_what_was_screened_by_other_rules_is_not_known(engine: Engine) -> None:
    known(engine)

    with reading(engine) as session:
        assert verdicts.known(session, "amb", rules="r1") == {KEY: 1, OTHER: 1}
        assert verdicts.known(session, "amb", rules="r2") == {}


def test_the_verdicts_on_some_calls_are_those_of_all(engine: Engine) -> None:
    known(engine)
    with transaction(engine) as session:
        verdicts.say(session, "amb", KEY, Override(Answer.YES, "Marta"), now=NOW)

    with reading(engine) as session:
        every = verdicts.of_plan(session, "amb")
        assert verdicts.of_calls(session, "amb", [KEY, ("nowhere", "x")]) == {KEY: every[KEY]}
        assert verdicts.of_calls(session, "amb", []) == {}
        assert verdicts.of_calls(session, "other", [KEY]) == {}


def test_an_officers_last_word_holds_also_after_the_call_was_read_anew(engine: Engine) -> None:
    known(engine)
    with transaction(engine) as session:
        verdicts.say(session, "amb", KEY, Override(Answer.NO, "Marta"), now=NOW)
        verdicts.say(session, "amb", KEY, Override(Answer.YES, "Marta", "With the ministry."), now=LATER)
        screen(session, (KEY, 2, EXCLUDED), running=[KEY, OTHER])

    with reading(engine) as session:
        verdict = verdicts.of_plan(session, "amb")[KEY]
        assert verdict.said == Override(Answer.YES, "Marta", "With the ministry.")
        assert _filtered(session) == {KEY: Answer.YES, OTHER: Answer.UNCLEAR}


def test_a_word_that_is_taken_back_lets_the_rules_hold_again(engine: Engine) -> None:
    known(engine)
    with transaction(engine) as session:
        verdicts.say(session, "amb", KEY, Override(Answer.YES, "Marta"), now=NOW)

        assert verdicts.take_back(session, "amb", KEY)
        assert not verdicts.take_back(session, "amb", KEY)

    with reading(engine) as session:
        assert verdicts.of_plan(session, "amb")[KEY] == EXCLUDED
        assert _filtered(session) == {KEY: Answer.NO, OTHER: Answer.UNCLEAR}


def _filtered(session: Session) -> dict[verdicts.Key, Answer]:
    """The answers as lists and facets filter by them."""
    return {(row.source, row.reference): row.answer for row in session.query(verdicts.VerdictRow)}

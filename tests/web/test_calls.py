"""The page of a call says what it is, whom it fits and why, and takes what people say of it."""

from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import quote

from sqlalchemy import Engine

from db import audit, calls, verdicts, votes
from db.engine import reading, transaction
from db.verdicts import Screened
from domain.deadlines import Deadline, Deadlines
from domain.eligibility import Answer, Finding, Quotation, Rule, Verdict
from domain.vote import Reason, Word
from tests.web.opened import CALL, HOSTILE, NOW, PLAN, Opened

PAGE = f"/calls/{CALL.source}/{CALL.reference}"
VOTE = f"/projects/clean-air/votes/{CALL.source}/{CALL.reference}"


def test_the_page_says_what_the_call_is_and_whom_it_fits(opened: Opened) -> None:
    page = opened.as_("anna").get(PAGE).text

    for said in (
        CALL.title,
        CALL.identifier,
        "4 February 2027, 17:00 (Brussels)",
        "Horizon Europe",
        "Clean air",
        "Strong match",
    ):
        assert said in page


def test_the_evidence_is_marked_in_its_place(opened: Opened) -> None:
    page = opened.as_("anna").get(PAGE).text

    assert "<mark>Cities measure what people breathe.</mark>" in page
    assert "Busy streets come first." in page
    assert "<mark>Busy" not in page


def test_what_a_rule_says_stands_beside_the_words_it_rests_on(opened: Opened, engine: Engine) -> None:
    quoted = Quotation("what people breathe", 0, CALL.parts[0].text.index("what people"))
    verdict = Verdict((Finding(Rule.COUNTRY, Answer.NO, "other countries only", quoted),))
    key = (CALL.source, CALL.reference)
    with transaction(engine) as session:
        verdicts.record(session, PLAN.id, {key: Screened(1, verdict)}, running=[key], rules="1", now=NOW)
    page = opened.as_("anna").get(PAGE).text

    assert "You may not apply" in page
    assert "other countries only" in page
    assert "what people breathe" in page


def test_a_changed_deadline_is_told_old_and_new(opened: Opened, engine: Engine) -> None:
    moved = replace(CALL, deadlines=Deadlines((Deadline(date(2027, 3, 1), None),)))
    with transaction(engine) as session:
        calls.record(session, moved, now=NOW + timedelta(days=1))
    page = opened.as_("anna").get(PAGE).text

    assert "What has changed" in page
    assert page.index("<del>") < page.index("<ins>")
    assert "1 March 2027" in page


def test_a_lead_says_what_a_call_is_to_their_project_and_takes_it_back(opened: Opened, engine: Engine) -> None:
    anna = opened.as_("anna")
    anna.get(PAGE)
    said = {"word": "not-for-us", "reason": "too-small", "note": "Half a street."}
    answer = anna.post(VOTE, said)
    page = anna.get(answer.headers["location"]).text

    with reading(engine) as session:
        (vote,) = votes.of_plan(session, PLAN.id)
        assert [each.what for each in audit.latest(session, object=f"call:{CALL.source}/{CALL.reference}")] == [
            "vote on call"
        ]
    assert (vote.person, vote.word, vote.reason, vote.note) == (
        "anna",
        Word.NOT_FOR_US,
        Reason.TOO_SMALL,
        "Half a street.",
    )
    assert "Not for us: Too small" in page
    assert "Half a street." in page

    anna.post(VOTE.replace("/votes/", "/votes-taken-back/"))
    assert "Not for us: Too small" not in anna.get(PAGE).text


def test_a_word_that_is_none_is_not_kept(opened: Opened, engine: Engine) -> None:
    anna = opened.as_("anna")
    anna.get(PAGE)

    assert anna.post(VOTE, {"word": "perhaps"}).status_code == 422
    assert anna.post(VOTE, {"word": "later", "note": "x" * 501}).status_code == 422
    with reading(engine) as session:
        assert votes.of_plan(session, PLAN.id) == []


def test_who_only_reads_is_offered_no_form(opened: Opened) -> None:
    assert "Say something of it" in opened.as_("anna").get(PAGE).text
    assert "Say something of it" not in opened.as_("viewer").get(PAGE).text
    assert "Say something of it" not in opened.as_("berta").get(PAGE).text.replace("Rivers", "")


def test_a_call_that_is_not_there_is_said_so(opened: Opened) -> None:
    assert opened.as_("anna").get("/calls/eu_portal/NO-SUCH").status_code == 404


def test_hostile_texts_are_harmless(opened: Opened) -> None:
    page = opened.as_("anna").get(f"/calls/{HOSTILE.source}/{quote(HOSTILE.reference)}").text

    assert "<script>alert" not in page
    assert "49" not in page.split("cod.exe")[1][:40]

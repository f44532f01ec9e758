"""A page says why a call is, or is not, offered to a project: from its first reading to the last mail."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine

from db import calls, matches, offered, outbox, thresholds, told, verdicts, votes
from db.engine import transaction
from db.verdicts import Screened
from domain.call import Kind, Status
from domain.digest import Reason as Telling
from domain.eligibility import Answer, Finding, Override, Rule, Verdict
from domain.vote import Reason, Vote, Word
from tests.web.opened import CALL, NOW, PLAN, Opened

KEY = (CALL.source, CALL.reference)
PAGE = "/why/clean-air/eu_portal/48012345TOPICSen"


def why(opened: Opened, page: str = PAGE) -> str:
    return str(opened.as_("viewer").get(page).text)


def test_what_is_offered_says_score_threshold_and_sentences(opened: Opened) -> None:
    page = why(opened)

    for said in ("It is offered.", "Score 0.60; told from 0.12 on.", "Known since 24 November 2026", "Nobody yet."):
        assert said in page
    assert "Cities measure what people breathe." in page


def test_the_threshold_of_the_project_keeps_a_call_out(opened: Opened, engine: Engine) -> None:
    opened.as_("olga").get("/projects/clean-air")
    with transaction(engine) as session:
        thresholds.move(session, PLAN.id, "project:clean-air", 0.7, now=NOW)

    assert "its score stays below the threshold of the project" in why(opened)


def test_who_turned_it_down_and_why_is_named(opened: Opened, engine: Engine) -> None:
    vote = Vote(
        person="anna",
        item="project:clean-air",
        source=CALL.source,
        reference=CALL.reference,
        version=1,
        word=Word.NOT_FOR_US,
        at=NOW,
        reason=Reason.TOO_SMALL,
        note="Half a street.",
    )
    with transaction(engine) as session:
        votes.cast(session, PLAN.id, vote)
    page = why(opened)

    for said in ("it was turned down for this project", "Anna Puig", "Too small", "Half a street."):
        assert said in page


def test_the_rules_and_the_officer_who_overrules_them_are_named(opened: Opened, engine: Engine) -> None:
    verdict = Verdict((Finding(Rule.COUNTRY, Answer.NO, "other countries only"),))
    with transaction(engine) as session:
        verdicts.record(session, PLAN.id, {KEY: Screened(1, verdict)}, running=[KEY], rules="1", now=NOW)
    assert "It is not offered: you may not apply." in why(opened)

    with transaction(engine) as session:
        verdicts.say(session, PLAN.id, KEY, Override(Answer.YES, "Olga Vila", "We asked."), now=NOW)
    page = why(opened)
    assert "It is offered." in page
    assert "Olga Vila" in page


def test_what_cannot_be_applied_to_says_so_before_anything_else(opened: Opened, engine: Engine) -> None:
    with transaction(engine) as session:
        calls.record(session, replace(CALL, reference="shut", word=Status.CLOSED), now=NOW)
        calls.record(session, replace(CALL, reference="tender", kind=Kind.TENDER), now=NOW)
        calls.record(session, replace(CALL, reference="fresh"), now=NOW)

    for reference, said in (
        ("shut", "it can no longer be applied to"),
        ("tender", "it pays for nothing that a plan asks for"),
        ("fresh", "newer than the last match"),
    ):
        assert said in why(opened, f"/why/clean-air/eu_portal/{reference}")


def test_who_was_told_when_and_why_and_who_was_offered_it(opened: Opened, engine: Engine) -> None:
    message = outbox.Message(
        plan=PLAN.id, person="anna", kind="digest", period="2026-W48", subject="s", text="t", html="h", message_id="<m>"
    )
    entry = told.Told(item="project:clean-air", source=KEY[0], reference=KEY[1], version=1, reason=Telling.NEW)
    with transaction(engine) as session:
        outbox.compose(session, message, told=[entry], now=NOW)
        offered.offer(session, PLAN.id, "berta", [("project:clean-air", *KEY)], now=NOW + timedelta(days=1))
    page = why(opened)

    assert "Anna Puig</bdi>, 24 November 2026, 07:00: a new match, version 1" in page
    assert "Berta Roca</bdi>, 25 November 2026, 07:00: offered by the link" in page


def test_it_is_one_click_from_the_search_and_from_the_call(opened: Opened, engine: Engine) -> None:
    with transaction(engine) as session:
        assert matches.of_item(session, PLAN.id, "project:clean-air")
    for path in ("/search?q=metropolitan", "/calls/eu_portal/48012345TOPICSen"):
        assert f'href="{PAGE}"' in opened.as_("viewer").get(path).text


def test_a_call_or_a_project_that_is_not_there_is_said_so(opened: Opened) -> None:
    viewer = opened.as_("viewer")
    assert viewer.get("/why/clean-air/eu_portal/no-such").status_code == 404
    assert viewer.get("/why/no-such/eu_portal/48012345TOPICSen").status_code == 404

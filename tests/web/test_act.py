"""The links in mails that act: for one person, for a month, and only when a button is pressed."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine

from db import action_links, applications, audit, outbox, ownership, people, prompts, settings, votes
from db.action_links import Action, Judging, Reporting
from db.engine import reading, transaction
from db.outbox import Message
from db.prompts import Prompt
from domain.application import Stage
from domain.people import HandOver
from domain.vote import Reason, Vote, Word
from followup.outcome import question
from tests.web.opened import CALL, NOW, Opened

RELEVANT = Judging(word=Word.RELEVANT, project="clean-air", source=CALL.source, reference=CALL.reference)
DISMISS = Judging(word=Word.NOT_FOR_US, project="clean-air", source=CALL.source, reference=CALL.reference)
OUTCOME = Reporting(application=1)


def link(engine: Engine, action: Action, person: str = "anna") -> str:
    with transaction(engine) as session:
        token = action_links.token(settings.signing_key(session), person, action, now=NOW)
    return f"/act/{'call' if isinstance(action, Judging) else 'application'}/{token}"


def cast(engine: Engine) -> list[Vote]:
    with reading(engine) as session:
        return votes.of_plan(session, "plan")


def stage(engine: Engine) -> Stage:
    with reading(engine) as session:
        stored = applications.get(session, 1)
    assert stored is not None
    return stored.application.stage


def test_whoever_only_looks_changes_nothing_and_sees_as_whom_they_would_act(opened: Opened, engine: Engine) -> None:
    seen = opened.browser().get(link(engine, RELEVANT))

    assert seen.status_code == 200
    assert "You are acting as <strong><bdi>Anna Puig</bdi>" in seen.text
    assert "Not you?" in seen.text
    assert CALL.title in seen.text
    assert cast(engine) == []


def test_the_button_says_it_once_however_often_it_is_pressed_and_it_is_noted_who_did(
    opened: Opened, engine: Engine
) -> None:
    browser, where = opened.browser(), link(engine, RELEVANT)
    answers = [browser.client.post(where).status_code for _ in range(2)]

    (vote,) = cast(engine)
    assert answers == [200, 200]
    assert (vote.person, vote.item, vote.word, vote.version) == ("anna", "project:clean-air", Word.RELEVANT, 1)
    with reading(engine) as session:
        (noted,) = audit.latest(session, object=f"call:{CALL.source}/{CALL.reference}")
    assert (noted.who, noted.what) == ("anna", "vote on call")


def test_who_turns_a_call_down_says_why_by_one_of_the_codes(opened: Opened, engine: Engine) -> None:
    browser, where = opened.browser(), link(engine, DISMISS)
    page = browser.get(where).text
    browser.client.post(where, data={"reason": "no-capacity", "note": "Not this year."})

    assert all(f'value="{each.value}"' in page for each in Reason)
    (vote,) = cast(engine)
    assert (vote.word, vote.reason, vote.note) == (Word.NOT_FOR_US, Reason.CAPACITY, "Not this year.")
    assert browser.client.post(where, data={"reason": "made-up"}).status_code == 422


@pytest.mark.parametrize("spoilt", ["nothing", "é", "x.y", "." * 300])
def test_a_forged_link_does_nothing_and_a_page_says_so(opened: Opened, engine: Engine, spoilt: str) -> None:
    browser = opened.browser()
    for on in ("call", "application"):
        seen, pressed = browser.get(f"/act/{on}/{spoilt}"), browser.client.post(f"/act/{on}/{spoilt}")
        assert (seen.status_code, pressed.status_code) == (410, 410)
        assert "none of ours" in seen.text
    assert cast(engine) == []


def test_a_link_for_one_thing_is_no_link_for_another(opened: Opened, engine: Engine) -> None:
    browser = opened.browser()
    call, outcome = link(engine, RELEVANT), link(engine, OUTCOME, "berta")

    assert browser.client.post(call.replace("/act/call", "/act/application")).status_code == 404
    assert browser.client.post(outcome.replace("/act/application", "/act/call")).status_code == 404
    assert browser.client.post(call.replace("/act/call", "/unsubscribe")).status_code == 404


def test_after_a_month_the_link_says_so_in_the_persons_language(opened: Opened, engine: Engine) -> None:
    there = Judging(word=Word.RELEVANT, project="rivers", source=CALL.source, reference=CALL.reference)
    browser, where = opened.browser(), link(engine, there, "berta")
    opened.later(timedelta(days=30, seconds=-1))
    good = browser.get(where)
    opened.later(timedelta(seconds=1))
    late, pressed = browser.get(where), browser.client.post(where)

    assert (good.status_code, late.status_code, pressed.status_code) == (200, 410, 410)
    assert "Actueu com a" in good.text
    assert "Aquest enllaç ha servit durant 30 dies." in late.text
    assert cast(engine) == []


def test_who_has_left_or_handed_the_project_over_acts_no_more(opened: Opened, engine: Engine) -> None:
    browser, anna, olga = opened.browser(), link(engine, RELEVANT), link(engine, RELEVANT, "olga")
    with transaction(engine) as session:
        handed = HandOver(project="clean-air", to="berta", since=NOW.date())
        ownership.hand_over(session, "plan", handed, now=NOW)
        people.change(session, "olga", {"offboarded_at": NOW})
    handed_over, left = browser.client.post(anna), browser.client.post(olga)

    assert (handed_over.status_code, left.status_code) == (410, 410)
    assert "You do not answer for this project, or no longer" in handed_over.text
    assert "ya no tiene acceso" in left.text
    assert cast(engine) == []


def test_who_is_signed_in_as_somebody_else_is_told_so_and_acts_as_the_person_of_the_link(
    opened: Opened, engine: Engine
) -> None:
    browser, where = opened.as_("olga"), link(engine, RELEVANT)
    seen = browser.get(where, headers={"accept-language": "ca"})
    browser.client.post(where)

    assert "Ha iniciado sesión como otra persona: <bdi>Olga Vila</bdi>" in seen.text
    assert [each.person for each in cast(engine)] == ["anna"]


def test_what_came_of_an_application_is_told_by_one_press(opened: Opened, engine: Engine) -> None:
    browser, where = opened.browser(), link(engine, OUTCOME, "berta")
    browser.get(where)
    before = stage(engine)
    told = browser.client.post(where, data={"answer": "granted"})
    again = browser.client.post(where, data={"answer": "rejected"})

    assert (before, stage(engine)) == (Stage.SUBMITTED, Stage.GRANTED)
    assert (told.status_code, again.status_code) == (200, 200)
    with reading(engine) as session:
        (event,) = [each for each in applications.history(session, 1) if each.field == "stage"]
        assert (event.who, event.old, event.new) == ("berta", "submitted", "granted")
        assert audit.latest(session, object="application:1")[0].who == "berta"


def test_not_known_yet_moves_nothing_and_is_kept(opened: Opened, engine: Engine) -> None:
    asked = Prompt(application_id=1, person="berta", about=question(Stage.SUBMITTED), at=NOW)
    mail = Message(
        plan="plan",
        person="berta",
        kind="alert",
        period="1",
        subject="",
        text="",
        html="",
        message_id="<1@example.org>",
    )
    with transaction(engine) as session:
        prompts.add(session, outbox.compose(session, mail, told=(), now=NOW).id, [asked])
    told = opened.browser().client.post(link(engine, OUTCOME, "berta"), data={"answer": "not known yet"})

    with reading(engine) as session:
        (kept,) = prompts.of_plan(session, "plan")
    assert (told.status_code, stage(engine), kept.unknown_at) == (200, Stage.SUBMITTED, NOW)


def test_an_answer_that_the_page_does_not_offer_is_refused(opened: Opened, engine: Engine) -> None:
    browser, where = opened.browser(), link(engine, OUTCOME, "berta")

    assert browser.client.post(where, data={"answer": "running"}).status_code == 422
    assert browser.client.post(where).status_code == 422
    assert stage(engine) is Stage.SUBMITTED


def test_links_are_not_pressed_without_end(opened: Opened, engine: Engine) -> None:
    browser, where = opened.browser(), link(engine, RELEVANT)
    answers = {browser.client.get(where).status_code for _ in range(61)}

    assert answers == {200, 429}


def test_who_hands_out_somebodys_data_hands_out_no_link_that_acts(opened: Opened, engine: Engine) -> None:
    where = link(engine, RELEVANT, "berta")
    mail = Message(
        plan="plan",
        person="berta",
        kind="alert",
        period="1",
        subject="",
        text=f"See {where} now",
        html="",
        message_id="",
    )
    with transaction(engine) as session:
        outbox.compose(session, mail, told=(), now=NOW)
    held = opened.as_("administrator").get("/people/berta/export")

    assert held.json()["outbox"][0]["text"] == "See /… now"

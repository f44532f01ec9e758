"""The pages of projects say what fits and why, what no call covers, what was turned down, and what votes changed."""

import re
from dataclasses import replace
from datetime import timedelta

from sqlalchemy import Engine, delete

from db import audit, matches, plans, verdicts, votes
from db.engine import reading, transaction
from db.verdicts import Screened
from domain.eligibility import Answer, Finding, Rule, Verdict
from domain.match import Learnt, Match, Voted
from domain.vote import Reason, Vote, Word
from tests.web.opened import CALL, HOSTILE, NOW, PLAN, Opened, match, open_window

PAGE = "/projects/clean-air"
BACK = f"/projects/clean-air/votes-taken-back/{CALL.source}/{CALL.reference}"


def vote(word: Word, *, reason: Reason | None = None, note: str = "", reference: str = CALL.reference) -> Vote:
    return Vote(
        person="anna",
        item="project:clean-air",
        source=CALL.source,
        reference=reference,
        version=1,
        word=word,
        at=NOW,
        reason=reason,
        note=note,
    )


def cast(engine: Engine, *said: Vote) -> None:
    with transaction(engine) as session:
        for each in said:
            votes.cast(session, PLAN.id, each)


def let(engine: Engine, *found: Match) -> None:
    with transaction(engine) as session:
        matches.replace(session, PLAN.id, found, now=NOW)


def test_every_project_stands_under_its_line_with_its_owner_and_its_next_deadline(opened: Opened) -> None:
    page = opened.as_("viewer").get("/projects").text

    assert page.index("Green") < page.index("Clean air") < page.index("Of no strategic line") < page.index("Rivers")
    for said in ("Anna Puig", "Berta Roca", "2 calls fit", "4 January 2027", "No deadline ahead."):
        assert said in page


def test_a_project_shows_what_fits_it_with_its_best_evidence(opened: Opened, engine: Engine) -> None:
    verdict = Verdict((Finding(Rule.COUNTRY, Answer.NO, "other countries only"),))
    key = (CALL.source, CALL.reference)
    with transaction(engine) as session:
        verdicts.record(session, PLAN.id, {key: Screened(1, verdict)}, running=[key], rules="1", now=NOW)
    page = opened.as_("viewer").get(PAGE).text

    for said in (
        "Measure the air in every street.",
        "2 calls fit",
        "Strong match",
        "Worth a look",
        "You may not apply",
        "4 February 2027, 17:00 (Brussels)",
        "Cities measure what people breathe.",
        "Listed and mailed from score 0.12 on",
    ):
        assert said in page
    assert page.index(CALL.title) < page.index("cod.exe"), "the best first"


def test_a_match_below_the_threshold_does_not_fit(opened: Opened, engine: Engine) -> None:
    let(engine, match(CALL, score=0.11))
    page = opened.as_("viewer").get(PAGE).text

    assert "0 calls fit" in page
    assert CALL.title not in page


def test_what_no_call_covers_is_what_each_of_them_leaves_open(opened: Opened, engine: Engine) -> None:
    let(
        engine,
        replace(match(CALL), uncovered=("Tell the schools.", "Plant trees.")),
        replace(match(HOSTILE), uncovered=("Plant trees.", "Count cars.")),
    )
    page = opened.as_("viewer").get(PAGE).text

    assert "What no call covers" in page
    assert "Plant trees." in page
    assert "Tell the schools." not in page
    assert "Count cars." not in page


def test_a_project_shows_its_text_in_every_language_it_has(opened: Opened, engine: Engine) -> None:
    written = replace(PLAN.projects[0], translations={"ca": ("Mesurar l'aire de cada carrer.",)})
    with transaction(engine) as session:
        plans.save(session, replace(PLAN, projects=(written, *PLAN.projects[1:])), now=NOW)
    page = opened.as_("berta").get(PAGE).text

    catalan, english = '<p lang="ca" dir="auto">', '<p lang="en" dir="auto">'
    assert page.index(catalan) < page.index("<summary>English</summary>") < page.index(english)


def test_what_was_turned_down_is_not_offered_but_shown_with_its_reason(opened: Opened, engine: Engine) -> None:
    cast(engine, vote(Word.NOT_FOR_US, reason=Reason.TOO_SMALL, note="<b>Half</b> a street."))
    offered, _, turned_down = opened.as_("anna").get(PAGE).text.partition("Turned down, and why")

    assert "1 call fits" in offered
    assert CALL.title not in offered
    for said in (CALL.title, "Too small", "&lt;b&gt;Half&lt;/b&gt; a street.", "Anna Puig", "Offer it again"):
        assert said in turned_down


def test_a_lead_offers_it_again_by_a_button(opened: Opened, engine: Engine) -> None:
    cast(engine, vote(Word.NOT_FOR_US))
    anna = opened.as_("anna")
    assert f'action="{BACK}"' in anna.get(PAGE).text
    answer = anna.post(BACK, {"back": "project"})
    assert answer.headers["location"] == f"{PAGE}?done=saved", "back to where the button was"

    page = anna.get(PAGE).text
    assert "2 calls fit" in page
    assert "Nothing was turned down." in page


def test_who_does_not_answer_for_the_project_is_offered_no_button(opened: Opened, engine: Engine) -> None:
    cast(engine, vote(Word.NOT_FOR_US))

    assert all(BACK not in opened.as_(each).get(PAGE).text for each in ("viewer", "berta", "manager"))
    assert BACK in opened.as_("olga").get(PAGE).text


def test_what_votes_changed_stands_with_its_cause_and_can_be_forgotten(opened: Opened, engine: Engine) -> None:
    near = Voted(source=CALL.source, reference="x", title="Air in small towns", word=Word.RELEVANT, alike=0.9)
    let(engine, replace(match(CALL, score=0.7), learnt=Learnt(0.55, (near,))), match(HOSTILE))
    cast(engine, vote(Word.RELEVANT), vote(Word.NOT_FOR_US, reference=HOSTILE.reference))
    anna = opened.as_("anna")
    page = anna.get(PAGE).text
    for said in ("1 relevant, 1 not for us", "Something is learnt with 1 more.", "from 0.55 to 0.70", near.title):
        assert said in page

    assert anna.post(f"{PAGE}/votes-forgotten").headers["location"] == f"{PAGE}?done=voted"
    opened.later(timedelta(minutes=1))
    page = anna.get(PAGE).text
    assert "Anna Puig let the votes up to" in page
    assert "Nothing yet: no vote that speaks of the subject." in page
    with reading(engine) as session:
        assert [each.what for each in audit.latest(session, object="project:clean-air")] == ["forget votes"]


def test_calls_just_below_the_threshold_are_a_place_to_explore(engine: Engine) -> None:
    opened = open_window(engine, explore=lambda _, item: [(match(CALL, item.key, 0.1), CALL)])

    page = opened.as_("anna").get("/projects/rivers").text
    assert "0 calls fit" in page
    assert page.index("A place to explore") < page.index(CALL.title) < page.index("Weak match")


def test_a_project_that_is_not_there_is_said_so(opened: Opened) -> None:
    assert opened.as_("anna").get("/projects/no-such").status_code == 404
    assert opened.as_("olga").post("/projects/no-such/votes-forgotten").status_code == 404


def test_hostile_texts_are_harmless(opened: Opened, engine: Engine) -> None:
    hostile = replace(
        PLAN.projects[0], title={"en": "<script>alert(2)</script>"}, sentences=("{{ 7*7 }}<script>alert(3)",)
    )
    with transaction(engine) as session:
        plans.save(session, replace(PLAN, projects=(hostile, *PLAN.projects[1:])), now=NOW)
    anna = opened.as_("anna")

    for path in ("/projects", PAGE, "/plan"):
        assert "<script>alert" not in anna.get(path).text
    assert "{{ 7*7 }}&lt;script&gt;alert(3)" in anna.get(PAGE).text


def test_without_a_plan_there_is_a_page_that_says_how_to_get_one(opened: Opened, engine: Engine) -> None:
    with transaction(engine) as session:
        session.execute(delete(plans.PlanRow))
    anna = opened.as_("anna")

    assert all("convoca plan import" in anna.get(path).text for path in ("/projects", "/plan"))


def test_an_officer_moves_the_threshold_and_everything_follows(opened: Opened, engine: Engine) -> None:
    officer = opened.as_("administrator")
    page = officer.get(PAGE).text
    assert "It is the service’s own." in page
    assert re.search(r"0\.33: \d+% worth a look, \d+% kept", page)

    assert officer.post(f"{PAGE}/threshold", {"threshold": "0.33"}).headers["location"].endswith("threshold-moved")
    page = officer.get(PAGE).text
    for said in ("1 call fits", "Listed and mailed from score 0.33 on", "Administrator</bdi>: 0.12 → 0.33"):
        assert said in page
    assert officer.get("/projects").text.count("2 calls fit") == 0
    assert "1 call found" in officer.get("/search?project=clean-air").text

    officer.post(f"{PAGE}/threshold", {"threshold": ""})
    assert "2 calls fit" in officer.get(PAGE).text
    with reading(engine) as session:
        assert [each.what for each in audit.latest(session, object="project:clean-air")] == ["move threshold"] * 2


def test_a_threshold_is_one_that_was_measured_and_only_an_officer_moves_it(opened: Opened) -> None:
    anna = opened.as_("anna")
    assert "Move the threshold" not in anna.get(PAGE).text
    assert anna.post(f"{PAGE}/threshold", {"threshold": "0.33"}).status_code == 403
    officer = opened.as_("administrator")
    officer.get(PAGE)
    assert officer.post(f"{PAGE}/threshold", {"threshold": "0.99"}).status_code == 422

"""The plan is one page whose parts lead to each other, and an officer changes what its projects say."""

import re
from dataclasses import replace

import pytest
from sqlalchemy import Engine

from db import audit, plans
from db.engine import reading
from tests.web.opened import PLAN, Opened
from web.project_text import changed, fields

TEXT = "/plan/projects/clean-air"


def test_the_plan_holds_every_line_challenge_and_project_and_links_them(opened: Opened) -> None:
    page = opened.as_("viewer").get("/plan").text

    for said in ("The plan", "A better metropolis.", "Be green.", "Clean the air.", "Bring the rivers back to life."):
        assert said in page
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)
    assert {"line-green", "challenge-a", "project-clean-air", "project-rivers"} <= set(ids)


def test_a_part_of_the_plan_says_which_projects_serve_it(opened: Opened) -> None:
    page = opened.as_("viewer").get("/plan").text
    line = page[page.index('id="line-green"') : page.index('id="challenges"')]

    assert 'href="#project-clean-air"' in line
    assert "#project-rivers" not in line


def test_the_plan_is_read_in_the_visitors_language(opened: Opened) -> None:
    assert "El pla" in opened.as_("berta").get("/plan").text


def test_an_officer_changes_what_a_project_says_and_the_history_stays(opened: Opened, engine: Engine) -> None:
    olga = opened.as_("olga")
    assert 'href="/plan/projects/clean-air"' in olga.get("/plan").text
    answer = olga.post(
        TEXT, {"title-en": "Cleaner  air", "sentences-en": "Measure the air.\r\n\r\n Plant <b>trees</b>. "}
    )
    assert answer.headers["location"] == f"{TEXT}?done=saved"

    with reading(engine) as session:
        old, new = plans.versions(session, PLAN.id)
        (entry,) = audit.latest(session, object="project:clean-air")
    assert old.plan == PLAN
    assert new.plan.projects[1:] == PLAN.projects[1:]
    assert new.plan.projects[0] == replace(
        PLAN.projects[0],
        title={"en": "Cleaner air", "ca": "Aire net"},
        sentences=("Measure the air.", "Plant <b>trees</b>."),
    )
    assert (entry.who, entry.old) == (
        "olga",
        {"title-en": "Clean air", "sentences-en": "Measure the air in every street."},
    )
    page = olga.get(TEXT).text
    for said in ("Olga Vila", "Measure the air in every street.", "Plant &lt;b&gt;trees&lt;/b&gt;."):
        assert said in page


def test_what_was_not_changed_makes_no_version(opened: Opened, engine: Engine) -> None:
    olga = opened.as_("olga")
    olga.get(TEXT)
    olga.post(TEXT, fields(PLAN.projects[0]))

    with reading(engine) as session:
        assert len(plans.versions(session, PLAN.id)) == 1
        assert audit.latest(session, object="project:clean-air") == []


def test_a_translation_can_be_changed_and_left_out() -> None:
    project = replace(PLAN.projects[0], translations={"ca": ("Mesurar l'aire.",)})

    assert changed(project, {"sentences-ca": "Una.\nDues."}).translations == {"ca": ("Una.", "Dues.")}
    assert changed(project, {"sentences-ca": " "}).translations == {}


@pytest.mark.parametrize(
    "typed",
    [
        {"title-en": " "},
        {"title-ca": "x" * 201},
        {"sentences-en": "\n"},
        {"sentences-en": "x" * 1001},
        {"sentences-en": "Again.\n" * 31},
    ],
)
def test_a_text_that_cannot_be_is_refused_and_nothing_changes(
    opened: Opened, engine: Engine, typed: dict[str, str]
) -> None:
    olga = opened.as_("olga")
    olga.get(TEXT)

    assert olga.post(TEXT, typed).status_code == 422
    with reading(engine) as session:
        assert len(plans.versions(session, PLAN.id)) == 1


def test_who_is_no_officer_is_offered_no_change(opened: Opened) -> None:
    assert "/plan/projects/" not in opened.as_("anna").get("/plan").text
    assert opened.as_("anna").get(TEXT).status_code == 403
